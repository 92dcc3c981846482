"""Whether what is known of English words may be asked of a transcript: its wordings, phrases and plain subjects."""

from __future__ import annotations

from ingest.language.codes import base_language


def is_english(language: str) -> bool:
    """Whether the language, a code as “en-GB”, is English, or not known."""
    return base_language(language) in {"", "en", "und", "mul"}
