"""Extraction by a GLiNER model from a folder of the user's. Names and concepts; connections are left to `relate`.

Imports GLiNER (and with it PyTorch) only when an extractor is made.
"""

from ingest.extract.gliner.extractor import GlinerExtractor

__all__ = ["GlinerExtractor"]
