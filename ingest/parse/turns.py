"""Reads written-out transcripts: speakers, stamps and paragraphs, as people and tools write them.

Shared by plain text, Markdown, HTML and Otter. Decides by the whole file which names are speakers and
which clock times are stamps.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from ingest.language.scripts import join_words
from ingest.parse.format import check_parts
from ingest.parse.judging import EVERY_SHARE, are_names, choose_marked_names, choose_names, choose_short_leads
from ingest.parse.layouts import drop_spelt_stamps, place_names
from ingest.parse.leads import BREAK, Heading, Lead, after_stamp, leads_to_address, read_leads
from ingest.parse.names import looks_like_name
from ingest.parse.stamps import CLOCK, read_clock
from ingest.records import Cue

_INNER = re.compile(rf"\\?\[\s?({CLOCK})\s?\\?\](?!\(\s?<?(?:https?:|[/#?]))")
_SHORT_WORDS = 15
_MAX_INNER = 10_000
_TIMED_SHARE = 0.8


def read_turns(lines: Iterable[str | Heading], *, bold: bool = False) -> tuple[Cue, ...]:
    """The cues of a transcript in lines. `bold`: names may stand in Markdown bold or italics.

    A speaker holds until the next; a stamp counts for the text that follows it. An end is known only
    where the file gives one.
    """
    leads = _settle(tuple(read_leads(lines, bold=bold)))
    cues: list[Cue] = []
    for cue in _build_cues(leads):
        cues += _split_inner(cue)
        check_parts(len(cues))
    return loosen_captions(cues)


def _settle(leads: Sequence[Lead]) -> Sequence[Lead]:
    """Take names and bare clock times for what they are by the evidence of the whole file."""
    names = _choose_speakers(leads)
    stamps = set(map(id, _choose_stamps(leads)))
    strange = set(map(id, _find_strangers(leads, names=names)))
    told = (replace(lead, turn=True) if id(lead) in strange else lead for lead in leads)
    settled = (
        _settle_one(lead, names=names, believed=id(found) in stamps) for found, lead in zip(leads, told, strict=True)
    )
    return place_names(drop_spelt_stamps(tuple(settled)))


def _find_strangers(leads: Sequence[Lead], *, names: frozenset[str]) -> Sequence[Lead]:
    """Where nearly every paragraph begins with a speaker, those that begin with what may be another, whom nobody knows:
    the last one does not say this."""
    tops = _find_tops(leads, named=[lead for lead in leads if lead.name in names])
    begun = sum(lead.name in names for lead in tops)
    return [lead for lead in tops if lead.name and lead.name not in names] if begun >= EVERY_SHARE * len(tops) else ()


def _find_tops(leads: Sequence[Lead], *, named: Sequence[Lead]) -> Sequence[Lead]:
    """Where turns may begin. Where names stand at the beginnings of paragraphs alone, the lines between are wrapped."""
    return [lead for lead in leads if lead.fresh] if all(lead.fresh for lead in named) else leads


def _choose_speakers(leads: Sequence[Lead]) -> frozenset[str]:
    named = [(lead.name, lead) for lead in leads if lead.name]
    sure = {name for name, lead in named if lead.sure}
    marked = choose_marked_names(name for name, lead in named if lead.marked)
    doubted = [lead for _, lead in named if not (lead.sure or lead.shapeless or lead.marked)]
    unsure = [lead.name for lead in doubted if lead.name]
    names = choose_names(unsure, places=len(_find_tops(leads, named=doubted)))
    heads = [name for name, lead in named if _is_head(lead)]
    stamped = frozenset(heads) if are_names(heads) else choose_short_leads(heads, places=len(heads))
    # Beside others that look like names, and where they come back.
    said = [name for name, lead in named if lead.shapeless and not _is_head(lead)]
    again = {name for name, count in Counter(said).items() if count > 1 and names}
    found = names | sure | marked | stamped | (again & choose_short_leads([*unsure, *said], places=len(leads)))
    # What only leads to addresses, such as "Slides", is no speaker.
    return found & {name for name, lead in named if not leads_to_address(lead)}


def _is_head(lead: Lead) -> bool:
    """Whether it is a line of a name and a stamp behind it, as Otter writes."""
    stamped = (lead.sure or lead.shapeless) and lead.start_ms is not None and not lead.rest
    return stamped and after_stamp(lead.line) == lead.line


def _choose_stamps(leads: Sequence[Lead]) -> Sequence[Lead]:
    """Which bare clocks are stamps. Where most stand alone or before a name, one before other words is among the words:
    people say "9:30 in the morning" at the beginning of a line, too."""
    bare = [lead for lead in leads if lead.bare]
    alone = [lead for lead in bare if not lead.rest or (lead.name is not None and not lead.shapeless)]
    if 1 < len(alone) < len(bare) < 2 * len(alone) and _are_in_order(alone):
        return alone
    if not _are_in_order(bare):
        heads = [lead for lead in bare if looks_like_name(lead.rest.strip())]
        return heads if len(heads) > 1 and len(bare) < 2 * len(heads) and _are_in_order(heads) else ()
    often = len(bare) > 1 and (2 * len(bare) >= len(leads) or _stand_before_names(leads))
    return bare if alone or often else ()


def _are_in_order(stamps: Sequence[Lead]) -> bool:
    times = [stamp.start_ms for stamp in stamps if stamp.start_ms is not None]
    return times == sorted(times)


def _stand_before_names(leads: Sequence[Lead]) -> bool:
    """Whether nothing but a name follows any bare stamp, as where the text stands below them."""
    bare = [lead for lead in leads if lead.bare]
    return all(lead.name is None for lead in bare) and are_names([lead.rest.strip() for lead in bare])


def _settle_one(lead: Lead, *, names: frozenset[str], believed: bool) -> Lead:
    rest = after_stamp(lead.line)
    unnamed = lead.name is not None and lead.name not in names
    if (lead.bare and not believed) or (unnamed and (lead.shapeless or lead.marked) and rest == lead.line):
        return Lead(lead.line, fresh=lead.fresh, turn=lead.turn, line=lead.line, heading=lead.heading)
    if unnamed:
        return replace(lead, name=None, rest=lead.line if lead.start_ms is None else rest)
    return lead


@dataclass(slots=True)
class _Turn:
    """What is being read: the lines so far, where they began, and who speaks. `begun`: something was said before."""

    speaker: str | None = None
    lines: list[str] = field(default_factory=list)
    stamp: Lead | None = None
    paragraph: bool = True
    heading: str = ""
    begun: bool = False

    def close(self) -> Iterator[Cue]:
        if self.lines:
            start, end = (self.stamp.start_ms, self.stamp.end_ms) if self.stamp else (None, None)
            yield Cue(
                join_words(line.strip() for line in self.lines), start, end, self.speaker, self.paragraph, self.heading
            )
            self.lines, self.stamp, self.paragraph, self.heading, self.begun = [], None, False, "", True


def _build_cues(leads: Sequence[Lead]) -> Iterator[Cue]:
    turn = _Turn()
    for lead in leads:
        if lead.name and lead.name.lower() == BREAK:
            yield from turn.close()
            turn.paragraph, turn.heading = True, turn.heading or lead.heading
            continue
        if lead.name is not None or lead.start_ms is not None or lead.fresh or lead.turn:
            yield from turn.close()
            _begin(turn, lead)
        if lead.rest.strip():
            turn.lines.append(lead.rest)
    yield from turn.close()


def _begin(turn: _Turn, lead: Lead) -> None:
    changes = lead.name is not None and lead.name != turn.speaker
    turn.paragraph = turn.paragraph or lead.fresh or lead.turn or changes
    turn.heading = turn.heading or lead.heading
    turn.speaker = lead.name or (None if lead.turn else turn.speaker)
    # What stands above the first turn beside a name that says nothing is how long it all lasts, or when it was.
    titled = turn.stamp and not turn.begun and lead.name and turn.stamp.name not in (None, lead.name)
    if lead.start_ms is not None or titled:
        turn.stamp = lead


def _split_inner(cue: Cue) -> Iterator[Cue]:
    """A stamp in the middle of a paragraph begins a cue of its own, in the same turn."""
    position, start, end, paragraph, heading = 0, cue.start_ms, cue.end_ms, cue.paragraph, cue.heading
    for match in islice(_INNER.finditer(cue.text), _MAX_INNER):
        before = cue.text[position : match.start()]
        if before.strip():
            yield replace(cue, text=before, start_ms=start, end_ms=None, paragraph=paragraph, heading=heading)
            paragraph, heading = False, ""
        position, start = match.end(), read_clock(match[1])
    rest = cue.text[position:]
    if not position:
        yield cue
    elif rest.strip():
        yield replace(cue, text=rest, start_ms=start, end_ms=end, paragraph=paragraph, heading=heading)


def loosen_captions(cues: Sequence[Cue]) -> tuple[Cue, ...]:
    """Where every line is a short stamped caption, empty lines between them begin no paragraph."""
    lengths = sorted(len(cue.text.split()) for cue in cues)
    timed = sum(cue.start_ms is not None for cue in cues)
    if not cues or timed < _TIMED_SHARE * len(cues) or lengths[len(lengths) // 2] > _SHORT_WORDS:
        return tuple(cues)
    before = [None, *(cue.speaker for cue in cues)]
    return tuple(replace(cue, paragraph=cue.speaker != name) for cue, name in zip(cues, before, strict=False))
