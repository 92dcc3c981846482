"""What a form of the desk sends, as the fields of a decision. Checks nothing: `graphapp.curation.terms` does."""

from __future__ import annotations

from typing import Any

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


def read_fields(form: QueryDict) -> dict[str, Any]:
    fields: dict[str, Any] = {name: form[name] for name in TEXTS if form.get(name)}
    fields |= {name: True for name in FLAGS if form.get(name)}
    fields |= {name: form.getlist(name) for name in ("entities", "aliases") if form.getlist(name)}
    if form.getlist("mentions"):
        fields["mentions"] = [int(id) for id in form.getlist("mentions") if id.isdecimal()]
    if form.get("start", "").isdecimal():
        fields["start"] = int(form["start"])
    if form.get("links"):
        fields["links"] = [_read_link(line) for line in form["links"].splitlines() if line.strip()]
    return fields


def read_sent(form: QueryDict) -> Sent:
    seen = dict(zip(form.getlist("thing"), form.getlist("print"), strict=False))
    return Sent(seen, form.get("request", ""))


def _read_link(line: str) -> dict[str, str]:
    """An address, and after a space the words for it."""
    address, _, words = line.strip().partition(" ")
    return {"address": address, "words": words.strip()}
