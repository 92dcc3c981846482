"""Where the words of a wording stand and say something else: "from A to B", "I started using A", "a book called “A and
B”".

Refuses only; finds no wording and knows nothing of how far to trust one.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from ingest.language.parts import ADJECTIVE, tag_word
from ingest.language.words import word_set
from ingest.records import EntityType
from ingest.relate.cues import Pattern
from ingest.relate.following import APPOSITIONS, is_of_another_firm, is_only_part, qualifies, says_what_for
from ingest.relate.leading import find_leading
from ingest.relate.others import Said, is_of_another
from ingest.relate.talk import Naming, Talk

_LEADING = word_set("at in of from with by about into near through without around for on over under like than")
_BE = word_set("is are was were")
_POINTING = word_set("the this that these those my your his her its our their")
_BRINGING_ABOUT = word_set("makes created founded acquired")
_BELONGING = word_set("works_for located_in")
_CONTAINING = word_set("part_of supports")
_OF_KINDS = word_set("uses based_on part_of")
_SOME_ONE = word_set("another some this that our their your my his her")
_ENDING = _LEADING | _BE | {"the"}
_MOST_AHEAD = 5
_RESUMING = word_set("is are was were has have had can will does do it it's they they're that's there's")
_SOME = word_set("a an some any more much enough")
_KINDS = APPOSITIONS | word_set("startup company firm business agency studio library tool service")
_NAMING = word_set("called named")
_TELLING = word_set("talk talks talked talking tell tells told telling speak spoke speaking hear heard")
_LED_TO_TELL = word_set("about on for to")
_COMING = word_set("come comes came coming")
_QUOTATIONS = {'"': '"', "“": "”", "‘": "’"}


def is_misled(talk: Talk, pattern: Pattern, *, left: Naming, right: Naming, said: Said) -> bool:
    """Whether the wording, which fits, does not say here what it says elsewhere."""
    if is_of_another(talk, pattern, left=left, right=right, said=said):
        return True
    if pattern.turned:
        return pattern.predicate == "instance_of" and _is_no_example(talk, left=left, right=right, said=said)
    if _is_half_said(talk, pattern, left=left, right=right) or _is_kind_of_subject(talk, pattern, left=left, said=said):
        return True
    if pattern.verb and (is_only_part(talk, right) or _is_put_into(talk, pattern, right=right)):
        return True
    if (
        _is_any(talk, pattern, right)
        or _is_no_subject(talk, left=left, right=right, said=said)
        or _is_version_or_filler(said)
    ):
        return True
    return _is_led_to(talk, pattern, left=left, said=said)


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
        return is_of_another_firm(talk, left) or is_of_another_firm(talk, right)
    return pattern.predicate in _BRINGING_ABOUT | _CONTAINING and qualifies(talk, right)


def _is_kind_of_subject(talk: Talk, pattern: Pattern, *, left: Naming, said: Said) -> bool:
    """Whether some thing of the first name's kind does it, "an Acme tool uses", or some one of an idea's, "another
    package manager uses"."""
    if "by" in said.after[:1]:
        return False
    of_kinds = pattern.predicate in _OF_KINDS
    if (pattern.verb or of_kinds) and said.before and _is_one_of_many(talk, left) and qualifies(talk, left):
        return True
    idea = talk.type_of(left) is EntityType.CONCEPT and not left.pronoun
    return idea and (of_kinds or pattern.predicate in _CONTAINING) and _is_some_one(talk, pattern, left)


def _is_one_of_many(talk: Talk, naming: Naming) -> bool:
    """ "a Rocket", "a new Rocket"."""
    *further, nearest = talk.words(max(0, naming.first - 2), naming.first) or [""]
    described = tag_word(nearest) == ADJECTIVE and not {"a", "an"}.isdisjoint(further)
    return nearest in {"a", "an"} or described


def _is_some_one(talk: Talk, pattern: Pattern, naming: Naming) -> bool:
    """Whether what is told is told of one thing: "another package manager", "our database", "there is a database that
    uses". What a sentence begins with "a" may be told of all, and so may what a whole has as its parts."""
    begin, _ = talk.tokens_of(naming.sentence)
    for number in range(naming.first - 1, max(begin, naming.first - _MOST_AHEAD) - 1, -1):
        leading = talk.tokens[number].word
        if leading in {"a", "an"}:
            return number > begin and pattern.predicate not in _CONTAINING
        if leading in _SOME_ONE or not leading[0].isalpha() or leading in _ENDING:
            return leading in _SOME_ONE
    return False


def _is_put_into(talk: Talk, pattern: Pattern, *, right: Naming) -> bool:
    """Who "built Rocket into" another thing did not make Rocket."""
    made = pattern.verb and pattern.predicate in {"makes", "created"}
    return made and talk.words(right.last, right.last + 1) == ["into"]


def _is_no_subject(talk: Talk, *, left: Naming, right: Naming, said: Said) -> bool:
    """Whether "about" tells what something else is about: "how A came about", "they told you about A, they told you
    about B", "she was on A to talk about B"."""
    if said.cue != ["about"]:
        return False
    leading = find_leading(talk, left)
    told = not _TELLING.isdisjoint(said.before) and leading in _LED_TO_TELL
    return bool(right.pronoun) or told or leading in {"before", "after"} or not _COMING.isdisjoint(said.before[-1:])


def _is_version_or_filler(said: Said) -> bool:
    """Not what is "a version of" another, but what "runs the first version of" it; and "kind of" is often no more than
    a filler."""
    if said.cue != ["version", "of"]:
        return said.cue == ["kind", "of"] and not said.before
    doing = any(word.endswith("ing") for word in said.before)
    is_one = said.before[:1] == [","] or not _BE.isdisjoint(said.before[:2])
    return doing or not is_one or {"a", "an"}.isdisjoint(said.before)


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
    """The first name does and is nothing where a preposition leads to it, "head of A, and a member of B", but what ",
    which" goes on to say of it."""
    if said.before[:2] == [",", "who" if talk.type_of(left) is EntityType.PERSON else "which"]:
        return False
    apart = said.before[:1] == [","]
    joins = pattern.predicate == "member_of" and said.before[:2] == [",", "and"]
    states = joins or not _BE.isdisjoint([*said.before, *said.cue])
    does = pattern.verb and (apart or talk.type_of(left) is not EntityType.ORGANIZATION)
    return (states or does) and find_leading(talk, left) in _LEADING
