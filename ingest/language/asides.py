"""Notes of a transcriber among what is said: “[laughter]”, “[unintelligible 00:12:03]”. Nobody says them.

Knows nothing of names. Links and titles keep their capitals, by which they are told apart.
"""

from __future__ import annotations

import re

_NOTE = re.compile(
    r"(?<!\w)\[[a-z][a-z0-9 .,:'’-]{1,50}\]"
    r"|\((?:laughs|laughter|laughing|chuckles|applause|music|crosstalk|inaudible|unintelligible|silence)\)"
)


def blank_asides(text: str) -> str:
    """The text with spaces for such notes, so that offsets stay true."""
    return _NOTE.sub(lambda note: " " * len(note[0]), text)
