"""The graph: one port, two adapters, and the derived rows that both are made from."""
