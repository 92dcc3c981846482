"""Enumerations: what is said of one member of a list is said of the others. Finds no connection of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from ingest.language.words import word_set
from ingest.relate.hit import Hit, fits_types
from ingest.relate.talk import Naming, Talk

LIST_WORDS = word_set(", and or & / even also the a an as well both")
_LONGEST_LIST = 12
_LIST_LOSS = 0.05
_JOINS = word_set("and or & /")


def spread_lists(talk: Talk, *, hits: Sequence[Hit]) -> Iterator[Hit]:
    """What is said of one member of a list is said of the others: "uses A, B and C"; but of two, "A, and B of C", only
    the second is of C."""
    rows = list_rows(talk)
    for hit in hits:
        for other in rows.get(hit.object.first, ()):
            yield from _share(talk, hit, replace(hit, object=other))
        for other in rows.get(hit.subject.first, ()):
            if len(rows[hit.subject.first]) == 1 and _is_apart(talk, other, hit.subject):
                continue
            yield from _share(talk, hit, replace(hit, subject=other))


def _is_apart(talk: Talk, first: Naming, second: Naming) -> bool:
    return talk.words(first.last, second.first)[:1] == [","]


def _share(talk: Talk, hit: Hit, shared: Hit) -> Iterator[Hit]:
    ends = {shared.subject.entity, shared.object.entity}
    if len(ends) == 2 and fits_types(talk, shared.subject, shared.predicate, shared.object):
        yield replace(shared, trust=hit.trust - _LIST_LOSS, rule=f"{hit.rule}-list")


def list_rows(talk: Talk) -> Mapping[int, tuple[Naming, ...]]:
    """For each naming in an enumeration (by its first token), the other members; same type, one sentence."""
    rows: dict[int, tuple[Naming, ...]] = {}
    row: list[Naming] = []
    for naming in talk.namings:
        if row and (len(row) == _LONGEST_LIST or not _continues(talk, row[-1], naming)):
            _keep_row(talk, rows, row)
            row = []
        row.append(naming)
    _keep_row(talk, rows, row)
    return rows


def _continues(talk: Talk, left: Naming, right: Naming) -> bool:
    words = talk.words(left.last, right.first)
    same = left.sentence == right.sentence and talk.type_of(left) is talk.type_of(right)
    return (
        same
        and 0 < len(words) <= 4
        and LIST_WORDS.issuperset(words)
        and not {",", "and", "or", "&", "/"}.isdisjoint(words)
    )


def _keep_row(talk: Talk, rows: dict[int, tuple[Naming, ...]], row: Sequence[Naming]) -> None:
    """A row of commas alone may be two clauses; a list has an "and" or three members."""
    joined = len(row) > 2 or (len(row) == 2 and not _JOINS.isdisjoint(talk.words(row[0].last, row[1].first)))
    if joined:
        for naming in row:
            rows[naming.first] = tuple(n for n in row if n is not naming)
