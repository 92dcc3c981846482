"""Whether a sentence states a connection of two names, denies it, or only imagines it. Reads words, no meanings."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.language.words import word_set
from ingest.records import Polarity
from ingest.relate.fit import drop_aside
from ingest.relate.talk import Naming, Talk

_DENIALS = word_set("not never no without neither nor cannot hardly")
_CANCELLED = word_set("only just mind wait hesitate")
_STOPPED = word_set("stopped stops quit quits ceased ceases")
_IMAGINED = word_set("if imagine suppose whether unless")
_MAYBE = word_set(
    "would could might maybe perhaps offered wanted tried planned hoped wants tries plans hopes refused failed"
    " considered considers intended intends nearly almost want wanna"
)
_UNDONE = re.compile(r"^rather(?! than)|(?:^|\s)(?:was|were)(?: \w+)? (?:gonna|going to)(?:\s|$)")
_THOUGHT = re.compile(r"(?:^|\s)(?:thought|assumed|used to (?:think|believe))(?: that)?(?: the| a| an)?$")
"""What makes a whole clause from before its first name somebody's mere opinion of once."""
_ASKING = word_set("do does did is are was were will can could should would has have")
_GOING_ON = word_set("and but to then so")
_PRESUPPOSED = ([","], ["at"], ["from"], ["of"], ["in"], ["'s"], ["who"], ["which"])
"""What begins words that say who or what is meant, not what is denied of it: "I don't think Roe at Acme knew"."""
_JOINING = word_set("and or , with")
_REACH_OF_NO = 12
_OPENING = 8
_AFTER = 3
_AUXILIARIES = word_set("are were is was do did does have had has can could will would")
_DENIED_AHEAD = re.compile(
    r"(?:^|\s)(?:neither|nor|nobody|none|no one)(?: (?:at|in|from|of|on|over|the|our|their))*$"
    r"|(?:^|\s)(?:don't|doesn't|didn't|isn't|wasn't|not|never) (?:really )?(?:think|believe|mean|true|so)(?: that)?$"
    r"|(?:^|\s)(?:\w+n't|cannot|not|never) (?:really |necessarily |actually |even )?"
    r"(?:say|said|claim|call|count|consider|describe|rate|regard|see|treat)(?: that)?$"
)
"""What denies a whole clause from before its first name: "nobody at", "it is not true that", "I can't really say"."""
_NEAR_NO = 3


def read_polarity(talk: Talk, *, one: Naming, other: Naming) -> Polarity:
    """Denied by a negation around two near names of one sentence; hypothetical by "if", "would" or a question."""
    first, last = sorted((one, other), key=lambda naming: naming.first)
    if first.sentence != last.sentence:
        return Polarity.ASSERTED
    between = talk.words(first.last, last.first)
    told = drop_aside(between)
    if len(told) <= _REACH_OF_NO and (_denies(told) or _is_denied_around(talk, first=first, last=last, told=told)):
        return Polarity.DENIED
    return Polarity.HYPOTHETICAL if _imagines(talk, first=first, between=told) else Polarity.ASSERTED


def is_denied_near(talk: Talk, naming: Naming) -> bool:
    """Whether a denial stands so near before a name that what is only guessed of it may be what is denied: "doesn't
    call A"."""
    begin, _ = talk.tokens_of(naming.sentence)
    ahead = talk.words(max(begin, naming.first - _NEAR_NO), naming.first)
    return "," not in ahead and _denies(ahead)


def _is_denied_around(talk: Talk, *, first: Naming, last: Naming, told: Sequence[str]) -> bool:
    """By what stands before the first name, or, of two that are joined by "and", behind the second."""
    begin, end = talk.tokens_of(first.sentence)
    if _JOINING.issuperset(told) and _deny_both(talk.words(last.last, end)):
        return True
    opening = talk.words(max(begin, first.first - _OPENING), first.first)
    presupposed = talk.words(first.last, first.last + 1) in _PRESUPPOSED
    return not presupposed and _DENIED_AHEAD.search(" ".join(opening)) is not None


def _deny_both(after: Sequence[str]) -> bool:
    """Of two that are joined by "and": "Roe and Doe are not partners"."""
    acts = bool(after) and (after[0] in _AUXILIARIES or after[0].endswith("n't"))
    return acts and _denies(after[:_AFTER])


def _denies(words: Sequence[str]) -> bool:
    for number, word in enumerate(words):
        after = words[number + 1] if number + 1 < len(words) else ""
        if (word in _DENIALS or word.endswith("n't")) and after not in _CANCELLED:
            return True
        if word in _STOPPED and after.endswith("ing") and _GOING_ON.isdisjoint(words[number + 2 : -1]):
            return True
    return False


def _imagines(talk: Talk, *, first: Naming, between: Sequence[str]) -> bool:
    begin, end = talk.tokens_of(first.sentence)
    opening = talk.words(begin, first.first)
    asks = talk.tokens[end - 1].word == "?" and bool(opening) and opening[0] in _ASKING
    supposed = not _IMAGINED.isdisjoint(opening[-6:]) or _THOUGHT.search(" ".join(opening[-_OPENING:])) is not None
    return asks or supposed or _is_only_wished(first, between)


def _is_only_wished(first: Naming, between: Sequence[str]) -> bool:
    """ "would", "wanted to", "was going to", "I'd rather", "I'd like to"."""
    like_to = first.pronoun in {"i'd", "we'd"} and "like" in between[:2]
    return like_to or not _MAYBE.isdisjoint(between) or _UNDONE.search(" ".join(between)) is not None
