"""Word lists as sets. Holds no list itself."""

from __future__ import annotations


def word_set(text: str) -> frozenset[str]:
    """The words of `text`, which white space separates."""
    return frozenset(text.split())
