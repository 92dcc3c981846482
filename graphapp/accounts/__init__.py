"""Users, roles and tokens, and the one road on which permission is asked."""
