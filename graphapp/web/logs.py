"""Lines of the log: as text, or with LOG_FORMAT=json as one JSON object each. Takes secrets out of both.

The last resort only: nobody hands a secret to a logger on purpose, but libraries log addresses and headers.
"""

from __future__ import annotations

import json
import logging
import re
from datetime import UTC, datetime

HIDDEN = "…"
_SECRETS = (
    (re.compile(r"(://[^\s/:@]*:)[^\s/@]+(@)"), rf"\1{HIDDEN}\2"),
    (re.compile(r"(\b(?:Bearer|Token|Basic)\s+)[\w.~+/=-]{6,}", re.IGNORECASE), rf"\1{HIDDEN}"),
    (re.compile(r"\bsg_[\w-]{8,}"), f"sg_{HIDDEN}"),
    (
        re.compile(
            r"((?:password|secret|api[_-]?key|token)\w{0,40}['\"]?\s*[=:]\s*['\"]?)[^\s'\"&,;]{3,}", re.IGNORECASE
        ),
        rf"\1{HIDDEN}",
    ),
)
"""In time that grows with the line: strangers write into it, and all else waits meanwhile."""


def hide_secrets(text: str) -> str:
    """Passwords in addresses, tokens and keys, by the look of them."""
    for pattern, kept in _SECRETS:
        text = pattern.sub(kept, text)
    return text


class TextLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        return hide_secrets(super().format(record))


class JsonLines(logging.Formatter):
    """time, level, logger and message, and the traceback where there is one."""

    def format(self, record: logging.LogRecord) -> str:
        facts = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": hide_secrets(record.getMessage()),
        }
        if record.exc_info:
            facts["exception"] = hide_secrets(self.formatException(record.exc_info))
        return json.dumps(facts, ensure_ascii=False)
