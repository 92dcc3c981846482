"""By what a map may be narrowed: each choice with the address that switches it. No queries."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from graphapp.explorer.asked import Asked
from graphapp.videos.portrait.wording import TYPE_WORDS, plural_of


def list_types(asked: Asked) -> list[dict[str, Any]]:
    """Each type, and the address's `type` if it were switched."""
    return [
        {
            "type": type,
            "plural": plural_of(type),
            "on": type in asked.types,
            "switched": ",".join(sorted(asked.types ^ {type})),
        }
        for type in TYPE_WORDS
    ]


def list_predicates(phrases: Iterable[tuple[str, str]], *, asked: Asked) -> list[dict[str, Any]]:
    """(predicate, words) to each predicate once, in the first words that it has, and the address's `predicate` if it
    were switched. A "~" behind a predicate says that the words are those of the other end."""
    first: dict[str, str] = {}
    for key, phrase in phrases:
        first.setdefault(key.removesuffix("~"), phrase)
    return [
        {"phrase": phrase, "on": name in asked.predicates, "switched": ",".join(sorted(asked.predicates ^ {name}))}
        for name, phrase in first.items()
    ]
