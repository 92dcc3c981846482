"""Extraction by a language model behind any OpenAI-compatible endpoint.

Imports the client's packages, so nothing may import this but whoever opens the extractor.
"""

from ingest.extract.llm.extractor import LlmExtractor
from ingest.extract.llm.settings import LlmSettings, read_settings

__all__ = ["LlmExtractor", "LlmSettings", "read_settings"]
