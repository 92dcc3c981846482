"""The graph store without a server: the record's own rows answer."""
