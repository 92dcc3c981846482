"""Editors' decisions: made, revoked, restored, carried from library to library. The graph follows at once."""
