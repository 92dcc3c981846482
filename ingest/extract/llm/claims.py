"""Turns one claimed fact into a proposed claim that stands in the transcript, or counts why it does not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from ingest.extract.llm.answers import ClaimItem
from ingest.extract.llm.chunks import Chunk
from ingest.extract.llm.locate import Locator, Stretch
from ingest.extract.llm.naming import Names
from ingest.language.flow import Flow
from ingest.ontology import FALLBACK, load_ontology
from ingest.records import Polarity, ProposedClaim

_LONGEST_QUOTE = 700
_BOTH_ENDS, _ONE_END, _NO_END = 0.9, 0.75, 0.45


@dataclass(frozen=True, slots=True)
class ClaimFinder:
    """Looks up the claims of one chunk. `places`: where each title's names stand; `dropped` is added to."""

    flow: Flow
    locator: Locator
    chunk: Chunk
    names: Names
    places: dict[str, list[Stretch]]
    dropped: Counter[str]

    def find(self, item: ClaimItem) -> ProposedClaim | None:
        subject = self.names.look_up(item.subject, chunk=self.chunk.number)
        obj = self.names.look_up(item.object, chunk=self.chunk.number)
        place = self._find_quote(item.quote)
        fault = self._name_fault(item, subject=subject, obj=obj, place=place)
        if fault or subject is None or obj is None or place is None:
            self.dropped[fault] += 1
            return None
        first, predicate, second = self._fit(subject, item.predicate.strip().lower(), obj)
        return ProposedClaim(
            subject=first,
            predicate=predicate,
            object=second,
            quote=self.flow.quote_at(*place),
            confidence=self._weigh(first, second, place),
            rule="llm",
            polarity=Polarity(item.polarity),
        )

    def _find_quote(self, quote: str) -> Stretch | None:
        """In the chunk, or else anywhere; labels of speakers that the model copied along do not count."""
        for wanted in dict.fromkeys((quote, self._leave_out_labels(quote))):
            for bounds in ((self.chunk.lead, self.chunk.end), (0, None)):
                place = self.locator.find_quote(wanted, start=bounds[0], end=bounds[1])
                if place and len(wanted.split()) > 1:
                    return self._keep_one_speaker(place)
        return None

    def _keep_one_speaker(self, place: Stretch) -> Stretch:
        """The longest part of the stretch that one speaker says: nobody else's words may be put into a mouth."""
        first, last = self.flow.index_at(place[0]), self.flow.index_at(place[1] - 1)
        segments, starts = self.flow.segments, self.flow.starts
        changes = [starts[n] for n in range(first + 1, last + 1) if segments[n].speaker != segments[n - 1].speaker]
        return max(pairwise((place[0], *changes, place[1])), key=lambda part: part[1] - part[0])

    def _leave_out_labels(self, quote: str) -> str:
        for speaker in self.names.speakers:
            quote = quote.replace(f"{speaker}:", " … ")
        return quote.strip(" …\n")

    def _name_fault(self, item: ClaimItem, *, subject: str | None, obj: str | None, place: Stretch | None) -> str:
        if place is None or place[1] - place[0] > _LONGEST_QUOTE:
            return "quote_not_in_transcript" if place is None else "quote_too_long"
        if subject is None or obj is None or subject == obj:
            return "claim_end_unknown"
        known = item.predicate.strip().lower() in load_ontology().predicates
        return "" if known else "predicate_unknown"

    def _fit(self, subject: str, predicate: str, obj: str) -> tuple[str, str, str]:
        """Turned round, or only related, where the ontology says that the types can't be joined so."""
        facts = load_ontology().predicates[predicate]
        left, right = self.names.type_of(subject), self.names.type_of(obj)
        if facts.joins(left, right):
            return subject, predicate, obj
        if facts.joins(right, left):
            return obj, predicate, subject
        return subject, FALLBACK, obj

    def _weigh(self, subject: str, obj: str, place: Stretch) -> float:
        """How far the quote itself names the two ends, the speaker counting as named."""
        named = sum(self._is_named(name, place) for name in (subject, obj))
        return (_NO_END, _ONE_END, _BOTH_ENDS)[named]

    def _is_named(self, name: str, place: Stretch) -> bool:
        speaker = self.flow.segment_at(place[0]).speaker
        if speaker and self.names.look_up(speaker, chunk=self.chunk.number) == name:
            return True
        return any(place[0] <= start and end <= place[1] for start, end in self._places_of(name))

    def _places_of(self, name: str) -> Iterator[Stretch]:
        yield from self.places.get(name, ())
