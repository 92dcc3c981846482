"""What neither store should do: algorithms on a small graph that was already read. Reads no database."""
