"""The extractor “gliner”: asks the model for our entity types by their names, piece by piece."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol, cast

from ingest.errors import ExtractorUnavailable
from ingest.extract.pieces import cut_pieces
from ingest.extract.protocol import Progress
from ingest.language.flow import Flow, join_segments
from ingest.ontology import load_ontology
from ingest.records import EntityType, Extraction, ExtractorInfo, KnownName, NamedSpan, Transcript

VERSION = "1"
_PIECE_CHARACTERS = 1200
"""About 220 words: GLiNER's models read 384 at most, the labels among them."""
_BATCH = 8
_THRESHOLD = 0.5


class GlinerModel(Protocol):
    """What is used of `gliner.GLiNER` (0.2.29)."""

    def inference(
        self, texts: list[str], labels: list[str], *, threshold: float, batch_size: int
    ) -> list[list[Mapping[str, Any]]]:
        """Per text, dicts with `start`, `end` (characters), `label` and `score`."""
        ...


class GlinerExtractor:
    """`GLINER_MODEL` is a folder with a model's files. Nothing is downloaded and nothing leaves the machine."""

    name = "gliner"

    def __init__(self, folder: str | None = None) -> None:
        path = _find_folder(folder or os.environ.get("GLINER_MODEL", "").strip())
        self._model = _load_model(path)
        self.version = f"{VERSION} {Path(path).name}"

    def extract(
        self, transcript: Transcript, *, known: Sequence[KnownName] = (), on_progress: Progress | None = None
    ) -> Extraction:
        """Known names are not asked for: resolution types and titles what they name."""
        began = time.perf_counter()
        flow = join_segments(transcript.segments)
        spans = tuple(self._find_spans(flow, on_progress))
        seconds = round(time.perf_counter() - began, 3)
        return Extraction(spans=spans, info=ExtractorInfo(name=self.name, version=self.version, seconds=seconds))

    def _find_spans(self, flow: Flow, report: Progress | None) -> Iterator[NamedSpan]:
        types = _name_types()
        pieces = cut_pieces(flow, most=_PIECE_CHARACTERS)
        for first in range(0, len(pieces), _BATCH):
            if report:
                report(first / len(pieces))
            batch = pieces[first : first + _BATCH]
            texts = [flow.text[start:end] for start, end in batch]
            found = self._model.inference(texts, list(types), threshold=_THRESHOLD, batch_size=_BATCH)
            for (start, _), entities in zip(batch, found, strict=True):
                yield from _make_spans(flow, entities, base=start, types=types)


def _name_types() -> Mapping[str, EntityType]:
    return {type.value.lower(): type for type in load_ontology().plurals}


def _make_spans(
    flow: Flow, entities: Iterable[Mapping[str, Any]], *, base: int, types: Mapping[str, EntityType]
) -> Iterator[NamedSpan]:
    for entity in entities:
        mention = flow.mention_at(base + int(entity["start"]), base + int(entity["end"]))
        type = types.get(str(entity["label"]).lower())
        if mention and type:
            yield NamedSpan(mention, type, min(1.0, max(0.0, float(entity["score"]))), reason="model")


def _find_folder(name: str) -> str:
    if not name or not Path(name).is_dir():
        found = f"GLINER_MODEL is “{name}”, which is no folder." if name else "The extractor “gliner” needs a model."
        raise ExtractorUnavailable(
            found, advice="Download a GLiNER model (such as gliner_medium-v2.1) and set GLINER_MODEL to its folder."
        )
    return str(Path(name).resolve())


@lru_cache(maxsize=1)
def _load_model(path: str) -> GlinerModel:
    """Kept for the process: loading takes several seconds. Raises `ImportError` where the package is missing."""
    library = import_module("gliner")
    try:
        return cast(GlinerModel, library.GLiNER.from_pretrained(path, local_files_only=True))
    except (OSError, ValueError, RuntimeError, KeyError) as error:
        raise ExtractorUnavailable(
            f"The GLiNER model in {path} can't be loaded: {' '.join(str(error).split())[:200]}",
            advice="Set GLINER_MODEL to a folder with a whole model: its configuration, weights and tokenizer.",
        ) from error
