"""One extraction from the first question to the last answer; what is true of it is judged elsewhere."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from ingest.extract.builtin import BuiltinExtractor
from ingest.extract.llm.chunks import Chunk, cut_chunks
from ingest.extract.llm.endpoint import Endpoint
from ingest.extract.llm.facts import Facts, gather_facts
from ingest.extract.llm.interview import Heard, Question, ask_chunk, ask_outline
from ingest.extract.llm.locate import Locator
from ingest.extract.llm.outlining import (
    Proposals,
    add_silent,
    choose_proposals,
    gather_proposals,
    list_proposals,
    write_outline,
)
from ingest.extract.llm.questions import name_speakers, pick_names
from ingest.extract.llm.settings import LlmSettings
from ingest.extract.llm.wording import ask_about_chunk, ask_for_outline
from ingest.extract.llm.workers import Result, run_side_by_side
from ingest.extract.protocol import Progress
from ingest.language.flow import Flow, join_segments
from ingest.language.lengths import count_words
from ingest.language.sentences import Stretch, split_sentences
from ingest.records import KnownName, NamedSpan, Outline, Transcript, Warning

_WORDS_A_CHAPTER = 350
_LEAST_CHAPTERS, _MOST_OF_SHORT, _MOST_CHAPTERS = 3, 8, 24


@dataclass(frozen=True, slots=True)
class Run:
    """Everything that one extraction shares. `stop` ends its waiting and its workers."""

    transcript: Transcript
    settings: LlmSettings
    known: Sequence[KnownName]
    report: Progress
    flow: Flow
    locator: Locator
    sentences: Sequence[Stretch]
    chunks: tuple[Chunk, ...]
    endpoint: Endpoint
    stop: threading.Event

    @classmethod
    def begin(
        cls, transcript: Transcript, *, settings: LlmSettings, known: Sequence[KnownName], report: Progress
    ) -> Run:
        stop = threading.Event()
        flow = join_segments(transcript.segments)
        sentences = split_sentences(flow)
        return cls(
            transcript=transcript,
            settings=settings,
            known=known,
            report=report,
            flow=flow,
            locator=Locator(flow.text),
            sentences=sentences,
            chunks=cut_chunks(flow, sentences=sentences, words=settings.chunk_words, overlap=settings.overlap_words),
            endpoint=Endpoint(settings, stop=stop),
            stop=stop,
        )

    def ask_all(self) -> list[Heard]:
        """The first chunk alone, since introductions are made there; the others side by side, with its names."""
        first: list[Heard] = self._side_by_side([self._question(self.chunks[0], names=())], before=0)
        names = [f"{item.name} ({item.type})" for item in first[0].answer.entities]
        rest = [self._question(chunk, names=names) for chunk in self.chunks[1:]]
        return [*first, *(self._side_by_side(rest, before=1) if rest else ())]

    def gather(self, heard: Sequence[Heard]) -> tuple[Facts, Outline | None, tuple[Warning, ...]]:
        answers = [(chunk, each.answer) for chunk, each in zip(self.chunks, heard, strict=True) if not each.failure]
        facts = gather_facts(self.flow, self.locator, sentences=self.sentences, answers=answers)
        proposals = gather_proposals(self.locator, answers=answers, dropped=facts.dropped)
        topics = proposals.topics
        warnings: tuple[Warning, ...] = ()
        if len(answers) > 1 and proposals.chapters:
            proposals, warnings = self._choose(proposals)
        silent = [chunk for chunk, each in zip(self.chunks, heard, strict=True) if each.failure]
        proposals = add_silent(self.flow, proposals, chunks=silent)
        outline = write_outline(self.flow, self.locator, proposals=proposals, spare=topics, facts=facts)
        return facts, outline, warnings

    def _choose(self, proposals: Proposals) -> tuple[Proposals, tuple[Warning, ...]]:
        most = max(_MOST_OF_SHORT, min(_MOST_CHAPTERS, self.flow.text.count(" ") // _WORDS_A_CHAPTER))
        messages = ask_for_outline(list_proposals(proposals), least=_LEAST_CHAPTERS, most=most)
        [answer] = self._side_by_side([partial(ask_outline, self.endpoint, messages)], before=len(self.chunks))
        chosen = choose_proposals(proposals, answer=answer, least=_LEAST_CHAPTERS)
        if answer is not None and chosen.chapters is not proposals.chapters:
            return chosen, ()
        message = "The model made no outline of the whole: the chapters of all its parts stand."
        return chosen, (Warning("outline_failed", message),)

    def fall_back(self, heard: Sequence[Heard]) -> Iterable[NamedSpan]:
        """What the built-in extractor finds in the chunks that failed."""
        for chunk, each in zip(self.chunks, heard, strict=True):
            if each.failure:
                first, last = self.flow.index_at(chunk.start), self.flow.index_at(chunk.end - 1)
                part = replace(self.transcript, segments=self.transcript.segments[first : last + 1])
                yield from BuiltinExtractor().extract(part, known=self.known).spans

    def warn(self, heard: Sequence[Heard]) -> Iterable[Warning]:
        for chunk, each in zip(self.chunks, heard, strict=True):
            yield from each.warnings
            if each.failure:
                message = f"The model gave no usable answer for this part ({each.failure})"
                message += ": the built-in extractor found its names, and nobody its connections."
                yield Warning("chunk_fell_back", message, self._name_place(chunk))
        if self.endpoint.cache.broken:
            yield Warning("llm_cache_unwritable", "Answers could not be kept: a run that is stopped pays again.")
        yield Warning("llm_usage", self.endpoint.meter.describe())

    def _question(self, chunk: Chunk, *, names: Sequence[str]) -> Callable[[], Heard]:
        second_look = self.settings.second_look
        ask = partial(
            ask_about_chunk,
            chunk,
            title=self.transcript.title,
            speakers=name_speakers(self.transcript),
            second_look=second_look == "inline",
        )
        question = Question(
            messages=ask(names=pick_names(chunk.text, so_far=names, known=self.known)),
            key=self.endpoint.name_question(list(ask(names=()))),
            words=count_words(chunk.text),
            where=self._name_place(chunk),
        )
        return partial(ask_chunk, self.endpoint, question, second_look=second_look)

    def _side_by_side(self, jobs: Sequence[Callable[[], Result]], *, before: int) -> list[Result]:
        whole = len(self.chunks) + 1
        return run_side_by_side(
            jobs,
            workers=self.settings.concurrency,
            stop=self.stop,
            tick=lambda done: self.report(min(1.0, (before + done) / whole)),
        )

    def _name_place(self, chunk: Chunk) -> str:
        segment = self.flow.segment_at(chunk.start).id
        return f"part {chunk.number + 1} of {len(self.chunks)}, from segment {segment}"
