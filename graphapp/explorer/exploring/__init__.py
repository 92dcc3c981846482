"""The exploring page: a part of all that was said, drawn as a graph that its reader opens, closes and narrows."""
