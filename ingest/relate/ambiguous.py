"""Single words that join two names in some places only: "Roe from Acme", but "a letter from Acme"; "is on Acme", but
"read it on Acme".

Refuses only; finds no wording.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ingest.language.words import word_set
from ingest.records import EntityType
from ingest.relate.cues import Pattern
from ingest.relate.leading import find_leading
from ingest.relate.said import Said
from ingest.relate.talk import Naming, Talk

_HELPING = word_set("to will would did didn't can could help helps helped")
_COMING = word_set(
    "is are was were be been being am come comes came hail hails also originally actually really just now all both not"
    " here there who which that a an the us me today company firm startup team band group studio agency guy man woman"
    " person developer engineer artist author writer joins joining"
)
"""What may lead from somebody to where they come from; other words tell what else does, or who has left."""
_OWNERS = word_set("my your his her its our their")
_GIVEN_TO = word_set("me myself us")
_BEING_THERE = word_set("is are am was were be been being 's come comes came also here back just now live again ,")
"""What may lead from somebody to the show that they are on; others are read, seen or sworn on."""
_AIMING = word_set("look looks looked looking laughed talk talked talking spoke speak speaking met meet see saw")
_AUXILIARIES = word_set("to can could will would must should not don't i'll we'll")
"""What "deal" is a verb after."""


def is_ambiguous(talk: Talk, pattern: Pattern, *, left: Naming, right: Naming, said: Said) -> bool:
    """Whether the cue is one such word and says something else here."""
    refuse = _REFUSED.get(" ".join(said.cue))
    return refuse is not None and refuse(talk, pattern, left, right, said)


def _is_elsewhere(talk: Talk, pattern: Pattern, left: Naming, right: Naming, said: Said) -> bool:
    """Who "flew in from Ohio", "moved from Ohio", or went "from Ohio to" elsewhere, is there no longer, and who "got a
    letter from Ohio" never was. What "came to Acme from Ohio" is another thing than Acme; of "from Acme, from
    Bolt" neither is the other's."""
    onward = not said.before and talk.words(right.last, right.last + 1) == ["to"]
    if pattern.turned:
        return onward or find_leading(talk, left) == "from"
    came = talk.type_of(left) is EntityType.ORGANIZATION and find_leading(talk, left) == "to"
    return onward or came or any(word[0].isalnum() and word not in _COMING for word in said.before)


def _is_on_paper(_talk: Talk, pattern: Pattern, _left: Naming, _right: Naming, said: Said) -> bool:
    """ "A comment that I read on A", but not "he was on A"."""
    return pattern.predicate == "appears_on" and bool(said.before) and _BEING_THERE.isdisjoint(said.before[-1:])


def _is_coping(_talk: Talk, _pattern: Pattern, left: Naming, _right: Naming, said: Said) -> bool:
    """ "I deal with A", "has to deal with A"."""
    return (bool(left.pronoun) and not said.before) or not _AUXILIARIES.isdisjoint(said.before[-1:])


def _is_found(_talk: Talk, _pattern: Pattern, _left: Naming, _right: Naming, said: Said) -> bool:
    """ "I found A to be simple"."""
    return _HELPING.isdisjoint(said.before[-1:])


def _is_given(_talk: Talk, _pattern: Pattern, left: Naming, _right: Naming, said: Said) -> bool:
    """ "Sent me an A", "to me, an A is"; "I'm a bit odd, A"."""
    return left.pronoun in _GIVEN_TO or (bool(left.pronoun) and "," in said.before) or "," in said.after


def _is_our_own(_talk: Talk, _pattern: Pattern, left: Naming, _right: Naming, said: Said) -> bool:
    """ "Our own A"."""
    return left.pronoun in _OWNERS or not _OWNERS.isdisjoint(said.before[-1:])


_REFUSED: Mapping[str, Callable[[Talk, Pattern, Naming, Naming, Said], bool]] = {
    "from": _is_elsewhere,
    "on": _is_on_paper,
    "at": lambda _talk, _pattern, _left, _right, said: not _AIMING.isdisjoint(said.before),
    "deal": _is_coping,
    "by": lambda _talk, _pattern, _left, _right, said: said.before[-1:] != [] and said.before[-1].endswith("ed"),
    "found": _is_found,
    "own": _is_our_own,
    "'s": lambda _talk, _pattern, left, right, _said: bool(left.pronoun or right.pronoun),
    **dict.fromkeys(("a", "an"), _is_given),
}
