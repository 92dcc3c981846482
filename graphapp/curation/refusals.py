"""Why a decision is not taken. Nothing was changed when one of these is raised."""

from __future__ import annotations

from http import HTTPStatus

from rest_framework.exceptions import APIException


class DecisionInvalid(APIException):
    """What is asked for makes no sense: unknown ids, missing fields, a type that does not exist."""

    status_code = HTTPStatus.UNPROCESSABLE_ENTITY
    default_code = "decision_invalid"
    default_detail = "This decision makes no sense."


class DecisionConflict(APIException):
    """It would say what is so already, or undo what is not done."""

    status_code = HTTPStatus.CONFLICT
    default_code = "decision_conflict"
    default_detail = "This has changed meanwhile."
