"""Whether a wording fits the words around it: what may stand between a name and its verb. Knows words only."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ingest.language.words import word_set
from ingest.records import EntityType
from ingest.relate.cues import Pattern

_BE = word_set("is are was were be been being get gets got 's 're")
_ADVERBS = word_set("also just now already still really actually only originally first currently mostly all")
FIRM = word_set(
    "i you we they he she it i'm you're we're they're i've you've we've they've i'd you'd we'd they'd he'd she'd i'll"
    " you'll we'll they'll he'll she'll it'll because if when while but what . ? ! ;"
)
_LEADS_AWAY = word_set(
    "of in on at for with about to from by into onto over under than as like who which that where after before near"
    " around inside outside behind beside across between during until via without per because through"
    " is are was were has have had will would can could"
)
_CLAUSE_BREAKS = word_set(", and or - -- ; but")
_RELATIVES = word_set("who which that")
_DASHES = word_set("- -- – —")
_ARTICLES = word_set("a an the")
_SAID_BEFORE = word_set("that this it them those these")
_ASIDES = word_set("who which whose a an the then formerly now")
_RELATED = word_set("who which whose")
_SHORTEST_ASIDE = 4
_MOST_BEFORE_BY = 4


def fit_between(
    pattern: Pattern, *, types: tuple[EntityType, EntityType], words: Sequence[str], cue: tuple[int, int]
) -> bool | None:
    """Whether the second name is the subject; None where the wording does not fit."""
    before, after = words[: cue[0]], words[cue[1] :]
    turned = pattern.turned
    if _is_noun(pattern, before, words[cue[0] : cue[1]]):
        return None
    if pattern.verb:
        before = before if aside_length(before) == 0 else []
        passive = _is_passive(before, words[cue[0]])
        if "by" in after[:_MOST_BEFORE_BY] and (passive or after[0] == "by"):
            turned, after = not turned, after[after.index("by") + 1 :]
        elif passive or before[:1] == ["'s"] or _has_own_subject(before):
            return None
    subject, obj = (types[1], types[0]) if turned else types
    fits = subject in pattern.subjects and obj in pattern.objects and _gaps_fit(pattern, before, after)
    return turned if fits else None


def aside_length(before: Sequence[str]) -> int:
    """How many words say something else about the first name: "Roe, who lives in Lisbon, wrote"; 0 for none."""
    is_aside = len(before) >= _SHORTEST_ASIDE and before[0] == before[-1] == "," and before[1] in _ASIDES
    return len(before) if is_aside else 0


def drop_aside(between: Sequence[str]) -> Sequence[str]:
    """What is said of both names: without what the first words after a name say of that alone."""
    if between[:1] != [","] or between[1:2] == [] or between[1] not in _RELATED or "," not in between[2:]:
        return between
    return between[between.index(",", 2) + 1 :]


def _is_passive(before: Sequence[str], verb: str) -> bool:
    near = [word for word in before[-3:] if word not in _ADVERBS]
    return bool(near) and near[-1] in _BE and not verb.endswith("ing")


def _is_noun(pattern: Pattern, before: Sequence[str], cue: Sequence[str]) -> bool:
    """ "The build", "a supported system", but "gave a talk about"."""
    return pattern.verb and len(cue) == 1 and not _ARTICLES.isdisjoint(before[-1:])


def _has_own_subject(before: Sequence[str]) -> bool:
    """Whether somebody else does it: "runs on Spark, and many people used Scala"."""
    breaks = [n for n, word in enumerate(before) if word in _CLAUSE_BREAKS]
    tail = before[breaks[-1] + 1 :] if breaks else ()
    return _RELATIVES.isdisjoint(tail) and any(not _is_light(word) for word in tail)


def _is_light(word: str) -> bool:
    return word in _BE or word in _ADVERBS or word in _LEADS_AWAY or word.endswith(("ly", "n't"))


def _gaps_fit(pattern: Pattern, before: Sequence[str], after: Sequence[str]) -> bool:
    if count_words(before) > pattern.before or not FIRM.isdisjoint(before) or not FIRM.isdisjoint(after):
        return False
    if not pattern.unless.isdisjoint(before[-1:]) or not _DASHES.isdisjoint(after) or _is_done(after):
        return False
    if pattern.via:
        return leads_to(after, via=pattern.via, room=pattern.after)
    return count_words(after) <= pattern.after and _LEADS_AWAY.isdisjoint(after)


def _is_done(after: Sequence[str]) -> bool:
    """Whether what is said ends before the second name: "is one of them, the tool", "is part of that, Acme was"."""
    return any(word in _SAID_BEFORE and mark == "," for word, mark in pairwise(after))


def leads_to(after: Sequence[str], *, via: frozenset[str], room: int) -> bool:
    places = [n for n, word in enumerate(after) if word in via]
    if not places:
        return False
    return count_words(after[: places[0]]) <= room and len(after) - places[-1] - 1 <= 3


def count_words(words: Sequence[str]) -> int:
    return sum(word[0].isalnum() for word in words)
