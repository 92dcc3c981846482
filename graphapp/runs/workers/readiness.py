"""Whether talks can be read as EXTRACTOR is set. Opens the extractor, so only a process that reads talks should ask."""

from __future__ import annotations

import logging

from django.conf import settings

from ingest.errors import IngestError

log = logging.getLogger(__name__)


def tell_unready() -> None:
    """Logs what stands in the way, in a sentence; nothing where all is well. Our own default needs nothing."""
    if settings.EXTRACTOR == "builtin":
        return
    from ingest.extract import open_extractor

    try:
        open_extractor(settings.EXTRACTOR)
    except IngestError as error:
        log.error("No talk can be read with EXTRACTOR=%s: %s", settings.EXTRACTOR, error)
