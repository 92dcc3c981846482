"""Judges by a whole file which of what may be names are speakers, and how long each holds. Invents no speaker."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from ingest.parse.names import MAX_WORDS, NO_NAME_STARTS, is_label, looks_like_name

_DIALOGUE_SHARE = 0.5
EVERY_SHARE = 0.8


def choose_names(leads: Iterable[str], *, places: int) -> frozenset[str]:
    """Those leads that are speakers, judged by the whole file; `places` is how many lines could have had one.

    A lead counts when it is a label, comes back, or when most places have a lead.
    """
    counts = Counter(leads)
    if sum(counts.values()) >= _DIALOGUE_SHARE * places:
        return frozenset(counts)
    sure = {name for name, count in counts.items() if count > 1 or is_label(name)}
    return frozenset(sure | {name for name in counts if len(sure) > 1 and len(name.split()) > 1})


def choose_short_leads(leads: Iterable[str], *, places: int) -> frozenset[str]:
    """Those that come back, where most cues begin with one as in meetings; all, where nearly every cue does.

    `leads` are those of all `places` cues, whatever their shape. None where they hardly come back: in prose up to
    a third of the cues begin with something like "and he said:", in word lists nearly all with another word each.
    """
    counts = Counter(leads)
    total, again = sum(counts.values()), {lead for lead, count in counts.items() if count > 1}
    if total < _DIALOGUE_SHARE * places or 2 * sum(counts[lead] for lead in again) < total:
        return frozenset()
    if total < EVERY_SHARE * places:
        return frozenset(again)
    return frozenset(lead for lead in counts if lead in again or may_be_name(lead))


def may_be_name(lead: str) -> bool:
    """Of what is said before a colon once: "sam", "Jane Doe | Acme", "iPad 2"; not "my question", "two things"."""
    words = lead.split()
    return len(words) == 1 or (words[0].lower() not in NO_NAME_STARTS and any(c.isupper() or c.isdigit() for c in lead))


def choose_marked_names(names: Iterable[str]) -> frozenset[str]:
    """Of those in bold that may be names: those with capitals or digits in them, and all that come back.

    Once, "grain of salt" or "Song extract" is as likely only stressed.
    """
    counts = Counter(names)
    return frozenset(name for name, count in counts.items() if count > 1 or _is_telling(name.split()))


def _is_telling(words: Sequence[str]) -> bool:
    return any(word[0].isupper() or word[0].isdigit() for word in words[1:])


def are_names(lines: Sequence[str]) -> bool:
    """Of lines that stand at stamps: most look like names, and the others are as short or come back; or they are few
    and all come back again and again.

    In a meeting one of many is "bob smith" or a telephone; none of them may cost all others theirs.
    """
    like = sum(map(looks_like_name, lines))
    again = Counter(lines)
    strange = [line for line in lines if not looks_like_name(line)]
    if not all(0 < len(line.split()) <= MAX_WORDS and line[-1] not in ".?!;:…," for line in strange):
        return False
    few = 3 * len(again) <= len(lines) and all(line[0].isalnum() for line in strange)
    return (
        3 * like >= 2 * len(lines)
        or (2 * like >= len(lines) and all(again[line] > 1 for line in strange))
        or (few and all(times > 1 for times in again.values()))
    )


def hold_names(names: Sequence[str | None], *, resets: Sequence[bool]) -> tuple[str | None, ...]:
    """Where names stand only at changes, the last one holds until `resets` or another name.

    Where they are repeated on every line, a line without a name is one by nobody known.
    """
    repeats = sum(a is not None and a == b for a, b in pairwise(names))
    bare = sum(name is None and not reset for name, reset in zip(names, resets, strict=True))
    if bare <= repeats:
        return tuple(names)
    held: list[str | None] = []
    current: str | None = None
    for name, reset in zip(names, resets, strict=True):
        current = name or (None if reset else current)
        held.append(current)
    return tuple(held)
