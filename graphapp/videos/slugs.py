"""Readable addresses that end in the first characters of an id, by which a thing is found after a rename."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from django.utils.text import slugify

WORDS_LENGTH = 80
SLUG_ID_LENGTH = 6
"""Of a video's."""


def make_slug(name: str, *, id: str, length: int) -> str:
    words = slugify(name)[:WORDS_LENGTH].strip("-")
    return f"{words}-{id[:length]}" if words else id[:length]


def lengthen_slug(slug: str, *, id: str, length: int) -> str:
    """Of one that something else has: it ends in the whole id."""
    return slug.removesuffix(id[:length]) + id


def part_slugs(slugs: Mapping[str, str], *, length: int) -> Iterator[tuple[str, str]]:
    """(id, slug) of each, by the slugs that they would have alone: of those with an equal one the least id keeps it.

    Names in other scripts than the Latin leave no words, and then eight characters are all that tells two apart.
    """
    equal: dict[str, list[str]] = defaultdict(list)
    for id, slug in slugs.items():
        equal[slug].append(id)
    for slug, ids in equal.items():
        first = min(ids)
        for id in ids:
            yield id, slug if id == first else lengthen_slug(slug, id=id, length=length)


def read_slug_id(slug: str) -> str:
    """The characters of the id at a slug's end."""
    return slug.rsplit("-", 1)[-1]
