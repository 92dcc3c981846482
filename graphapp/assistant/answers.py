"""What each tool answers, from the explorer's services. Reads only; knows no protocol."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from rest_framework.exceptions import ErrorDetail

from graphapp.explorer.entities.api import describe_entity
from graphapp.explorer.entities.nearby import load_neighbourhood
from graphapp.explorer.entities.serializers import NeighbourhoodQuery
from graphapp.explorer.paths.api import describe_answer
from graphapp.explorer.paths.asking import Question, answer_question
from graphapp.explorer.paths.naming import Recognized, read_name
from graphapp.explorer.paths.serializers import PathQuery
from graphapp.explorer.search.asked import Place, read_asked
from graphapp.explorer.search.finding import KINDS, search_library
from graphapp.explorer.search.serializers import SearchQuery, describe_found
from graphapp.graph.models import Entity
from graphapp.videos.api import describe_relation
from graphapp.videos.reading.finding import find_video
from graphapp.videos.reading.relations import find_connection
from graphapp.web.errors import describe_error

Facts = dict[str, Any]


class Unanswerable(Exception):
    """The question can't be answered; the message says why, and what to ask instead."""


def answer(ask: Callable[..., Facts], **given: Any) -> Facts:
    """What `ask` says, in plain JSON. Raises Unanswerable."""
    try:
        found: Facts = json.loads(json.dumps(ask(**given), cls=DjangoJSONEncoder))
    except Exception as error:
        problem = describe_error(error)
        if problem is None:
            raise
        raise Unanswerable(problem.message) from error
    return found


def search(query: str, *, kinds: Sequence[str], limit: int, video: str = "", after: int = 0) -> Facts:
    wish = _check(SearchQuery, q=query, kind=list(kinds), limit=limit)
    place = _find_place(video, after=after) if video else None
    kinds = wish.get("kind") or KINDS
    return describe_found(search_library(read_asked(wish["q"]), kinds=kinds, limit=wish["limit"], place=place))


def _find_place(video: str, *, after: int) -> Place:
    found = find_video(video)
    if found is None:
        raise Unanswerable(f"There is no video “{video[:40]}”. Take its id from search.")
    return Place(found.id, after=after)


def entity(name: str) -> Facts:
    named = read_name(name)
    others = [{"id": other.id, "name": other.name, "type": other.type} for other in named.namesakes]
    return describe_entity(_take(named)) | {"namesakes": others}


def neighbourhood(name: str, **narrowing: Any) -> Facts:
    query = _check(NeighbourhoodQuery, **narrowing)
    return load_neighbourhood(_take(read_name(name)), query=query, video=None).write()


def paths(source: str, target: str, *, max_hops: int, limit: int) -> Facts:
    wish = _check(PathQuery, **{"from": source, "to": target}, max_hops=max_hops, limit=limit)
    found = answer_question(Question(source, target, max_hops=wish["max_hops"], limit=wish["limit"]))
    for named in found.names:
        _take(named)
    if found.story is None:
        raise Unanswerable("Both names are of the same entity. Ask for its neighbourhood instead.")
    return describe_answer(found, found.story)


def evidence(relation: str, *, limit: int) -> Facts:
    found = find_connection(relation[:120].replace("\0", "")).relation
    if found is None:
        raise Unanswerable(f"There is no relation “{relation[:40]}”. Take its id from neighbourhood or paths.")
    facts = describe_relation(found)
    shown = facts["evidence"][: max(1, limit)]
    return facts | {"evidence": shown, "truncated": facts["weight"] > len(shown)}


def _check(serializer: Any, **given: Any) -> dict[str, Any]:
    wish = serializer(data={name: value for name, value in given.items() if value not in (None, "", [], ())})
    if not wish.is_valid():
        raise Unanswerable(_tell(wish.errors))
    return dict(wish.validated_data)


def _tell(errors: Any) -> str:
    """Every field and what is wrong with it, in a line."""
    if isinstance(errors, ErrorDetail):
        return str(errors)
    if isinstance(errors, dict):
        return " ".join(f"{name}: {_tell(found)}" for name, found in errors.items())
    return " ".join(map(_tell, errors))


def _take(named: Recognized) -> Entity:
    if named.entity is not None:
        return named.entity
    near = [hit.name for hit in named.meant]
    advice = f"Did you mean {' or '.join(near[:3])}?" if near else "Try the search tool with fewer letters."
    raise Unanswerable(f"Nothing is called “{named.typed}”. {advice}" if named.typed else "A name is missing.")
