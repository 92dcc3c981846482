"""What a form of the desk sends, as the fields of a decision. Checks only that it can be read; whether it makes sense
`graphapp.curation.terms` says."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.core.exceptions import BadRequest
from django.http import QueryDict

from graphapp.curation.deciding import Sent

TEXTS = (
    "entity",
    "relation",
    "name",
    "type",
    "text",
    "subject",
    "predicate",
    "object",
    "polarity",
    "video",
    "segment",
    "quote",
)
FLAGS = ("swapped", "everywhere")
DIGITS = 18


def read_fields(form: QueryDict) -> dict[str, Any]:
    """Raises BadRequest where a value holds a zero byte, which PostgreSQL takes in no text."""
    _refuse_zeros(form)
    fields: dict[str, Any] = {name: form[name] for name in TEXTS if form.get(name)}
    fields |= {name: True for name in FLAGS if form.get(name)}
    fields |= {name: form.getlist(name) for name in ("entities", "aliases") if form.getlist(name)}
    if form.getlist("mentions"):
        fields["mentions"] = [int(id) for id in form.getlist("mentions") if _is_number(id)]
    if _is_number(form.get("start", "")):
        fields["start"] = int(form["start"])
    if form.get("links"):
        fields["links"] = [_read_link(line) for line in form["links"].splitlines() if line.strip()]
    return fields


def read_sent(form: QueryDict) -> Sent:
    """Raises what `read_fields` does."""
    _refuse_zeros(form)
    seen = dict(zip(form.getlist("thing"), form.getlist("print"), strict=False))
    return Sent(seen, form.get("request", ""))


def read_seen_of(form: QueryDict, *, things: Collection[str]) -> dict[str, str]:
    """Fingerprints of what was seen with some of several things of one form. Raises what `read_fields` does."""
    _refuse_zeros(form)
    rows = zip(form.getlist("of"), form.getlist("thing"), form.getlist("print"), strict=False)
    return {id: print for of, id, print in rows if of in things}


def _refuse_zeros(form: QueryDict) -> None:
    if any("\0" in value for _, values in form.lists() for value in values):
        raise BadRequest("A value holds a zero byte.")


def _is_number(text: str) -> bool:
    return text.isdecimal() and len(text) <= DIGITS


def _read_link(line: str) -> dict[str, str]:
    """An address, and after a space the words for it."""
    address, _, words = line.strip().partition(" ")
    return {"address": address, "words": words.strip()}
