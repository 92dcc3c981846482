"""Notes of a transcriber among what is said: “[laughter]”, “[unintelligible 00:12:03]”. Nobody says them.

Knows nothing of names. Links and titles keep their capitals, by which they are told apart.
"""

from __future__ import annotations

import re

_NOTE = re.compile(
    r"(?<!\w)\[[a-z][a-z0-9 .,:'’-]{1,50}\]"
    r"|\((?:laughs|laughter|laughing|chuckles|applause|music|crosstalk|inaudible|unintelligible|silence)\)"
)
_UNHEARD = re.compile(r"inaudible|unintelligible|crosstalk")
_GAP = 4
"""Within so many characters beside a note the neighbouring words begin and end."""


def blank_asides(text: str) -> str:
    """The text with spaces for such notes, so that offsets stay true.

    Between two words the first space is a semicolon: what the note parts is no name together.
    """
    return _NOTE.sub(_blank, text)


def drop_asides(text: str) -> str:
    """The text without them; three dots stand where nobody could hear what was said."""
    return _NOTE.sub(lambda note: "…" if _UNHEARD.search(note[0]) else "", text)


def _blank(note: re.Match[str]) -> str:
    before = note.string[max(0, note.start() - _GAP) : note.start()].rstrip()[-1:]
    after = note.string[note.end() : note.end() + _GAP].lstrip()[:1]
    mark = ";" if before.isalnum() and after.isalnum() else " "
    return mark.ljust(len(note[0]))
