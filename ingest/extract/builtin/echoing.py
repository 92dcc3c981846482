"""Whether a phrase says again what one of the concepts chosen before it says: “hull design” after “hull shape”.

Of such pairs an editor mostly keeps one, under either name. Chooses nothing itself.
"""

from __future__ import annotations

from collections.abc import Iterable

from ingest.language.stems import list_stems

NOTHING_NEW = 1.0
"""No rating reaches this."""
LITTLE_NEW = 0.6
"""The least chance that makes a phrase worth keeping beside its kin."""

Stems = tuple[str, ...]


def ask_for_more(key: str, chosen: Iterable[str]) -> float:
    """The rating, 0..1, that a phrase needs beside the surer ones; 0 where it is like none of them."""
    stems = list_stems(key)
    return max((_compare(stems, list_stems(other)) for other in chosen), default=0.0)


def _compare(new: Stems, old: Stems) -> float:
    if set(new) == set(old) or _is_edge(new, old):
        return NOTHING_NEW
    alike = len(new) > 1 and len(old) > 1 and new[0] == old[0]
    return LITTLE_NEW if alike or _is_edge(old, new) else 0.0


def _is_edge(short: Stems, long: Stems) -> bool:
    """Whether a longer phrase begins or ends with a shorter one."""
    size = len(short)
    return 0 < size < len(long) and short in (long[:size], long[-size:])
