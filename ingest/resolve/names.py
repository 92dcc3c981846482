"""The names of one video before they are joined: spans of equal folded name, and speakers.

Decides nothing about which names are the same thing.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Mapping, Sequence

from ingest.ids import fold_name
from ingest.language.introductions import find_full_names
from ingest.language.speakers import clean_speaker
from ingest.records import CUT, LOOSE, KnownName, Mention, NamedSpan, Transcript
from ingest.resolve.fences import Fences
from ingest.resolve.labels import write_speaker
from ingest.resolve.name import Name

SURE_REASONS = frozenset({"lexicon", LOOSE, "known"})
"""Where a span came from a list of names, not from a guess."""


def choose_spans(transcript: Transcript, spans: Sequence[NamedSpan]) -> list[NamedSpan]:
    """One span per place: the longest wins, of equals the surer. In transcript order; misplaced ones are left out."""
    texts = {segment.id: segment.text for segment in transcript.segments}
    order = {segment.id: number for number, segment in enumerate(transcript.segments)}
    kept: list[NamedSpan] = []
    taken: dict[str, list[tuple[int, int]]] = {}
    for span in sorted(spans, key=lambda s: (-(s.mention.end - s.mention.start), -s.confidence, s.mention.start)):
        row = taken.setdefault(span.mention.segment, [])
        if _lies_within(span.mention, texts) and _is_free(span.mention, row):
            insort(row, (span.mention.start, span.mention.end))
            kept.append(span)
    kept.sort(key=lambda s: (order[s.mention.segment], s.mention.start))
    return kept


def _is_free(place: Mention, row: list[tuple[int, int]]) -> bool:
    """`row`: taken stretches, sorted, none overlapping another."""
    after = bisect_left(row, (place.start, place.end))
    clear_left = after == 0 or row[after - 1][1] <= place.start
    return clear_left and (after == len(row) or row[after][0] >= place.end)


def _lies_within(place: Mention, texts: Mapping[str, str]) -> bool:
    text = texts.get(place.segment)
    return text is not None and 0 <= place.start < place.end <= len(text)


def collect_names(
    transcript: Transcript, *, spans: Sequence[NamedSpan], known: Sequence[KnownName], fences: Fences
) -> dict[str, Name]:
    """Names by folded form, in order of first appearance, speakers last unless they are named too."""
    texts = {segment.id: segment.text for segment in transcript.segments}
    canonical = _index_known(known)
    names: dict[str, Name] = {}
    for span in spans:
        place = span.mention
        surface = " ".join(texts[place.segment][place.start : place.end].split())
        lent = canonical.get(fold_name(span.name or surface))
        title = lent.name if lent else span.name or surface
        refused = fences.part(fold_name(surface), fold_name(title))
        title = surface if refused else title
        folded = fold_name(title)
        name = names.setdefault(folded, Name(folded, told=folded in fences.told))
        name.spans.append(span)
        if span.reason != CUT:
            name.surfaces[surface] += 1
        if span.reason == LOOSE and lent is None:
            name.loose.add(fold_name(surface))
        name.titles[title] += 1
        name.types[lent.type if lent else span.type] += _weigh(span.confidence)
        name.sure = name.sure or (not refused and (lent is not None or span.reason in SURE_REASONS))
    _add_speakers(transcript, names)
    return names


def _weigh(confidence: float) -> int:
    """Whole numbers, so that sums do not depend on the order of adding."""
    return max(1, round(confidence * 100))


def _index_known(known: Sequence[KnownName]) -> dict[str, KnownName]:
    index: dict[str, KnownName] = {}
    for lent in known:
        for form in (lent.name, *lent.aliases):
            index.setdefault(fold_name(form), lent)
    return index


def _forms_of(name: Name) -> list[str]:
    """The surfaces that are the name's own letters, most frequent first: no alias, no short form."""
    return [form for form, _ in name.surfaces.most_common() if fold_name(form) == name.folded]


def _add_speakers(transcript: Transcript, names: dict[str, Name]) -> None:
    full = find_full_names(transcript.segments)
    for segment in transcript.segments:
        person = (full.get(segment.speaker) or clean_speaker(segment.speaker)) if segment.speaker else None
        if person and segment.speaker:
            folded = fold_name(person)
            name = names.setdefault(folded, Name(folded))
            if not name.speaker:
                name.speaker = True
                name.titles[write_speaker(person, said=_forms_of(name))] += 10**6
            if segment.speaker not in name.labels:
                name.labels = (*name.labels, segment.speaker)
            name.turns += 1
