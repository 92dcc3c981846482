"""Family names: how a person's name ends. Knows no list of them, for any word may be one."""

from __future__ import annotations

import re

from ingest.language.background import Background

_CLAN = re.compile(r"(?:Mc|O['’])[A-Z]\w+")
_RARELY_SMALL = 0.6


def is_clan_name(word: str) -> bool:
    """“McIntyre” and “O'Hara” are hardly anything else."""
    return _CLAN.fullmatch(word) is not None


def may_be_surname(word: str, *, background: Background) -> bool:
    """Whether the word is built like one and talks hardly write it small."""
    share = background.capital_share(word.lower())
    built = is_clan_name(word) or (word.isalpha() and word.istitle())
    return built and (share is None or share > _RARELY_SMALL)
