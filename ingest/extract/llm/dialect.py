"""Which of the optional parameters an endpoint takes, learnt from what it refuses."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

_WEAKER = {"json_schema": "json_object", "json_object": "text"}
_TOO_MUCH = ("too large", "at most", "maximum", "exceed", "range", "greater than", "less than")
_ANSWER = ("max_tokens", "max_completion_tokens", "max tokens", "in the completion", "output tokens")
_MOST_HALVINGS = 4
_CHARACTERS_A_TOKEN = 3
_TOO_LONG = ("context length", "context_length", "maximum context", "too many tokens", "context window")


@dataclass(frozen=True, slots=True)
class Dialect:
    """`format`: json_schema, json_object or text. `limit`: the name of the parameter that bounds the answer, and
    `halvings`: how often what it allows was halved, since the model can't say so much."""

    format: str = "json_schema"
    limit: str = "max_tokens"
    temperature: bool = True
    halvings: int = 0

    def adapt(self, complaint: str) -> Dialect | None:
        """What to try after a refusal with this message; None where nothing is left to try."""
        text = complaint.lower()
        if _names(_ANSWER, text) and _names(_TOO_MUCH, text):
            return replace(self, halvings=self.halvings + 1) if self.halvings < _MOST_HALVINGS else None
        if _names(_TOO_LONG, text):
            return None
        if self.limit == "max_tokens" and "max_completion_tokens" in text:
            return replace(self, limit="max_completion_tokens")
        if self.temperature and "temperature" in text:
            return replace(self, temperature=False)
        weaker = _WEAKER.get(self.format)
        return replace(self, format=weaker) if weaker else None

    def guess_tokens(self, schema: Mapping[str, Any]) -> int:
        """What the schema adds to a question: services count it as read."""
        return len(json.dumps(schema)) // _CHARACTERS_A_TOKEN if self.format == "json_schema" else 0

    def options(self, *, schema: Mapping[str, Any], tokens_out: int) -> dict[str, Any]:
        options: dict[str, Any] = {self.limit: max(1, tokens_out >> self.halvings)}
        if self.temperature:
            options["temperature"] = 0
        if self.format == "json_schema":
            shape = {"name": "answer", "strict": True, "schema": schema}
            options["response_format"] = {"type": "json_schema", "json_schema": shape}
        elif self.format == "json_object":
            options["response_format"] = {"type": "json_object"}
        return options


def _names(signs: tuple[str, ...], text: str) -> bool:
    return any(sign in text for sign in signs)
