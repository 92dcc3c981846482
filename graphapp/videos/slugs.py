"""Readable addresses that end in the first characters of an id, by which a thing is found after a rename."""

from __future__ import annotations

from django.utils.text import slugify

WORDS_LENGTH = 80


def make_slug(name: str, *, id: str, length: int) -> str:
    words = slugify(name)[:WORDS_LENGTH].strip("-")
    return f"{words}-{id[:length]}" if words else id[:length]


def read_slug_id(slug: str) -> str:
    """The characters of the id at a slug's end."""
    return slug.rsplit("-", 1)[-1]
