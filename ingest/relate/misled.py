"""Where the words of a wording stand and say something else: "from A to B", "I started using A", "a book called “A and
B”".

Refuses only; finds no wording and knows nothing of how far to trust one.
"""

from __future__ import annotations

from itertools import dropwhile, pairwise

from ingest.language.parts import ADJECTIVE, NOUN, tag_word
from ingest.language.words import word_set
from ingest.records import EntityType
from ingest.relate.cues import HEADS, Pattern
from ingest.relate.examples import is_no_example, is_no_kind, is_plural
from ingest.relate.following import (
    APPOSITIONS,
    goes_on_in_capitals,
    is_of_another_firm,
    is_only_part,
    qualifies,
    says_what_for,
)
from ingest.relate.leading import LEADING_ON, find_leading
from ingest.relate.others import is_of_another
from ingest.relate.said import Said
from ingest.relate.talk import Naming, Talk

_POINTING = word_set("the this that these those my your his her its our their")
_BRINGING_ABOUT = word_set("makes created founded acquired")
_BELONGING = word_set("works_for located_in")
_CONTAINING = word_set("part_of supports")
_RESTING = word_set("part_of supports based_on")
_OF_KINDS = word_set("uses based_on part_of")
_SOME_ONE = word_set("another some this that our their your my his her")
_BE = word_set("is are was were")
_ENDING = LEADING_ON | _BE | {"the"}
_MOST_AHEAD = 5
_MOST_DESCRIBING = 2
_SOME_THING = word_set("a an")
_SOME = word_set("a an some any more much enough")
_KINDS = APPOSITIONS | word_set("startup company firm business agency studio library tool service")
_WRITING = (["write"], ["writes"], ["writing"])
_TELLING = word_set("talk talks talked talking tell tells told telling speak spoke speaking hear heard")
_LED_TO_TELL = word_set("about on for to")
_COMING = word_set("come comes came coming")
_BESIDE = word_set("on before after")
_WITHIN = (["in"], ["at"])


def is_misled(talk: Talk, pattern: Pattern, *, left: Naming, right: Naming, said: Said) -> bool:
    """Whether the wording, which fits, does not say here what it says elsewhere."""
    if is_of_another(talk, pattern, left=left, right=right, said=said):
        return True
    if pattern.turned:
        return pattern.predicate == "instance_of" and is_no_example(talk, left=left, right=right, said=said)
    half = _is_half_said(talk, pattern, left=left, right=right, said=said)
    if half or _is_kind_of_subject(talk, pattern, left=left, said=said):
        return True
    if pattern.verb and (is_only_part(talk, right) or _is_put_into(talk, pattern, right=right)):
        return True
    if _is_any(talk, pattern, right, said) or _is_no_subject(talk, left=left, right=right, said=said):
        return True
    return _is_version_or_filler(said) or _is_led_to(talk, pattern, left=left, said=said)


def _is_half_said(talk: Talk, pattern: Pattern, *, left: Naming, right: Naming, said: Said) -> bool:
    """Whether a name only tells what sort is meant: "Jane is an ML engineer", "at an Acme clone", "part of the Acme
    stack"."""
    if not (said.before or left.pronoun or HEADS.isdisjoint(said.cue[:1])):
        return True
    if pattern.predicate == "instance_of":
        someone = talk.type_of(left) is EntityType.PERSON
        partly = someone and qualifies(talk, right) and not says_what_for(talk, right)
        partly = partly or (someone and _is_derived(talk, right))
        return partly or goes_on_in_capitals(talk, right) or ("other" in said.cue and is_no_kind(talk, right))
    if pattern.predicate in _BELONGING:
        one_of_many = talk.words(right.first - 1, right.first) in (["a"], ["an"]) and qualifies(talk, right)
        # "An Acme box in Lisbon", but "an AcmeConf event in Lisbon"
        firm = pattern.predicate == "located_in" and talk.type_of(left) is EntityType.ORGANIZATION and not left.pronoun
        some_thing = firm and bool(said.before) and said.cue in _WITHIN and qualifies(talk, left)
        return one_of_many or some_thing or is_of_another_firm(talk, left) or is_of_another_firm(talk, right)
    return pattern.predicate in _BRINGING_ABOUT | _RESTING and qualifies(talk, right)


def _is_derived(talk: Talk, naming: Naming) -> bool:
    """ "An actuary" is no actuarial science."""
    said, title = (talk.flow.text[naming.start : naming.end], talk.entities[naming.entity].name)
    return said.lower().split()[-1].rstrip("s") != title.lower().split()[-1].rstrip("s")


def _is_kind_of_subject(talk: Talk, pattern: Pattern, *, left: Naming, said: Said) -> bool:
    """Whether some thing of the first name's kind does it, "an Acme tool uses", or some one of an idea's, "another
    package manager uses"."""
    if "by" in said.after[:1]:
        return _is_one_of_many(talk, left) and not (APPOSITIONS | _KINDS).isdisjoint(said.before[:1])
    of_kinds = pattern.predicate in _OF_KINDS
    if (pattern.verb or of_kinds) and said.before and _is_one_of_many(talk, left) and qualifies(talk, left):
        return True
    idea = talk.type_of(left) is EntityType.CONCEPT and not left.pronoun
    return idea and (of_kinds or pattern.predicate in _CONTAINING) and _is_some_one(talk, pattern, left)


def _is_one_of_many(talk: Talk, naming: Naming) -> bool:
    """ "a Rocket", "a new Rocket"."""
    ahead = talk.words(max(0, naming.first - _MOST_DESCRIBING - 1), naming.first)[::-1]
    further = dropwhile(lambda word: word not in _SOME_THING and tag_word(word) in {ADJECTIVE, NOUN}, ahead)
    return next(further, "") in _SOME_THING


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
    return bool(right.pronoun) or told or leading in _BESIDE or not _COMING.isdisjoint(said.before[-1:])


def _is_version_or_filler(said: Said) -> bool:
    """Not what is "a version of" another, but what "runs the first version of" it; and "kind of" is often no more than
    a filler."""
    if said.cue != ["version", "of"]:
        return said.cue == ["kind", "of"] and {"a", "an"}.isdisjoint(said.after)
    doing = any(word.endswith("ing") for word in said.before)
    is_one = said.before[:1] == [","] or not _BE.isdisjoint(said.before[:2])
    return doing or not is_one or {"a", "an"}.isdisjoint(said.before)


def _is_any(talk: Talk, pattern: Pattern, naming: Naming, said: Said) -> bool:
    """Whether some one of its kind is meant: who "made a database" or "writes compilers" did not create the idea, who
    "writes Rocket" writes in that language, who "bought a Rocket" no business; but who "bought a startup Rocket" did.
    """
    if said.cue in _WRITING and talk.type_of(naming) is not EntityType.MEDIA:
        return True
    product = pattern.predicate == "created" and talk.type_of(naming) is EntityType.PRODUCT
    if product or pattern.predicate == "acquired":
        before = talk.words(max(0, naming.first - 2), naming.first)
        return not {"a", "an"}.isdisjoint(before) and _KINDS.isdisjoint(before[-1:])
    if pattern.predicate != "created" or talk.type_of(naming) is not EntityType.CONCEPT:
        return False
    before = talk.words(max(0, naming.first - 3), naming.first)
    owned = before[-1:] == ["'s"]
    several = talk.flow.text[naming.start : naming.end].islower() and is_plural(talk, naming)
    return not _SOME.isdisjoint(before) or (several and not owned and _POINTING.isdisjoint(before))


def _is_led_to(talk: Talk, pattern: Pattern, *, left: Naming, said: Said) -> bool:
    """The first name does and is nothing where a preposition leads to it, "head of A, and a member of B", but what ",
    which" goes on to say of it."""
    if said.before[:2] == [",", "who" if talk.type_of(left) is EntityType.PERSON else "which"]:
        return False
    apart = said.before[:1] == [","]
    joins = pattern.predicate == "member_of" and (",", "and") in pairwise(said.before)
    states = joins or not _BE.isdisjoint([*said.before, *said.cue])
    does = pattern.verb and (apart or talk.type_of(left) is not EntityType.ORGANIZATION)
    return (states or does) and find_leading(talk, left) in LEADING_ON
