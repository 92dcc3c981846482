"""The outline of a talk: chapters, topics, summary. Reads the flow and the entities; invents no words."""

from ingest.outline.outline import outline_video

__all__ = ["outline_video"]
