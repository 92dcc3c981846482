"""Codes of languages as sources write them."""

from __future__ import annotations

import re

_SUBTAG = re.compile("[-_]")


def base_language(code: str | None) -> str:
    """“pt” of “pt-BR”, “PT_br” and “pt”. Empty where there is none."""
    return _SUBTAG.split((code or "").strip().lower(), maxsplit=1)[0]
