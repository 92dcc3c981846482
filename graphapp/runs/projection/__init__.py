"""The graph store kept in step with the record: changes that wait for it, and what compares and mends it."""
