"""Turns one claimed fact into a proposed claim that stands in the transcript, or counts why it does not."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from operator import itemgetter

from ingest.extract.llm.answers import ClaimItem
from ingest.extract.llm.chunks import Chunk
from ingest.extract.llm.locate import Locator, Stretch
from ingest.extract.llm.naming import Names
from ingest.ids import fold_name
from ingest.language.flow import Flow
from ingest.language.lengths import count_words
from ingest.ontology import load_ontology
from ingest.records import Polarity, ProposedClaim

_LONGEST_QUOTE, _LONGEST_WIDENED = 700, 400
_ADDED_SHARE, _MOST_ADDED = 0.2, 4
"""How many of a quote's words, at its ends, nobody need have said, for the rest of it to be taken."""
_MOSTLY = 0.6
_BOTH_ENDS, _ONE_END, _NO_END = 0.9, 0.75, 0.45


@dataclass(frozen=True, slots=True)
class QuoteFinder:
    """Looks up the quotes of one chunk's answer, each once. `speakers`: their labels."""

    flow: Flow
    locator: Locator
    chunk: Chunk
    speakers: Sequence[str]
    sentences: Sequence[Stretch]
    known: dict[str, Stretch | None] = field(default_factory=dict)

    def list_by_end(self, items: Iterable[ClaimItem]) -> Mapping[str, Sequence[Stretch]]:
        """The quotes about each name that a claim joins, by its folded form."""
        quotes: dict[str, list[Stretch]] = {}
        for item in items:
            if place := self.find(item.quote):
                for name in (item.subject, item.object):
                    quotes.setdefault(fold_name(name), []).append(place)
        return quotes

    def find(self, quote: str) -> Stretch | None:
        if quote not in self.known:
            self.known[quote] = self._look_for(quote)
        return self.known[quote]

    def list_wider(self, place: Stretch) -> Iterator[Stretch]:
        """With the sentence before, and with the one after, where they are of the same turn."""
        number = bisect_right(self.sentences, place[0], key=itemgetter(0)) - 1
        if place[1] > self.sentences[number][1]:
            return
        for first, last in ((number - 1, number), (number, number + 1)):
            if first >= 0 and last < len(self.sentences):
                wider = min(place[0], self.sentences[first][0]), max(place[1], self.sentences[last][1])
                if wider[1] - wider[0] <= _LONGEST_WIDENED and self._is_one_turn(wider):
                    yield wider

    def _is_one_turn(self, place: Stretch) -> bool:
        first, last = self.flow.index_at(place[0]), self.flow.index_at(place[1] - 1)
        later = self.flow.segments[first + 1 : last + 1]
        return not any(s.paragraph or s.speaker != self.flow.segments[first].speaker for s in later)

    def _look_for(self, quote: str) -> Stretch | None:
        """In the chunk, or else anywhere; labels of speakers that the model copied along do not count, and a few words
        at an end may be its own."""
        for wanted in dict.fromkeys((quote, self._leave_out_labels(quote), *_list_parts(quote))):
            for bounds in ((self.chunk.lead, self.chunk.end), (0, None)):
                place = self.locator.find_quote(wanted, start=bounds[0], end=bounds[1])
                if place and (len(wanted.split()) > 1 or count_words(wanted) > 1):
                    return self._keep_one_speaker(place)
        return None

    def _keep_one_speaker(self, place: Stretch) -> Stretch | None:
        """The longest part of the stretch that one speaker says: nobody else's words may be put into a mouth. None
        where that is a question, or not most of the stretch: what was asked is not what was answered."""
        first, last = self.flow.index_at(place[0]), self.flow.index_at(place[1] - 1)
        segments, starts = self.flow.segments, self.flow.starts
        changes = [starts[n] for n in range(first + 1, last + 1) if segments[n].speaker != segments[n - 1].speaker]
        longest = max(pairwise((place[0], *changes, place[1])), key=lambda part: part[1] - part[0])
        if longest == place:
            return place
        mostly = longest[1] - longest[0] >= _MOSTLY * (place[1] - place[0])
        asked = self.flow.text[slice(*longest)].rstrip().endswith("?")
        return longest if mostly and not asked else None

    def _leave_out_labels(self, quote: str) -> str:
        for speaker in self.speakers:
            quote = quote.replace(f"{speaker}:", " … ")
        return quote.strip(" …\n")


def _list_parts(quote: str) -> Iterator[str]:
    """The quote without words at its ends, the longest first."""
    words = quote.split()
    for fewer in range(1, min(_MOST_ADDED, int(len(words) * _ADDED_SHARE)) + 1):
        for left in range(fewer + 1):
            yield " ".join(words[left : len(words) - fewer + left])


@dataclass(frozen=True, slots=True)
class ClaimFinder:
    """Looks up the claims of one chunk. `places`: where each title's names stand; `dropped` is added to."""

    flow: Flow
    quotes: QuoteFinder
    names: Names
    places: Mapping[str, Sequence[Stretch]]
    dropped: Counter[str]

    def find(self, item: ClaimItem) -> ProposedClaim | None:
        subject = self.names.look_up(item.subject, chunk=self.quotes.chunk.number)
        obj = self.names.look_up(item.object, chunk=self.quotes.chunk.number)
        place = self.quotes.find(item.quote)
        fault = self._name_fault(item, subject=subject, obj=obj, place=place)
        if fault or subject is None or obj is None or place is None:
            self.dropped[fault] += 1
            return None
        first, predicate, second = self._fit(subject, item.predicate.strip().lower(), obj)
        shown = self._widen(place, (first, second))
        return ProposedClaim(
            subject=first,
            predicate=predicate,
            object=second,
            quote=self.flow.quote_at(*shown),
            confidence=self._weigh(first, second, place),
            rule="llm",
            polarity=Polarity(item.polarity),
        )

    def _name_fault(self, item: ClaimItem, *, subject: str | None, obj: str | None, place: Stretch | None) -> str:
        if place is None or place[1] - place[0] > _LONGEST_QUOTE:
            return "quote_not_in_transcript" if place is None else "quote_too_long"
        if subject is None or obj is None or subject == obj:
            return "claim_end_unknown"
        known = item.predicate.strip().lower() in load_ontology().predicates
        return "" if known else "predicate_unknown"

    def _fit(self, subject: str, predicate: str, obj: str) -> tuple[str, str, str]:
        """Turned round, or only related, where the ontology says that the types can't be joined so."""
        left, right = self.names.type_of(subject), self.names.type_of(obj)
        fitting, turned = load_ontology().predicates[predicate].fit(left, right)
        return (obj, fitting, subject) if turned else (subject, fitting, obj)

    def _widen(self, place: Stretch, ends: tuple[str, str]) -> Stretch:
        """With the sentence before, or else after, where that names an end that the quoted sentence only means."""
        meant = [end for end in ends if not self._is_named(end, place)]
        wider = self.quotes.list_wider(place) if meant else ()
        return next((stretch for stretch in wider if any(self._is_named(end, stretch) for end in meant)), place)

    def _weigh(self, subject: str, obj: str, place: Stretch) -> float:
        """How far the quote itself names the two ends, the speaker counting as named."""
        named = sum(self._is_named(name, place) for name in (subject, obj))
        return (_NO_END, _ONE_END, _BOTH_ENDS)[named]

    def _is_named(self, name: str, place: Stretch) -> bool:
        speaker = self.flow.segment_at(place[0]).speaker
        if speaker and self.names.look_up(speaker, chunk=self.quotes.chunk.number) == name:
            return True
        return any(place[0] <= start and end <= place[1] for start, end in self._places_of(name))

    def _places_of(self, name: str) -> Iterator[Stretch]:
        yield from self.places.get(name, ())
