"""The web product: the record, the graph, and the pages over them."""
