"""How names sound, so that “cooper netties” can be recognized as Kubernetes. Pure."""

from __future__ import annotations

import jellyfish

from graphapp.curation.models import SOUND_LENGTH

_SHORTEST = 3
_VOICELESS = str.maketrans("BDGVZJ", "PTKFSX")
"""What speech recognition and accents confuse most: p and b, t and d, k and g…"""


def hear(folded: str) -> str:
    """The consonants of a name as English speakers hear them, written together; "" where too little is left to know it
    by, as of other scripts."""
    code = jellyfish.metaphone(folded.replace(" ", "")).translate(_VOICELESS).replace(" ", "")
    return code[:SOUND_LENGTH] if len(code) >= _SHORTEST else ""
