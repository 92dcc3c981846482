"""Text to facts: a transcript in, a grounded document out.

Plain Python on frozen records. Nothing below this package may import Django, Celery or Neo4j.
`run_pipeline` and the records of `ingest.records` are public.
"""

from ingest.pipeline import run_pipeline

__all__ = ["run_pipeline"]
