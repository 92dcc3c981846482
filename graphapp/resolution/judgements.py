"""Editors' active decisions, in the terms of resolution: keys, never row numbers.

`order` grows with the time of the decision; of two that contradict each other the later one holds.
A judgement about keys by which nothing is named any more says nothing, and stays to be shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Same:
    """All of `keys` name one thing. `others`: by which else each of them was known then, where that is told: of these
    the first that is there speaks for one that is not."""

    order: int
    keys: tuple[str, ...]
    others: tuple[tuple[str, ...], ...] = ()

    def list_names(self) -> Iterator[tuple[str, ...]]:
        for number, key in enumerate(self.keys):
            yield key, *(self.others[number] if number < len(self.others) else ())


@dataclass(frozen=True, slots=True)
class Distinct:
    """No key of `left` names the same thing as one of `right`. `split_off`: those of `left` were taken from a thing,
    which is what the others name."""

    order: int
    left: tuple[str, ...]
    right: tuple[str, ...]
    split_off: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an editor says of the entity that holds `key`. Empty fields say nothing.

    `others`: by which else it was known then. Where `key` is gone it holds for what these are; else what holds only
    these is another thing by now. `replacing`: of equal ones only the last holds that speaks of a key so.
    `known`: all names that it had then, where that is told. Then it does not hold for what only ties join with these,
    and which is older and better known than they are.
    """

    order: int
    key: str
    others: tuple[str, ...] = ()
    replacing: str = ""
    name: str = ""
    type: str = ""
    hidden: bool = False
    approved: bool = False
    description: str = ""
    links: tuple[tuple[str, str], ...] = ()
    known: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class RelationVerdict:
    """What an editor says of the relation between the entities that hold the two keys.

    With `predicate_now` or `polarity_now` or `swapped` its claims are read so; `hidden` takes it out. `subjects`,
    `objects`: all names that the two ends had then, where that is told. Of a thing that was joined since with another
    one, whose name is older, only claims by these names are meant.
    """

    order: int
    subject: str
    predicate: str
    object: str
    polarity: str
    subjects: frozenset[str] = frozenset()
    objects: frozenset[str] = frozenset()
    predicate_now: str = ""
    polarity_now: str = ""
    swapped: bool = False
    hidden: bool = False
    approved: bool = False


@dataclass(frozen=True, slots=True)
class Judgements:
    """All active decisions that concern the rows at hand."""

    same: tuple[Same, ...] = ()
    distinct: tuple[Distinct, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    relations: tuple[RelationVerdict, ...] = ()


NONE = Judgements()
