"""How a connection is named for good: by its ends and what is said of them. Its id is that of its ends as they are now,
and another one once an end was merged; the id of an end leads on to what it became.
"""

from __future__ import annotations

ASSERTED = "asserted"


def name_for_good(subject: str, predicate: str, obj: str, polarity: str) -> str:
    """SUBJECT-predicate-OBJECT (ids of entities), and the polarity where it is not asserted."""
    return f"{subject}-{predicate}-{obj}{'' if polarity == ASSERTED else f'-{polarity}'}"
