"""A video's extraction as rows, and what editors said of its words laid over them. Looks at no other video."""
