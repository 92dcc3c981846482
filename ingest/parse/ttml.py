"""TTML and its relatives (DFXP, IMSC, iTunes): timed paragraphs with agents as speakers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ingest.parse.captions import join_screens, show_text
from ingest.parse.format import FileText, Format, Likeness
from ingest.parse.names import is_label
from ingest.parse.rolling import Line
from ingest.parse.stamps import add_ms, from_seconds, limit_ms, read_clock
from ingest.parse.words import Stamp, stamp_pieces
from ingest.parse.xml_text import Element, read_xml
from ingest.records import Metadata, ParsedFile

_ROOT = re.compile(r"<(?:[A-Za-z]{1,20}:)?tt[\s>]")
_OFFSET = re.compile(r"([0-9]{1,15}(?:\.[0-9]{1,9})?)(h|ms|m|s|f|t)?")
_FRAMES = re.compile(r"([0-9]{1,4}:[0-9]{1,2}:[0-9]{1,2}):([0-9]{1,3})(?:\.[0-9]{1,3})?")
_RATIO = re.compile(r"([1-9][0-9]{0,5})[ :]([1-9][0-9]{0,5})")
_SEARCHED = 4000
_SECONDS = {"h": 3600.0, "m": 60.0, "s": 1.0, "ms": 0.001, "": 1.0}
_UNITS = frozenset({"word", "sentence"})
_READINGS = frozenset({"text", "textContainer", "delimiter"})

Piece = tuple[str, str | None]
"""Words, and where a span begins with them its time as written."""


@dataclass(frozen=True, slots=True)
class _Context:
    """What a paragraph inherits: rates in units per second, the agents' names, start and end of what holds it."""

    frames: float
    ticks: float
    agents: Mapping[str, str]
    base: int = 0
    start: int | None = None
    end: int | None = None
    agent: str | None = None


def recognise(file: FileText) -> Likeness:
    return Likeness.CERTAIN if _ROOT.search(file.text[:_SEARCHED]) else Likeness.NO


def read(file: FileText) -> ParsedFile:
    tree = read_xml(file.text)
    root = next((element for element in tree.walk() if element.name == "tt"), tree)
    title = next((_collect(e) for e in root.walk() if e.name == "title"), None)
    rate = _read_rate(root, "frameRate")
    frames = (rate or 30.0) * _read_multiplier(root)
    ticks = _read_rate(root, "tickRate") or (frames if rate else 1.0)
    context = _Context(frames=frames, ticks=ticks, agents=_read_agents(root))
    screens = list(_read_paragraphs(root, context))
    numbered = [tuple(replace(line, block=number) for line in screen) for number, screen in enumerate(screens)]
    return ParsedFile("ttml", join_screens(numbered, hold=False), Metadata(title, root.attributes.get("lang") or None))


def _read_paragraphs(element: Element, context: _Context) -> Iterator[Sequence[Line]]:
    inner = _enter(element, context)
    if element.name != "p":
        for child in element.children():
            if child.name != "head":
                yield from _read_paragraphs(child, inner)
        return
    start, end = (inner.start, inner.end) if inner.start is not None else _span_times(element, inner)
    speaker = context.agents.get(inner.agent or "")
    pieces = [piece for piece in _split(element) if piece[0]]
    stamps = _stamp_pieces(pieces, _count_from(element, inner), end=end)
    yield show_text("".join(text for text, _ in pieces), times=(start, end), number=0, speaker=speaker, stamps=stamps)


def _count_from(paragraph: Element, context: _Context) -> _Context:
    """Apple's words and sentences bear the recording's own times."""
    return replace(context, base=0) if any("unit" in e.attributes for e in paragraph.walk()) else context


def _enter(element: Element, context: _Context) -> _Context:
    agent = element.attributes.get("agent", context.agent or "").partition(" ")[0]
    begin, end = _read_times(element, context)
    if begin is None:
        return replace(context, agent=agent, end=end if end is not None else context.end)
    return replace(context, agent=agent, base=begin, start=begin, end=end)


def _read_times(element: Element, context: _Context) -> tuple[int | None, int | None]:
    begin, end, length = (_read_time(element.attributes.get(key), context) for key in ("begin", "end", "dur"))
    start = None if begin is None else limit_ms(context.base + begin)
    if length is not None:
        return start, limit_ms((context.base if start is None else start) + length)
    return start, None if end is None else limit_ms(context.base + end)


def _span_times(paragraph: Element, context: _Context) -> tuple[int | None, int | None]:
    times = [_read_times(element, context) for element in paragraph.walk() if element is not paragraph]
    starts = [start for start, _ in times if start is not None]
    ends = [end for _, end in times if end is not None]
    return (min(starts), max(ends, default=None)) if starts else (context.start, context.end)


def _read_time(value: str | None, context: _Context) -> int | None:
    text = (value or "").strip()[:40]
    frames = _FRAMES.fullmatch(text)
    if frames:
        whole = read_clock(frames[1])
        return None if whole is None else limit_ms(whole + round(int(frames[2]) * 1000 / context.frames))
    offset = _OFFSET.fullmatch(text)
    if offset is None:
        return read_clock(text)
    rates = {**_SECONDS, "f": 1 / context.frames, "t": 1 / context.ticks}
    return from_seconds(float(offset[1]) * rates[offset[2] or ""])


def _read_rate(root: Element, key: str) -> float | None:
    value = root.attributes.get(key, "")
    return float(value) if re.fullmatch(r"[0-9]{1,9}", value) and int(value) > 0 else None


def _read_multiplier(root: Element) -> float:
    """Two numbers: “1000 1001” makes 24 frames the 23.976 of television."""
    match = _RATIO.fullmatch(root.attributes.get("frameRateMultiplier", "").strip())
    return int(match[1]) / int(match[2]) if match else 1.0


def _read_agents(root: Element) -> dict[str, str]:
    """An agent without a name speaks under an id that is a label, such as SPEAKER_1."""
    agents = (element for element in root.walk() if element.name == "agent" and "id" in element.attributes)
    named = ((agent.attributes["id"], _read_name(agent)) for agent in agents)
    return {key: name or key for key, name in named if name or is_label(key)}


def _read_name(agent: Element) -> str:
    return next((" ".join(_collect(element).split()) for element in agent.children() if element.name == "name"), "")


def _stamp_pieces(pieces: Sequence[Piece], context: _Context, *, end: int | None) -> tuple[Stamp, ...]:
    """Times count from the beginning of the paragraph; where they would lie behind its end, from the recording's."""
    starts = [None if begin is None else _read_time(begin, context) for _, begin in pieces]
    latest = max((start for start in starts if start is not None), default=0)
    base = context.base if end is None or context.base + latest <= end else 0
    texts = (text for text, _ in pieces)
    return stamp_pieces([(text, add_ms(base, start)) for text, start in zip(texts, starts, strict=True)])


def _split(element: Element, begin: str | None = None) -> Iterator[Piece]:
    """The words in an element with a line end for each break, in pieces, the first of each span with when it begins.

    Readings above characters are no words.
    """
    for item in element.content:
        if isinstance(item, str):
            # Line ends of the file are only white space.
            yield item.replace("\n", " "), begin
            begin = None if item.strip() else begin
        elif item.name == "br":
            yield "\n", None
        elif item.name != "metadata" and item.attributes.get("ruby") not in _READINGS:
            pieces = list(_split(item, item.attributes.get("begin", begin)))
            begin = None if any(text.strip() for text, _ in pieces) else begin
            gap = (" ", None)
            yield from (gap, *pieces, gap) if _stands_apart(item, pieces) else pieces


def _stands_apart(element: Element, pieces: Sequence[Piece]) -> bool:
    """Words and sentences do, white space between them or not, as in Apple's podcasts; syllables of songs do not."""
    if element.attributes.get("unit") in _UNITS:
        return True
    return "begin" in element.attributes and any(len(text.split()) > 1 for text, _ in pieces)


def _collect(element: Element) -> str:
    return "".join(text for text, _ in _split(element))


FORMAT = Format("ttml", ("ttml", "dfxp", "xml"), recognise, read)
