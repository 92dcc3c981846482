"""The graph as files for other tools: all of it, or a part, each edge with its evidence."""
