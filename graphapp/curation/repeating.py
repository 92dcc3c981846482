"""Knows a request that was sent before, as after a broken connection or a double click. Reads only."""

from __future__ import annotations

from typing import Any

from graphapp.curation.drafting import REQUEST_LENGTH
from graphapp.curation.fields import Fields, keys_of, read_optional, read_text
from graphapp.curation.refusals import DecisionConflict
from graphapp.videos.models import Decision
from graphapp.videos.reading.finding import list_keys_named


def find_known(request: str, kind: str, fields: Fields, *, author: str) -> Decision | None:
    """The decision that the same request made. Raises DecisionConflict where it was somebody else's, or made
    another."""
    known = Decision.objects.filter(request=request[:REQUEST_LENGTH]).first() if request else None
    if known and known.author != author:
        raise DecisionConflict("This request was made by somebody else already.")
    if known and not (known.kind == kind and _says(known, fields) and _speaks_of(known, fields)):
        raise DecisionConflict("This request made another decision already. Give each decision a word of its own.")
    return known


def _says(known: Decision, fields: Fields) -> bool:
    told = known.said | {name.removesuffix("_now"): said for name, said in known.said.items()}
    wished: dict[str, Any] = {name: fields[name] for name in ("predicate", "polarity") if fields.get(name)}
    wished |= read_optional(fields) | ({"text": read_text(fields)} if fields.get("text") else {})
    return all(told.get(name, value) == value for name, value in wished.items())


def _speaks_of(known: Decision, fields: Fields) -> bool:
    """What it was about may be hidden, merged or called otherwise by now, and a connection be another."""
    named = [fields[name] for name in ("entity", "subject", "object") if fields.get(name)]
    named += fields.get("entities") or ()
    spoken = set(keys_of(known.said))
    return all(not spoken.isdisjoint(list_keys_named(str(reference))) for reference in named)
