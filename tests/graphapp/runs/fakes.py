"""Stand-ins with failure knobs: a pipeline that reads "Name: words" lines, and a graph store that can be down."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise

from graphapp.graph.errors import GraphUnavailable
from graphapp.graph.results import GraphChange, StoreStatus, Subgraph
from ingest.errors import ParseError
from ingest.records import Document, RawSource, Transcript
from tests.graphapp.videos.documents import build_document

STAGES = ("extract", "resolve", "relate", "outline")


@dataclass
class FakePipeline:
    """`fail_with`: raised while extracting, as often as `failures` says. `during`: called at each report."""

    fail_with: Exception | None = None
    failures: int = 10**6
    during: Callable[[str], None] | None = None
    read: list[str] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)

    def read_transcript(self, raw: RawSource, *, title: str | None = None, on_progress: object = None) -> Transcript:
        text = raw.data.decode("utf-8")
        if "unreadable" in text:
            raise ParseError("There is no transcript in it.", where=raw.source.name, advice="Choose another file.")
        return self._document(raw, title).transcript

    def _document(self, raw: RawSource, title: str | None) -> Document:
        words = raw.data.decode("utf-8").split()
        names = list(dict.fromkeys(word for word in words if word[0].isupper()))[:20]
        claims = [(a, "related_to", b) for a, b in pairwise(names)]
        built = build_document(
            title or raw.metadata.title or raw.source.name, {n: [] for n in names}, claims, extra_words=" ".join(words)
        )
        made = replace_source(built, raw)
        self.documents.append(made)
        return made

    def extract_document(
        self, transcript: Transcript, *, extractor: str, on_progress: Callable[..., None], lexicon: object = None
    ) -> Document:
        self.read.append(transcript.title)
        for stage in STAGES:
            if self.during:
                self.during(stage)
            on_progress(stage, 0.5)
        if self.fail_with and self.failures > 0:
            self.failures -= 1
            raise self.fail_with
        return next(document for document in self.documents if document.transcript is transcript)


def replace_source(document: Document, raw: RawSource) -> Document:
    from dataclasses import replace

    return replace(document, transcript=replace(document.transcript, source=raw.source, metadata=raw.metadata))


@dataclass
class FakeStore:
    """`down`: every write says that it does not answer. `poison`: a video whose change it can't take, which it
    says by `refusal`. `wiped`: it answers and holds nothing."""

    name: str = "fake"
    reads_record: bool = False
    down: bool = False
    wiped: bool = False
    poison: str = ""
    refusal: Exception = field(default_factory=lambda: ValueError("this change can't be taken"))
    written: list[GraphChange] = field(default_factory=list)

    def status(self) -> StoreStatus:
        return StoreStatus(self.name, reachable=self.wiped)

    def setup(self) -> None: ...

    def write(self, change: GraphChange) -> None:
        if self.down:
            raise GraphUnavailable("The graph store does not answer.")
        if self.poison and self.poison in change.replaced_videos:
            raise self.refusal
        self.written.append(change)

    def video_graph(self, video: str, *, filters: object = None) -> Subgraph:
        if self.down:
            raise GraphUnavailable("The graph store does not answer.")
        return Subgraph((), ())

    @property
    def videos(self) -> list[str]:
        """Ids of the videos written, in order."""
        return [video.id for change in self.written for video in change.videos]
