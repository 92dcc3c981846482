"""Labels of voices whose names nobody knows: “Speaker 2”, “Channel 1”, “Unidentified Person”. One list for all."""

from __future__ import annotations

import re

_NUMBERED = re.compile(
    r"(?:speaker|spk|voice|person|participant|channel|guest|host|unknown|caller|interviewer|interviewee|moderator"
    r"|panelist|sprecher(?:in)?|locut(?:eur|rice)|hablante|s(?![ _-][a-z]))"
    r"(?:[ _-]?(?=[a-f]*\d)[\da-f]{1,4}|[ _-][a-z])",
    re.IGNORECASE,
)
_UNKNOWN = re.compile(
    r"(?:unknown|unidentified|unnamed|multiple)[ _]"
    r"(?:speakers?|persons?|participants?|voices?|males?|females?|man|woman|callers?)(?:[ _]\d{1,3})?",
    re.IGNORECASE,
)


def is_voice(label: str) -> bool:
    return bool(_NUMBERED.fullmatch(label) or _UNKNOWN.fullmatch(label))
