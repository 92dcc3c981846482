"""Where the words of a wording are said of somebody or something else than the first name: "my friend wrote A", "I
talked to the head of A", "I got it from A".

Refuses only; finds no wording.
"""

from __future__ import annotations

from itertools import pairwise

from ingest.language.parts import ADJECTIVE, tag_word
from ingest.language.words import word_set
from ingest.records import EntityType
from ingest.relate.ambiguous import is_ambiguous
from ingest.relate.cues import Pattern
from ingest.relate.pronouns import US
from ingest.relate.relatives import is_told_of_another
from ingest.relate.said import Said
from ingest.relate.talk import Naming, Talk

_PEOPLE = word_set("people folks someone somebody everybody everyone guy guys person users developers engineers those")
_OF_THINGS = word_set("supports limits")
_SAYING = word_set("think thinks thought believe believes guess suppose say says said hope hopes hear heard")
_STARTING = word_set("start starts started starting")
_MINE = word_set(
    "job role position post internship tenure career time years days work background interest degree phd talk keynote"
)
"""What "my" makes the speaker's own doing."""
_AFTER_A_NOUN = word_set("at of as in from for with on to is are was were who that which had has have and or ,")
_ARTICLES = word_set("a an the this that their our his her your some another")
_TOWARDS = word_set(
    "to with for by from under met meet meets meeting know knows knew saw hired asked told interviewed called"
    " interviewing"
)
_WORKING = word_set("work works worked working taught teaches")
_HAVING = word_set("has have had having")
_MAKING = word_set("make makes made making")
_ALWAYS_ELSE = word_set("sure them him her me us everyone everybody people")
_THIS = word_set("this that these those")


def is_of_another(talk: Talk, pattern: Pattern, *, left: Naming, right: Naming, said: Said) -> bool:
    """Whether the cue belongs to other words: "I think that he is at A", "started using A", and "we have A", "we
    replaced A", for people have no features nor rivals among things."""
    if (left.pronoun == "my" and not _is_mine(pattern, said)) or not _SAYING.isdisjoint(said.before):
        return True
    doing = pattern.verb or said.cue[0] in _WORKING
    if is_told_of_another(talk, left=left, said=said) or (doing and not _PEOPLE.isdisjoint(said.before[-1:])):
        return True
    if is_ambiguous(talk, pattern, left=left, right=right, said=said):
        return True
    if left.pronoun in US and (pattern.predicate in _OF_THINGS or said.cue[0].startswith("replac")):
        return True
    if _is_of_whom_one_meets(pattern, said) or _is_made_so(talk, right=right, said=said):
        return True
    return not _STARTING.isdisjoint(said.cue) and any(word.endswith("ing") for word in said.after)


def _is_mine(pattern: Pattern, said: Said) -> bool:
    """Whether "my" tells what the speaker does: "my job at", "my role as head of", but not "my friend at", "my work
    tool with"."""
    words = [*said.before, *said.cue, *said.after, ","]
    noun = next(word for word, after in pairwise(["", *words]) if after in _AFTER_A_NOUN)
    return not pattern.verb and noun in _MINE


def _is_of_whom_one_meets(pattern: Pattern, said: Said) -> bool:
    """Whether the post is that of somebody met, "talked to the head of A", or what they had led elsewhere: "the
    founders also had a look at A"."""
    if not pattern.via or said.cue[0] in _WORKING:
        return False
    ahead = list(said.before)
    while ahead and tag_word(ahead[-1]) == ADJECTIVE:
        ahead.pop()
    met = not _ARTICLES.isdisjoint(ahead[-1:]) and not _TOWARDS.isdisjoint(ahead[-2:-1])
    return met or not _HAVING.isdisjoint(said.after)


def _is_made_so(talk: Talk, *, right: Naming, said: Said) -> bool:
    """Whether something else is made, or made to be so: "make sure that A", "make this open source"."""
    if _MAKING.isdisjoint(said.cue[:1]):
        return False
    named = talk.type_of(right) is not EntityType.CONCEPT and len(said.after) == 1
    return not _ALWAYS_ELSE.isdisjoint(said.after) or (not named and not _THIS.isdisjoint(said.after))
