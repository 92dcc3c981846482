"""Where the words of a wording stand and say something else: "from A to B", "I started using A", "a book called “A and
B”".

Refuses only; finds no wording and knows nothing of how far to trust one.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from ingest.language.words import word_set
from ingest.records import EntityType
from ingest.relate.cues import Pattern
from ingest.relate.following import APPOSITIONS, is_only_part, qualifies, says_what_for
from ingest.relate.leading import find_leading
from ingest.relate.pronouns import US
from ingest.relate.talk import Naming, Talk

_LEADING = word_set("at in of from with by about into near through without around for on over under like than")
_BE = word_set("is are was were")
_POINTING = word_set("the this that these those my your his her its our their")
_HELPING = word_set("to will would did didn't can could help helps helped")
_OF_THINGS = word_set("supports limits")
_MOVING = word_set("back flew flown fly flies arrived arrives drove driven travelled went")
_SAYING = word_set("think thinks thought believe believes guess suppose say says said hope hopes")
_STARTING = word_set("start starts started starting")
_BRINGING_ABOUT = word_set("makes created founded acquired")
_BELONGING = word_set("works_for located_in")
_OTHER_FIRMS = word_set(
    "clone clones competitor competitors rival rivals alternative supplier reseller customer client"
)
"""What is called so after a firm is another one."""
_RESUMING = word_set("is are was were has have had can will does do it it's they they're that's there's")
_SOME = word_set("a an some any more much enough")
_KINDS = APPOSITIONS | word_set("startup company firm business agency studio library tool service")
_NAMING = word_set("called named")
_QUOTATIONS = {'"': '"', "“": "”", "‘": "’"}


class Said(NamedTuple):
    """The words between two names, by where the wording's own begin and end."""

    before: Sequence[str]
    cue: Sequence[str]
    after: Sequence[str]


def is_misled(talk: Talk, pattern: Pattern, *, left: Naming, right: Naming, said: Said) -> bool:
    """Whether the wording, which fits, does not say here what it says elsewhere."""
    if _is_of_another(talk, pattern, left=left, right=right, said=said):
        return True
    if pattern.turned:
        return pattern.predicate == "instance_of" and _is_no_example(talk, left=left, right=right, said=said)
    if _is_half_said(talk, pattern, left=left, right=right) or (pattern.verb and _is_kind_of_subject(talk, left, said)):
        return True
    if pattern.verb and (is_only_part(talk, right) or _is_put_into(talk, pattern, right=right)):
        return True
    if _is_any(talk, pattern, right):
        return True
    return _is_led_to(talk, pattern, left=left, said=said)


def _is_of_another(talk: Talk, pattern: Pattern, *, left: Naming, right: Naming, said: Said) -> bool:
    """Whether the cue belongs to other words: "from A to B", "it's A", "my friend wrote A", "I think that he is at A",
    "started using A", "I found A to be simple", and "we have A", "we replaced A", for people have no features nor
    rivals among things."""
    if (left.pronoun == "my" and pattern.verb) or not _SAYING.isdisjoint(said.before):
        return True
    if said.cue == ["found"] and _HELPING.isdisjoint(said.before[-1:]):
        return True
    if left.pronoun in US and (pattern.predicate in _OF_THINGS or said.cue[0].startswith("replac")):
        return True
    if said.cue == ["from"]:
        return _has_left(talk, pattern, right=right, before=said.before)
    if said.cue == ["'s"]:
        return bool(left.pronoun or right.pronoun)
    return not _STARTING.isdisjoint(said.cue) and any(word.endswith("ing") for word in said.after)


def _has_left(talk: Talk, pattern: Pattern, *, right: Naming, before: Sequence[str]) -> bool:
    """Who "flew in from Ohio", or went "from Ohio to" elsewhere, is there no longer."""
    onward = not before and talk.words(right.last, right.last + 1) == ["to"]
    return onward or (pattern.predicate == "located_in" and not _MOVING.isdisjoint(before))


def _is_no_example(talk: Talk, *, left: Naming, right: Naming, said: Said) -> bool:
    """Whether the second name is no thing of the kind that the first one names."""
    if said.cue == ["like"]:
        return _is_compared(talk, left=left, right=right, before=said.before)
    if _names_kind(said.before) or _NAMING.isdisjoint(said.cue):
        return _names_kind(said.before)
    longer = is_only_part(talk, right) or qualifies(talk, right) or _opens_quotation(talk, right)
    apart = "," in said.before or _BE.isdisjoint(said.before)
    return longer or (not apart and find_leading(talk, left) in _LEADING | {"to"})


def _names_kind(before: Sequence[str]) -> bool:
    """Whether another kind comes first: "to its processors, a translator called Anvil"."""
    return any(mark == "," and word in {"a", "an"} for mark, word in pairwise(before))


def _is_compared(talk: Talk, *, left: Naming, right: Naming, before: Sequence[str]) -> bool:
    """ "Music, like chess, is play", "the cache, like an Acme app": one thing beside another. Several things have
    examples."""
    if talk.words(right.first - 1, right.first) in (["a"], ["an"]) and qualifies(talk, right):
        return True
    if "," not in before or _is_plural(talk, left):
        return False
    after = _end_of_other_names(talk, right)
    return talk.words(after, after + 1) == [","] and not _RESUMING.isdisjoint(talk.words(after + 1, after + 2))


def _is_plural(talk: Talk, naming: Naming) -> bool:
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


def _is_half_said(talk: Talk, pattern: Pattern, *, left: Naming, right: Naming) -> bool:
    """Whether a name only tells what sort is meant: "Jane is an ML engineer", "at an Acme clone"."""
    if pattern.predicate == "instance_of":
        someone = talk.type_of(left) is EntityType.PERSON
        return someone and qualifies(talk, right) and not says_what_for(talk, right)
    if pattern.predicate in _BELONGING:
        return not _OTHER_FIRMS.isdisjoint(word for end in (left, right) for word in talk.words(end.last, end.last + 1))
    return pattern.predicate in _BRINGING_ABOUT and qualifies(talk, right)


def _is_kind_of_subject(talk: Talk, left: Naming, said: Said) -> bool:
    """Whether some thing of the first name's kind does it: "an Acme tool uses"."""
    one_of_many = talk.words(left.first - 1, left.first) in (["a"], ["an"])
    return one_of_many and bool(said.before) and qualifies(talk, left)


def _is_put_into(talk: Talk, pattern: Pattern, *, right: Naming) -> bool:
    """Who "built Rocket into" another thing did not make Rocket."""
    return pattern.verb and pattern.predicate == "makes" and talk.words(right.last, right.last + 1) == ["into"]


def _is_any(talk: Talk, pattern: Pattern, naming: Naming) -> bool:
    """Whether some one of its kind is meant: who "made a database" or "writes compilers" did not create the idea, who
    "bought a Rocket" no business, but who "bought a startup Rocket" did."""
    product = pattern.predicate == "created" and talk.type_of(naming) is EntityType.PRODUCT
    if product or pattern.predicate == "acquired":
        before = talk.words(max(0, naming.first - 2), naming.first)
        return not {"a", "an"}.isdisjoint(before) and _KINDS.isdisjoint(before[-1:])
    if pattern.predicate != "created" or talk.type_of(naming) is not EntityType.CONCEPT:
        return False
    before = talk.words(max(0, naming.first - 3), naming.first)
    owned = before[-1:] == ["'s"]
    several = talk.flow.text[naming.start : naming.end].islower() and _is_plural(talk, naming)
    return not _SOME.isdisjoint(before) or (several and not owned and _POINTING.isdisjoint(before))


def _is_led_to(talk: Talk, pattern: Pattern, *, left: Naming, said: Said) -> bool:
    """The first name does and is nothing where a preposition leads to it, but what ", which" goes on to say of it."""
    if said.before[:2] == [",", "who" if talk.type_of(left) is EntityType.PERSON else "which"]:
        return False
    states = not _BE.isdisjoint([*said.before, *said.cue])
    apart = said.before[:1] == [","]
    does = pattern.verb and (apart or talk.type_of(left) is not EntityType.ORGANIZATION)
    return (states or does) and find_leading(talk, left) in _LEADING
