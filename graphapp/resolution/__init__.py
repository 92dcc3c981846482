"""Which names are one entity, and what the graph of them is: pure functions on frozen records.

No Django, no database, no clock. The incremental path and the rebuild call the same functions, so that
they can't differ by more than the rows they are given.
"""
