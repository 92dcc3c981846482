"""Readable addresses. What has an id ends in its first characters, by which it is found after a rename; a topic is its
name, and so is its address. Pure functions: the same on every machine."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping

from django.utils.text import slugify

from ingest.ids import fold_name, hash_id
from ingest.language.plurals import singular

WORDS_LENGTH = 80
SLUG_ID_LENGTH = 6
"""Of a video's."""
TOPIC_LENGTH = 100
TOPIC_MARK_LENGTH = 8
_MARK = re.compile(f"-[0-9a-f]{{{TOPIC_MARK_LENGTH}}}")
_TELLING = re.compile(r"[+#]|(?<!\w)\.(?=\w)")
"""Signs that make another name: C++ and C# are not C, nor is .NET a net."""


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


def make_topic_slug(name: str, *, common: bool) -> str:
    """The words of a topic's name; with a mark of the whole name where what tells it from others is lost in them.

    `common`: it is no name of one thing, so that “Chip” and “Chips” are one topic, as “Windows” and a window are not.
    """
    name = drop_plural(name) if common else name
    words, mark = slugify(name)[:TOPIC_LENGTH], hash_id("topic", (fold_name(name),))
    if not words:
        return mark
    return f"{words}-{mark[:TOPIC_MARK_LENGTH]}" if _loses(name) else words


def drop_plural(name: str) -> str:
    """Of the last word, whether it is a slug's or a name's: “GPUs” are several of a GPU, “DNS” is none."""
    last = re.split(r"[ -]", name)[-1]
    if last[-1:] != "s":
        return name
    short = last[:-1]
    return name.removesuffix(last) + (short if short.isupper() and len(short) > 1 else singular(last.lower()))


def is_marked(slug: str, *, words: str) -> bool:
    """Whether a topic's slug is these words with a mark, which had none before."""
    return slug.startswith(words) and bool(_MARK.fullmatch(slug, len(words)))


def _loses(name: str) -> bool:
    """Whether the words of an address leave out letters, or signs that tell."""
    plain = unicodedata.normalize("NFKD", name)
    return bool(_TELLING.search(plain)) or any(c.isalnum() and not c.isascii() for c in plain)
