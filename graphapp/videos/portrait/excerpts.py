"""A few words on each side of others, cut between words and marked where they are cut. Pure."""

from __future__ import annotations


def cut_before(text: str, *, size: int) -> str:
    """The last `size` characters at most."""
    if len(text) <= size:
        return text
    end = text[-size:]
    return "…" + (end.partition(" ")[2] or end)


def cut_after(text: str, *, size: int) -> str:
    """The first `size` characters at most."""
    if len(text) <= size:
        return text
    start = text[:size]
    return (start.rpartition(" ")[0] or start) + "…"
