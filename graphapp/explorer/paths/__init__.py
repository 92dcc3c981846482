"""How two or three names hang together: the best ways between them, each step with the sentence that says so."""
