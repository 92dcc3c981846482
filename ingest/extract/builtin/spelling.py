"""Writes names as an editor would, where the talk's own spelling says nothing: captions without capitals."""

from __future__ import annotations

from ingest.extract.builtin.groups import Group
from ingest.extract.builtin.talk import Talk
from ingest.language.background import Background, load_background
from ingest.records import EntityType

_AS_SAID = frozenset({EntityType.PRODUCT, EntityType.CONCEPT})


def write_title(talk: Talk, group: Group) -> str | None:
    """The lexicon's form, or in captions the name with its capitals; None where the talk's own form will do."""
    if group.entry is not None:
        return group.entry.name
    if not talk.caseless:
        titled = "show" in group.sources or (group.type is EntityType.MEDIA and len(group.name.split()) > 1)
        return f"The {group.name}" if titled and _keeps_article(talk, group) else None
    background = load_background()
    words = [restore_case(low, background) for low in group.name.lower().split()]
    if group.type not in _AS_SAID:
        words = [word[:1].upper() + word[1:] for word in words]
    return " ".join(words)


def _keeps_article(talk: Talk, group: Group) -> bool:
    """Whether “The” always stands before the name, and at least once with a capital that no sentence gives it."""
    before = [(place.first, talk.runs[place.run].words[place.first - 1 : place.first]) for place in group.places]
    return all(words == ("The",) for _, words in before) and any(first > 1 for first, _ in before)


def restore_case(low: str, background: Background) -> str:
    """The word as talks mostly write it in mid-sentence."""
    found = background.count_of(low)
    if low == "i":
        return "I"
    if found.middle < 3 or found.capital <= 0.5 * found.middle:
        return low
    return low.upper() if found.upper > 0.6 * found.middle else low[:1].upper() + low[1:]


def write_concept(form: str) -> str:
    """In sentence case, as the lexicon writes concepts."""
    return form[:1].upper() + form[1:]
