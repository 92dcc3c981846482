"""Whether what is known of English words may be asked of a transcript: its wordings, phrases and plain subjects."""

from __future__ import annotations


def is_english(language: str) -> bool:
    """Whether the language, a code as “en-GB”, is English, or not known."""
    return language.lower().split("-")[0] in {"", "en", "und", "mul"}
