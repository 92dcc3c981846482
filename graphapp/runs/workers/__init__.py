"""The processes that serve and work: started, woken, kept alive and asked to end. Knows nothing of what a run does."""
