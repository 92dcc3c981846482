"""Whether what is said to be an example of a kind is one: not "Music, like chess, is play", nor "the cache, like an
Acme app".

Refuses only; finds no wording.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from ingest.language.words import word_set
from ingest.relate.following import is_only_part, qualifies
from ingest.relate.leading import LEADING_ON, find_leading
from ingest.relate.said import Said
from ingest.relate.talk import Naming, Talk

_BE = word_set("is are was were")
_RESUMING = word_set("is are was were has have had can will does do it it's they they're that's there's")
_NAMING = word_set("called named")
_TOOLS = word_set("tool tools library framework product program app project thing")
_QUOTATIONS = {'"': '"', "“": "”", "‘": "’"}


def is_no_example(talk: Talk, *, left: Naming, right: Naming, said: Said) -> bool:
    """Whether the second name is no thing of the kind that the first one names."""
    if said.cue == ["like"]:
        return _is_compared(talk, left=left, right=right, before=said.before)
    if _names_kind(said.before) or _NAMING.isdisjoint(said.cue):
        return _names_kind(said.before)
    if "something" in said.before or (qualifies(talk, left) and _TOOLS.isdisjoint(said.before)):
        return True
    longer = is_only_part(talk, right) or qualifies(talk, right) or _opens_quotation(talk, right)
    apart = "," in said.before or _BE.isdisjoint(said.before)
    return longer or (not apart and find_leading(talk, left) in LEADING_ON | {"to"})


def is_no_kind(talk: Talk, naming: Naming) -> bool:
    """Whether "and other" goes on to what is said of the name only with others: "and other speed and safety gains"."""
    return not is_plural(talk, naming) and not {"and", "or"}.isdisjoint(talk.words(naming.last, naming.last + 1))


def _names_kind(before: Sequence[str]) -> bool:
    """Whether another kind comes first: "to its processors, a translator called Anvil"."""
    return any(mark == "," and word in {"a", "an"} for mark, word in pairwise(before))


def _is_compared(talk: Talk, *, left: Naming, right: Naming, before: Sequence[str]) -> bool:
    """ "Music, like chess, is play", "the cache, like an Acme app": one thing beside another. Several things have
    examples."""
    if talk.words(right.first - 1, right.first) in (["a"], ["an"]) and qualifies(talk, right):
        return True
    if "," not in before or is_plural(talk, left):
        return False
    after = _end_of_other_names(talk, right)
    return talk.words(after, after + 1) == [","] and not _RESUMING.isdisjoint(talk.words(after + 1, after + 2))


def is_plural(talk: Talk, naming: Naming) -> bool:
    said = talk.flow.text[naming.start : naming.end]
    return said.endswith("s") and not said.endswith("ss")


def _end_of_other_names(talk: Talk, naming: Naming) -> int:
    """The token behind all the names by which a thing is called in a row: "like AI, artificial intelligence,"."""
    number = bisect_left(talk.namings, naming.end, key=lambda other: other.start)
    after = talk.namings[number] if number < len(talk.namings) else naming
    again = after.entity == naming.entity and after.first == naming.last + 1
    return after.last if again else naming.last


def _opens_quotation(talk: Talk, naming: Naming) -> bool:
    """Whether a longer title in quotation marks begins with the name."""
    closing = _QUOTATIONS.get(talk.flow.text[naming.start - 1 : naming.start])
    return closing is not None and closing not in talk.flow.text[naming.end : naming.end + 2]
