"""Which of the optional parameters an endpoint takes, learnt from what it refuses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

_WEAKER = {"json_schema": "json_object", "json_object": "text"}
_TOO_LONG = ("context length", "context_length", "maximum context", "too many tokens", "context window")


@dataclass(frozen=True, slots=True)
class Dialect:
    """`format`: json_schema, json_object or text. `limit`: the name of the parameter that bounds the answer."""

    format: str = "json_schema"
    limit: str = "max_tokens"
    temperature: bool = True

    def adapt(self, complaint: str) -> Dialect | None:
        """What to try after a refusal with this message; None where nothing is left to try."""
        text = complaint.lower()
        if any(sign in text for sign in _TOO_LONG):
            return None
        if self.limit == "max_tokens" and "max_completion_tokens" in text:
            return replace(self, limit="max_completion_tokens")
        if self.temperature and "temperature" in text:
            return replace(self, temperature=False)
        weaker = _WEAKER.get(self.format)
        return replace(self, format=weaker) if weaker else None

    def options(self, *, schema: Mapping[str, Any], tokens_out: int) -> dict[str, Any]:
        options: dict[str, Any] = {self.limit: tokens_out}
        if self.temperature:
            options["temperature"] = 0
        if self.format == "json_schema":
            shape = {"name": "answer", "strict": True, "schema": schema}
            options["response_format"] = {"type": "json_schema", "json_schema": shape}
        elif self.format == "json_object":
            options["response_format"] = {"type": "json_object"}
        return options
