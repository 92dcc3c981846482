"""Small transcripts, and what a truthful model says of them."""

from __future__ import annotations

from typing import Any

from ingest.records import Segment, Source, Transcript

INTRODUCTION = (
    "Ada Winter",
    "Welcome to Deep Water, the show about lakes. With me is Bo Larsen, who works for Limnotech in Uppsala.",
)
ANSWER = (
    "Bo Larsen",
    "Thanks, Ada. At Limnotech we built Sounder, a library for sonar data, and Sounder is based on NumPy.",
)
FILLER = "And so we go on about the water, the weather and the boats, as people at the shore do every day. "


def make_transcript(*turns: tuple[str | None, str], title: str = "Deep Water 12") -> Transcript:
    segments = tuple(
        Segment(id=f"s{n}", text=text, speaker=speaker, start_ms=n * 1000, paragraph=True)
        for n, (speaker, text) in enumerate(turns, start=1)
    )
    return Transcript(title=title, language="en", source=Source("text", "talk", "0" * 64), segments=segments)


def short_talk() -> Transcript:
    return make_transcript(INTRODUCTION, ANSWER)


def long_talk(turns: int = 24, repeat: int = 5) -> Transcript:
    """Some hundred words a turn; each turn names a lake of its own."""
    said = [
        (("Ada Winter", "Bo Larsen")[n % 2], f"Lake Number{n} is part of Region{n}. " + FILLER * repeat)
        for n in range(turns)
    ]
    return make_transcript(INTRODUCTION, ANSWER, *said)


def entity(name: str, type: str, *surfaces: str) -> dict[str, Any]:
    return {"name": name, "type": type, "surfaces": list(surfaces or (name,))}


def claim(subject: str, predicate: str, obj: str, quote: str, polarity: str = "asserted") -> dict[str, Any]:
    return {"subject": subject, "predicate": predicate, "object": obj, "quote": quote, "polarity": polarity}


_ENTITIES = [
    entity("Ada Winter", "Person", "Ada"),
    entity("Bo Larsen", "Person"),
    entity("Deep Water", "Media"),
    entity("Limnotech", "Organization"),
    entity("Uppsala", "Place"),
    entity("Sounder", "Product"),
    entity("NumPy", "Product"),
]
_CLAIMS = [
    claim("Bo Larsen", "works_for", "Limnotech", "Bo Larsen, who works for Limnotech in Uppsala"),
    claim("Sounder", "based_on", "NumPy", "Sounder is based on NumPy"),
]


def truthful(text: str) -> dict[str, Any]:
    """What the fenced text holds of the little world above; for the outline's question, the first three chapters."""
    if text.startswith("0. "):
        titles = ("Who is here", "On and on", "And further")
        chapters = [{"number": number, "title": title} for number, title in enumerate(titles)]
        return {"chapters": chapters, "topics": ["Sonar", "Boats"]}
    first = " ".join(text.strip().split("\n", maxsplit=1)[0].partition(": ")[2].split()[:8])
    quote = " ".join(text.strip().rsplit("\n", maxsplit=1)[-1].partition(": ")[2].split()[:6])
    return {
        "entities": [item for item in _ENTITIES if any(surface in text for surface in item["surfaces"])],
        "claims": [item for item in _CLAIMS if item["quote"] in text],
        "missed": {"entities": [], "claims": []},
        "chapters": [{"title": f"About {first[:20]}", "starts_with": first}],
        "topics": ["boats" if "boats" in text else "sonar data"],
        "points": [{"text": "Something is said.", "quote": quote}],
    }


def silent() -> dict[str, Any]:
    return {"entities": [], "claims": [], "chapters": [], "topics": [], "points": []}
