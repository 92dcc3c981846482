"""Cursor paging for every list of the API: `{"next", "previous", "results"}` and `?limit=`.

A cursor holds the ordering values of the row beside it, so that rows which come or go elsewhere neither
repeat nor hide any. Ordering fields may not be null; the last one must be unique.
"""

from __future__ import annotations

import base64
import binascii
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.core.exceptions import FieldError, ValidationError
from django.db import DataError
from django.db.models import Model, Q, QuerySet
from rest_framework.exceptions import ParseError
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import remove_query_param, replace_query_param

DEFAULT_LIMIT = 50
MAX_LIMIT = 200
CURSOR_CHARS = 3000
"""A title of 300 letters of any script, and all that goes with it, is shorter."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a page begins: after the row with these ordering values, or, backwards, before it."""

    values: tuple[str | int | float, ...]
    backwards: bool = False

    def encode(self) -> str:
        raw = json.dumps([self.backwards, *self.values], ensure_ascii=False, separators=(",", ":"))
        return base64.urlsafe_b64encode(raw.encode()).decode().rstrip("=")


class InvalidCursor(ParseError):
    default_code = "invalid_cursor"
    default_detail = "The cursor is not one that this list gave out. Start again without it."


class InvalidLimit(ParseError):
    default_code = "invalid_limit"
    default_detail = f"limit must be a whole number from 1 to {MAX_LIMIT}."


def decode_cursor(text: str, *, size: int) -> Cursor:
    """Reads what `Cursor.encode` wrote for `size` ordering fields; anything else is an `InvalidCursor`."""
    try:
        raw = base64.urlsafe_b64decode(text[:CURSOR_CHARS] + "=" * (-len(text) % 4))
        backwards, *values = json.loads(raw)
    except (ValueError, TypeError, binascii.Error, RecursionError):
        raise InvalidCursor from None
    if len(values) != size or not isinstance(backwards, bool) or not all(map(_is_plain, values)):
        raise InvalidCursor
    return Cursor(tuple(values), backwards)


def _is_plain(value: Any) -> bool:
    """Whether a database can compare with it: no NUL, no infinity, no list."""
    if isinstance(value, float):
        return math.isfinite(value)
    return isinstance(value, int) or (isinstance(value, str) and "\0" not in value)


def read_limit(text: str | None) -> int:
    if text is None:
        return DEFAULT_LIMIT
    if not (text.isascii() and text.isdigit() and len(text) <= 4 and 1 <= int(text) <= MAX_LIMIT):
        raise InvalidLimit
    return int(text)


class CursorPages(BasePagination):
    """Pages a queryset by the view's `get_ordering()` or `ordering`: field names, "-" for descending."""

    def paginate_queryset(self, queryset: QuerySet[Any], request: Request, view: Any = None) -> list[Any]:
        self.ordering = ordering_of(view)
        self.limit = read_limit(request.query_params.get("limit"))
        self.address = request.build_absolute_uri()
        text = request.query_params.get("cursor")
        self.cursor = decode_cursor(text, size=len(self.ordering)) if text is not None else None
        self.page, self.has_more = self._read_page(queryset)
        return self.page

    def _read_page(self, queryset: QuerySet[Any]) -> tuple[list[Any], bool]:
        backwards = self.cursor is not None and self.cursor.backwards
        ordering = [_reverse(name) for name in self.ordering] if backwards else list(self.ordering)
        try:
            if self.cursor:
                queryset = queryset.filter(_beyond(ordering, self.cursor.values))
            rows = list(queryset.order_by(*ordering)[: self.limit + 1])
        except (ValidationError, ValueError, TypeError, FieldError, OverflowError, DataError):
            raise InvalidCursor from None
        page = rows[: self.limit]
        return (page[::-1] if backwards else page), len(rows) > self.limit

    def get_paginated_response(self, data: Any) -> Response:
        backwards = self.cursor is not None and self.cursor.backwards
        has_next = self.has_more if not backwards else True
        has_previous = self.has_more if backwards else self.cursor is not None
        return Response(
            {
                "next": self._link(-1, backwards=False) if has_next else None,
                "previous": self._link(0, backwards=True) if has_previous else None,
                "results": data,
            }
        )

    def _link(self, row: int, *, backwards: bool) -> str | None:
        if not self.page:
            return remove_query_param(self.address, "cursor") if backwards else None
        cursor = Cursor(_values_of(self.page[row], self.ordering), backwards)
        return replace_query_param(self.address, "cursor", cursor.encode())

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        link = {"type": "string", "format": "uri", "nullable": True}
        properties = {"next": link, "previous": link, "results": schema}
        return {"type": "object", "required": list(properties), "properties": properties}

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        limit = {"type": "integer", "minimum": 1, "maximum": MAX_LIMIT, "default": DEFAULT_LIMIT}
        return [
            _parameter("limit", limit, "How many to answer at most."),
            _parameter("cursor", {"type": "string"}, "From `next` or `previous` of another page."),
        ]


def ordering_of(view: Any) -> Sequence[str]:
    return view.get_ordering() if hasattr(view, "get_ordering") else view.ordering


def _parameter(name: str, schema: dict[str, Any], description: str) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": False, "schema": schema, "description": description}


def _reverse(name: str) -> str:
    return name[1:] if name.startswith("-") else f"-{name}"


def _beyond(ordering: Sequence[str], values: Sequence[Any]) -> Q:
    """Rows after the given ones: beyond in the first field, or equal there and beyond in the next, and so on."""
    condition, equal = Q(), Q()
    for name, value in zip(ordering, values, strict=True):
        field, lookup = name.lstrip("-"), "lt" if name.startswith("-") else "gt"
        condition |= equal & Q(**{f"{field}__{lookup}": value})
        equal &= Q(**{field: value})
    return condition


def _values_of(row: Model | Mapping[str, Any], ordering: Sequence[str]) -> tuple[Any, ...]:
    """Of a model's row, or of a group of rows, which is a dictionary."""
    read = row.__getitem__ if isinstance(row, Mapping) else partial(getattr, row)
    return tuple(_plain(read(name.lstrip("-"))) for name in ordering)


def _plain(value: Any) -> str | int | float:
    return value if isinstance(value, int | float) else str(value)
