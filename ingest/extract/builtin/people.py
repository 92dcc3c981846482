"""Names that the transcript's own shape gives away: its speakers, the show's name, headings that are links."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from ingest.extract.builtin.talk import Find, Place, Talk, trim_place
from ingest.extract.builtin.words import ARTICLES, NEVER_NAMES
from ingest.language.given import may_be_given
from ingest.language.introductions import find_full_names
from ingest.language.parts import NOUN, tag_word
from ingest.language.speakers import HONORIFICS, clean_speaker
from ingest.language.tokens import Run, split_words
from ingest.records import EntityType

_SHOW = re.compile(
    r"\b(?:[Ww]elcome (?:back )?to|(?:episode|edition|show) of|(?:listening|tuning in) to"
    r"|[Tt]h(?:is|at) (?:is|was)(?= The ))"
    r" (?:another (?:episode|edition) of )?(?:the )?"
    r"((?:[A-Z][\w&'.!-]{0,30}(?: (?=[A-Z])|\b)){1,6})"
)
_CREDIT = re.compile(
    r"\b(?:(?:talk|conversation|episode|panel|programme|program|podcast|sample|recording|video|story),?"
    r" (?:written|recorded|produced|made) for"
    r"|[Ww]elcome to (?:this|our|an?|the) (?:[a-z-]+ ){1,3}of)"
    r" (?:the )?([A-Z][\w&'.!-]{0,30}(?: [A-Z][\w&'.!-]{0,30}){0,3})"
)
_LOWER = re.compile(r" [a-z]{3,}")
_OPENING = 600
_CLOSING = 300
_LINK_WORDS = 3
_LABEL_WORDS = 6
_CODE_HOSTS = ("github.com", "gitlab.com", "bitbucket.org")


def find_speakers(talk: Talk) -> Iterator[Find]:
    """Where the talk names its speakers, in full or by given name or surname."""
    full = find_full_names(talk.transcript.segments)
    forms = {form for label in (*talk.speakers, *full.values()) for form in _speaker_forms(label)}
    sizes = sorted({len(form) for form in forms}, reverse=True)
    for number, run in enumerate(talk.runs):
        index = 0
        while index < len(run):
            size = next((s for s in sizes if _is_form(run, index, s, forms, talk.caseless)), 0)
            if size:
                yield Find(Place(number, index, index + size), "speaker", type=EntityType.PERSON)
            index += size or 1


def _is_form(run: Run, index: int, size: int, forms: set[tuple[str, ...]], caseless: bool) -> bool:
    words = run.lows[index : index + size]
    return len(words) == size and words in forms and (caseless or run.words[index][0].isupper())


def _speaker_forms(label: str) -> Iterator[tuple[str, ...]]:
    name = clean_speaker(label)
    words = split_words(name.lower()) if name else ()
    if words:
        yield words
    if 2 <= len(words) <= 4:
        parts = (words[0], words[-1]) if may_be_given(words[0]) else words[-1:]
        yield from ((word,) for word in parts if len(word) > 2 and word not in NEVER_NAMES | HONORIFICS)


def part_from_speakers(talk: Talk, finds: Iterable[Find], *, speakers: Sequence[Find]) -> Iterator[Find]:
    """A speaker's full name at the end of a longer name is the speaker: “Acme Cup player Ada Winter”."""
    full = {(find.place.run, find.place.last): find.place for find in speakers if len(find.place) > 1}
    for find in finds:
        own = full.get((find.place.run, find.place.last))
        if own is None or own.first <= find.place.first:
            yield find
        elif rest := _trim_small(talk.runs[find.place.run], Place(own.run, find.place.first, own.first)):
            yield Find(rest, find.source, find.entry, find.type)


def _trim_small(run: Run, place: Place) -> Place | None:
    """Without what has no capital at the end."""
    last = place.last
    while last > place.first and not run.words[last - 1][0].isupper():
        last -= 1
    return Place(place.run, place.first, last) if last > place.first else None


def find_show(talk: Talk) -> Iterator[Find]:
    """The show's own name where it is announced: “welcome to X”, “episode of X”."""
    for match, place in _match_ends(talk, _SHOW):
        if not _is_modifier(talk, match):
            yield Find(place, "show", type=EntityType.MEDIA)


def find_credits(talk: Talk) -> Iterator[Place]:
    """Who is thanked by the way: “a talk written for X”, “welcome to X samples”. The talk is not about them."""
    credited = [place for _, place in _match_ends(talk, _CREDIT)]
    credited += [place for match, place in _match_ends(talk, _SHOW) if _is_modifier(talk, match)]
    trimmed = (trim_place(talk.runs[place.run], place, leading=ARTICLES) for place in credited)
    yield from filter(None, trimmed)


def _is_modifier(talk: Talk, match: re.Match[str]) -> bool:
    """Whether a noun without a capital follows: “X samples” is no name of a show."""
    following = _LOWER.match(talk.flow.text, match.end(1))
    return following is not None and tag_word(following[0].strip()) == NOUN


def _match_ends(talk: Talk, pattern: re.Pattern[str]) -> Iterator[tuple[re.Match[str], Place]]:
    """Matches in the opening and at the close, with the place of what they name."""
    seen = 0
    for number, run in enumerate(talk.runs):
        seen += len(run)
        if talk.caseless or _OPENING < seen < talk.words - _CLOSING:
            continue
        for match in pattern.finditer(talk.flow.text, run.starts[0], run.ends[-1]):
            place = _place_of(run, number, *match.span(1))
            if place and run.lows[place.first] not in NEVER_NAMES:
                yield match, place


def _place_of(run: Run, number: int, start: int, end: int) -> Place | None:
    inside = [i for i in range(len(run)) if run.starts[i] >= start and run.ends[i] <= end]
    while inside and (run.lows[inside[-1]] in NEVER_NAMES or run.words[inside[-1]] in {"I", "My", "The", "This"}):
        inside.pop()
    return Place(number, inside[0], inside[-1] + 1) if inside else None


def find_titles(talk: Talk) -> Iterator[Find]:
    """Texts of links of three words or more: the headline of a story as a run of its own, a work after a colon.

    With a full stop at the end, or as all that somebody says, it is a quotation.
    """
    titles = {
        split_words(anchor.lower())
        for anchor, address in talk.transcript.metadata.links
        if len(anchor.split()) >= _LINK_WORDS and not any(host in address for host in _CODE_HOSTS)
    }
    turns = frozenset(_list_turns(talk))
    for number, run in enumerate(talk.runs):
        place = _find_title(run, number, titles)
        if place is not None and not _is_quotation(talk, place, turns):
            yield Find(place, "title", type=EntityType.MEDIA)


def _find_title(run: Run, number: int, titles: set[tuple[str, ...]]) -> Place | None:
    """The whole run, or what stands after a label and before the stop: “My pick: Notes on Tides.”"""
    if run.lows in titles:
        return Place(number, 0, len(run))
    first = run.lows.index(":") + 1 if ":" in run.lows[:_LABEL_WORDS] else 0
    last = len(run) - (first > 0 and run.words[-1] == ".")
    return Place(number, first, last) if first and run.lows[first:last] in titles else None


def _is_quotation(talk: Talk, place: Place, turns: frozenset[str]) -> bool:
    said = talk.surface(place)
    return said.endswith(".") or said in turns


def _list_turns(talk: Talk) -> Iterator[str]:
    """What each speaker says before the next one speaks, as long as speakers are told apart."""
    for speaker, segments in groupby(talk.transcript.segments, key=lambda segment: segment.speaker):
        if speaker and len(talk.speakers) > 1:
            yield " ".join(" ".join(segment.text for segment in segments).split())
