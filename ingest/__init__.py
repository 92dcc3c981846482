"""Text to facts: a transcript in, a grounded document out.

Plain Python on frozen records. Nothing in this package may import Django, Celery or Neo4j.
`run_pipeline` and the records of `ingest.records` are public.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ingest.pipeline import run_pipeline

__all__ = ["run_pipeline"]


def __getattr__(name: str) -> Any:
    # Loaded when first asked for: who only needs the records must not wait for models and word lists.
    if name != "run_pipeline":
        raise AttributeError(name)
    from ingest.pipeline import run_pipeline

    return run_pipeline
