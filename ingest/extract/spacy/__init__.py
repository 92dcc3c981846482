"""Extraction by a spaCy pipeline of the user's choice: names, and repeated noun phrases. Connections are for `relate`.

Imports spaCy, so nothing may import this but whoever opens the extractor.
"""

from ingest.extract.spacy.extractor import SpacyExtractor

__all__ = ["SpacyExtractor"]
