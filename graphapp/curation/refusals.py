"""Why a decision is not taken. Nothing was changed when one of these is raised."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

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


class DecisionStale(DecisionConflict):
    """What it is about changed after the editor saw it. `details`: what it is now, and the decisions since."""

    default_code = "decision_stale"

    def __init__(self, message: str, *, details: dict[str, Any]) -> None:
        super().__init__(message)
        self.details = details
