"""What a speaker label says: a person's name, or only a role, a number or a device."""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.ids import fold_name
from ingest.language.given import is_given_name
from ingest.language.voices import is_voice
from ingest.language.words import word_set

_ANYBODY = re.compile(r"(?i)\d{1,2}[a-f]|(?:audience|panel|crowd|team|board|staff) member")
_PLAYED = re.compile(r".{1,80} (?:clip|extract|excerpt|sample|track|trailer|recording|song|ad|begins)")
_WHERE = re.compile(r"\s(?:at|on|from)\s")
_BESIDE = re.compile(r"(?<=\S)\s{1,5}(?:\([^()]{0,40}\)|\[[^\[\]]{0,40}\]|\|.{0,80})\s{0,5}$")
_DASH = re.compile(r"\s[-–—]\s")
_DEVICE = re.compile(
    r"(?i)(?:.{0,40}['’]s )?(?:iphone|ipad|android|galaxy|macbook|laptop|desktop|phone|zoom)"
    r"(?:[ _-](?:user|pro|air|mini|[a-z]?\d{1,4}\w{0,6})){0,3}|.{0,40}\broom(?: \d{1,4})?"
)
_FAMILY_FIRST = re.compile(r"\s*([^\W\d_][\w'’-]+), ([^\W\d_][\w'’-]+(?: [^\W\d_]\.?)?)\s*$")
_ROLES = word_set(
    """
    speaker host guest break announcer narrator unknown interviewer interviewee moderator audience
    all music both voiceover woman man participant operator question answer q a
    hosts guests speakers panel crowd clip agent customer caller witness court clerk
    """
)
HONORIFICS = word_set("dr dr. prof prof. professor mr mr. mrs mrs. ms ms. miss sir dame")
"""Before a person's name, in lower case."""


@lru_cache(maxsize=2000)
def clean_speaker(label: str) -> str | None:
    """The person's name in a speaker label, without degrees and the like; None for a role, a number or a device.

    “Winter, Ada (External)”, as directories write people, is Ada Winter, “Ada Winter | Acme”, “Dr. Ada Winter”,
    “Ada Winter at Harbour 2023” and “Host - Ada Winter” too; “Dr. Winter” stays.
    """
    return next(filter(None, map(_read_name, _DASH.split(_BESIDE.sub("", label)))), None)


def _read_name(part: str) -> str | None:
    words = _put_in_order(_WHERE.split(part, maxsplit=1)[0]).split(",", maxsplit=1)[0].split()
    name = " ".join(words[1:] if len(words) > 2 and words[0].lower() in HONORIFICS else words)
    if len(name) < 2 or _stands_for_another(name) or _DEVICE.fullmatch(name) or fold_name(name) in _ROLES:
        return None
    return name if any(c.isalpha() for c in name) else None


def _stands_for_another(name: str) -> bool:
    """A voice without a name, also one by channel and number (“1A”), or a recording that is played."""
    return is_voice(name) or bool(_ANYBODY.fullmatch(name) or _PLAYED.fullmatch(name))


def _put_in_order(label: str) -> str:
    match = _FAMILY_FIRST.match(label)
    return f"{match[2]} {match[1]}" if match and is_given_name(match[2].split()[0].lower()) else label
