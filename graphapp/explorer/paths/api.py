"""Explained paths for programs. Reads only."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import APIException
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from graphapp.explorer.paths.asking import Answer, Question, answer_question
from graphapp.explorer.paths.naming import Recognized
from graphapp.explorer.paths.serializers import AnswerShape, PathQuery, RelationBrief
from graphapp.explorer.paths.telling import Hop, Meeting, Story, Told
from graphapp.videos.api import check_query, describe_evidence
from graphapp.videos.serializers import EndShape

PARAMETERS = ("from", "to", "and")


class UnknownName(APIException):
    """Nobody is called so. `details` holds names that are near."""

    status_code = HTTPStatus.NOT_FOUND
    default_code = "unknown_name"

    def __init__(self, named: Recognized, *, parameter: str) -> None:
        near = [hit.name for hit in named.meant]
        advice = f" Did you mean {' or '.join(near[:3])}?" if near else ""
        super().__init__(f"Nothing is called “{named.typed}”.{advice}")
        self.details = {"parameter": parameter, "did_you_mean": EndShape(named.meant, many=True).data}


class SameName(APIException):
    status_code = HTTPStatus.UNPROCESSABLE_ENTITY
    default_code = "same_entity"
    default_detail = "The ends of a path must be different entities; two of these are the same."


class Paths(APIView):
    @extend_schema(
        operation_id="paths_find",
        parameters=[PathQuery],
        responses=AnswerShape,
        summary="How two or three entities hang together",
        tags=["paths"],
    )
    def get(self, request: Request) -> Response:
        """The best few ways, each hop with its relation and surest evidence. Ways that are asserted throughout come
        first; hubs are avoided, and each way differs from those before it where it can."""
        query = check_query(PathQuery, request)
        question = Question(query["from"], query["to"], query.get("and", ""), query["max_hops"], query["limit"])
        answer = answer_question(question)
        for parameter, named in zip(PARAMETERS, answer.names, strict=False):
            if named.entity is None:
                raise UnknownName(named, parameter=parameter)
        if answer.story is None:
            raise SameName
        return Response(describe_answer(answer, answer.story))


def describe_answer(answer: Answer, story: Story) -> dict[str, Any]:
    names = [_describe_name(named) for named in answer.names]
    return {
        **dict(zip(PARAMETERS, [*names, None], strict=False)),
        "paths": [_describe_path(told) for told in story.paths],
        "junctions": [_describe_meeting(meeting) for meeting in story.meetings],
        "looked": {
            "hops": story.ways.hops,
            "entities": story.ways.entities,
            "truncated": story.ways.truncated,
        },
    }


def _describe_name(named: Recognized) -> dict[str, Any]:
    return {**EndShape(named.entity).data, "namesakes": EndShape(named.namesakes, many=True).data}


def _describe_path(told: Told) -> dict[str, Any]:
    nodes = EndShape(told.path.nodes, many=True).data
    return {"score": told.path.score, "nodes": nodes, "hops": [_describe_hop(hop) for hop in told.hops]}


def _describe_meeting(meeting: Meeting) -> dict[str, Any]:
    legs = [_describe_path(leg) for leg in meeting.legs]
    return {"score": meeting.junction.score, "node": EndShape(meeting.node).data, "legs": legs}


def _describe_hop(hop: Hop) -> dict[str, Any]:
    return {
        "sentence": hop.sentence,
        "relation": RelationBrief(hop.tie.relation).data,
        "evidence": describe_evidence(hop.evidence) if hop.evidence else None,
        "others": [RelationBrief(tie.relation).data for tie in hop.others],
    }
