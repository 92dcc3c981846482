"""Clipped words of the trade, and what they are short for: a cert chain is a certificate chain. A list only."""

from __future__ import annotations

_CLIPPED = """
admin administrator administration; app application; auth authentication authorization; cert certificate;
config configuration; db database; dev developer development; demo demonstration; doc document documentation;
docs documentation; env environment; gov government; info information; infra infrastructure; lib library;
mic microphone; ops operations; org organization; perf performance; prod production; prof professor;
repo repository; spec specification; stats statistics; sync synchronization; tech technology; temp temperature;
util utility; vuln vulnerability
"""
_FULL: dict[str, frozenset[str]] = {
    short: frozenset(full) for short, *full in (row.split() for row in _CLIPPED.split(";"))
}


def list_full(word: str) -> frozenset[str]:
    """What a word in lower case, of either number, may be clipped from."""
    return _FULL.get(word) or _FULL.get(word.removesuffix("s"), frozenset())
