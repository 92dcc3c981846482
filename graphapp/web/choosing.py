"""A parameter of the API that chooses several of what there is. Knows no choices of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rest_framework import serializers


class SomeOf(serializers.MultipleChoiceField):
    """Given several times, with commas between, or both; none is no choice."""

    def get_value(self, dictionary: Mapping[Any, Any]) -> Any:
        given = super().get_value(dictionary)
        if not isinstance(given, list):
            return given
        return [one.strip() for text in given for one in str(text).split(",") if one.strip()]
