"""Talks for tests across videos: three that speak of the same things, and not of one mind."""

from __future__ import annotations

from datetime import date

from graphapp.videos.models import Video
from graphapp.videos.recording import VideoDetails, record_document
from ingest.records import EntityType, Polarity
from tests.e2e.talks import CHIPS, WAFERS, Said, Talk, write_document

DOUBTS = Talk(
    title="Doubts about wafers",
    sentences=(
        "OpenAI is no partner of Cerebras.",
        "Cerebras competes with OpenAI.",
        "Cerebras makes the Wafer Scale Engine 3.",
    ),
    names={
        "OpenAI": EntityType.ORGANIZATION,
        "Cerebras": EntityType.ORGANIZATION,
        "Wafer Scale Engine 3": EntityType.PRODUCT,
    },
    said=(
        Said("OpenAI", "partner_of", "Cerebras", 0, 0.8, Polarity.DENIED),
        Said("Cerebras", "competes_with", "OpenAI", 1, 0.7),
        Said("Cerebras", "makes", "Wafer Scale Engine 3", 2, 0.95),
    ),
    topics={"Hardware": (1, 2)},
    speakers=("Carl Example",),
)


def record(talk: Talk, **details: object) -> Video:
    video: Video = record_document(write_document(talk), details=VideoDetails(**details)).video  # type: ignore[arg-type]
    return video


def record_three() -> dict[str, Video]:
    """By a short name."""
    return {
        "chips": record(CHIPS, channel="Chip hour"),
        "wafers": record(
            WAFERS, channel="Wafer hour", published=date(2026, 2, 16), video_url="https://videos.example/wafers.mp4"
        ),
        "doubts": record(DOUBTS, channel="Wafer hour", published=date(2024, 5, 3)),
    }
