"""Word lists written as text: easier to read, compare and extend than a row of quoted words."""

from __future__ import annotations


def word_set(text: str) -> frozenset[str]:
    """The words of `text`, parted by white space."""
    return frozenset(text.split())
