"""Names as many talks use them: in how many talks each was found, and of which type it probably is.

Made once by tagging public talks (docs/model-card.md). A name that the lexicon lacks may still be known here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ingest.extract.builtin.gazetteer import load_gazetteer
from ingest.records import EntityType

KINDS = tuple(EntityType)
_SEVERAL = 3


@dataclass(frozen=True, slots=True)
class CorpusName:
    """`odds` per type in the order of `KINDS`, summing to about 1."""

    mentions: int
    talks: int
    odds: tuple[float, ...]


@cache
def _load_names() -> Mapping[str, str]:
    lines = files("ingest.extract.builtin").joinpath("models/names.tsv").read_text("utf-8").splitlines()
    return dict(line.split("\t", 1) for line in lines)


def find_name(lows: str) -> CorpusName | None:
    """By the name's words in lower case, one space between."""
    row = _load_names().get(lows)
    if row is None:
        return None
    mentions, talks, *odds = row.split("\t")
    return CorpusName(int(mentions), int(talks), tuple(int(odd) / 100 for odd in odds))


def count_talks(lows: str) -> int:
    """In how many talks the name was found."""
    found = find_name(lows)
    return found.talks if found else 0


def is_listed(lows: Sequence[str]) -> bool:
    """Whether lexicon or corpus know the name."""
    return load_gazetteer().find(tuple(lows)) is not None or count_talks(" ".join(lows)) > 0


def is_well_known(lows: Sequence[str]) -> bool:
    """Whether the lexicon holds the name, or several talks do."""
    name = " ".join(lows)
    form = load_gazetteer().find(tuple(lows))
    listed = form is not None and form.entry.type is not EntityType.CONCEPT
    return len(name) > 2 and (listed or count_talks(name) >= _SEVERAL)
