"""What the writing of a word alone tells: a package’s path, a word spelled out or sung, “super-anything”."""

from __future__ import annotations

import re

from ingest.language.background import load_background

_PATH = re.compile(r"[a-z][a-z0-9_.-]+(?:/[a-z0-9_.-]+)+")
_CAMEL = re.compile(r"[A-Z][a-z]{3,}[A-Z][a-z]{3,}")
_ADVERBS = frozenset(["ever", "super"])
_ORDINARY = 20


def is_code(name: str) -> bool:
    """“net/http package”, “TernGull”: what programs are called; “client/server” is not."""
    first = name.split(maxsplit=1)[0]
    path = first[0].lower() + first[1:]
    if not _PATH.fullmatch(path):
        return bool(_CAMEL.fullmatch(name))
    background = load_background()
    return not all(background.is_ordinary(part, talks=_ORDINARY) for part in path.split("/"))


def is_no_noun(word: str) -> bool:
    """“t-e-r-n”, “doo-doo”, “ever-changing”, “SSH-ing”: spelled out, sung, praised or done."""
    parts = word.split("-")
    if len(parts) < 2 or not all(parts):
        return False
    sung = len(set(parts)) == 1 or all(len(part) == 1 for part in parts)
    return sung or parts[0] in _ADVERBS or parts[-1] == "ing"
