"""Whatever is sent to the API, by its description or against it: no 5xx, and every answer as it is described.

The calls are made by schemathesis from `/api/v1/schema/`, as an editor, on a library with a talk in it.
"""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
import schemathesis
from django.core.management import call_command
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance

from graphapp.accounts.services import make_token
from graphapp.config.wsgi import application
from graphapp.runs.samples import FOLDER
from tests.examples import examples

CHECKS = [not_a_server_error, content_type_conformance, response_schema_conformance]
EXAMPLES = examples(10)


@pytest.fixture
def headers(transactional_db: None, users: Any) -> dict[str, str]:
    call_command("ingest", str(FOLDER / "talks" / "03-arm-and-x86.md"), "--wait", stdout=StringIO())
    secret = make_token(users["editor"], label="schemathesis")[1]
    return {"Authorization": f"Bearer {secret}", "Host": "localhost", "Accept-Encoding": "identity"}


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_every_answer_is_as_it_is_described(headers: dict[str, str], mode: GenerationMode) -> None:
    schema = schemathesis.openapi.from_wsgi("/api/v1/schema/?format=json", application, headers=headers)
    operations = [found.ok() for found in schema.get_all_operations()]
    assert len(operations) > 20
    wrong = [line for operation in operations for line in try_operation(operation, headers, mode)]
    assert wrong == []


def try_operation(operation: Any, headers: dict[str, str], mode: GenerationMode) -> list[str]:
    """What is wrong with it, at most one finding."""

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
        derandomize=True,
        database=None,
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def call(case: Any) -> None:
        case.call_and_validate(checks=CHECKS, headers=headers)

    try:
        call()
    except Unsatisfiable as error:
        # a call that anybody may make, in whose address any text may stand: nothing sent to it is against it
        return [] if mode is GenerationMode.NEGATIVE and _takes_anything(operation) else [f"{operation.label}: {error}"]
    except Exception as error:
        return [f"{operation.label}: {str(error)[:1500]}"]
    return []


def _takes_anything(operation: Any) -> bool:
    described = operation.definition.raw
    places = {parameter["in"] for parameter in described.get("parameters", [])}
    return {} in described["security"] and places <= {"path"}
