"""Which part of speech an English word mostly is: a noun, an adjective, or something else. Looks at no sentence.

Counted from the GUM corpus by `bench/count_parts.py` (`parts.tsv`); of words unseen there, the ending tells.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

NOUN, ADJECTIVE, OTHER = "N", "A", "O"
_ADJECTIVE_ENDINGS = ("ous", "ive", "ful", "able", "ible", "ish", "less", "ical")
_OTHER_ENDINGS = ("ly", "ize", "ized", "izes", "ed", "n't", "'re", "'ve", "'ll", "'m", "'s", "'d")


@cache
def _load_parts() -> dict[str, str]:
    lines = files("ingest.language").joinpath("parts.tsv").read_text("utf-8").splitlines()
    return dict(line.split("\t") for line in lines)


def tag_word(low: str) -> str:
    """N, A or O."""
    known = _load_parts().get(low)
    if known is not None:
        return known
    if not low[:1].isalpha() or low.endswith(_OTHER_ENDINGS):
        return OTHER
    return ADJECTIVE if low.endswith(_ADJECTIVE_ENDINGS) else NOUN
