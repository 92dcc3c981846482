"""Proposes names by a conditional random field, which also gives each token a coarse part of speech.

Text with capitals and text without have a model each. Models are trained by `bench/train_names`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files

import pycrfsuite

from ingest.extract.builtin.captions import split_spans
from ingest.extract.builtin.corpus import count_talks, is_well_known
from ingest.extract.builtin.features import Habits, list_features, read_habits
from ingest.extract.builtin.headlines import is_headline, is_safe
from ingest.extract.builtin.repair import Span, repair_spans
from ingest.extract.builtin.spelling import restore_case
from ingest.extract.builtin.talk import Find, Place, Talk
from ingest.language.background import Background
from ingest.language.given import is_given_name
from ingest.language.tokens import Run

Tags = tuple[str, ...]
"""One letter per token: B and I a name, N noun, J adjective, V verb, A auxiliary, R adverb, D determiner or pronoun,
E preposition, C conjunction, M number, X other."""


@dataclass(frozen=True, slots=True)
class Tagged:
    """`finds`: proposed names in order. `tags`: those of each run, in order."""

    finds: tuple[Find, ...]
    tags: tuple[Tags, ...]


def tag_talk(talk: Talk, *, background: Background) -> Tagged:
    tags = _tag_caseless(talk, background) if talk.caseless else _tag_cased(talk)
    finds = [
        Find(Place(number, first, last), "tagger")
        for number, run in enumerate(talk.runs)
        for first, last in _read_names(talk, run, tags[number], background)
    ]
    kept = finds if talk.english else [find for find in finds if _is_known(talk.runs[find.place.run], find.place)]
    return Tagged(tuple(kept), tuple(tags))


def _is_known(run: Run, place: Place) -> bool:
    """What may be believed in a language whose capitals mean other things: names of several words that are known, and
    people's full names. Single words that a list knows are found by the list."""
    lows = run.lows[place.first : place.last]
    return len(lows) > 1 and (is_well_known(lows) or (len(lows) == 2 and is_given_name(lows[0])))


def _read_names(talk: Talk, run: Run, tags: Tags, background: Background) -> Sequence[Span]:
    spans = list_spans(tags)
    if talk.caseless:
        return list(split_spans(run, spans, is_name=is_well_known))
    if not spans:
        return spans
    spans = list(repair_spans(run, spans, background=background, talks_of=count_talks))
    if talk.unpunctuated:
        spans = list(split_spans(run, spans, is_name=is_well_known))
    return [span for span in spans if is_safe(run, *span)] if is_headline(run, tags) else spans


def list_spans(tags: Sequence[str]) -> list[Span]:
    """First and last-plus-one token of each B I I …; an I without a B opens one too."""
    spans: list[Span] = []
    start: int | None = None
    for index, tag in enumerate((*tags, "X")):
        if tag != "I" and start is not None:
            spans.append((start, index))
            start = None
        if tag == "B" or (tag == "I" and start is None):
            start = index
    return spans


def _tag_cased(talk: Talk) -> list[Tags]:
    habits = read_habits(talk.runs)
    return [_tag("cased", run.words, run.lows, habits) for run in talk.runs]


def _tag_caseless(talk: Talk, background: Background) -> list[Tags]:
    """Names by the model for captions; other parts of speech by the other one, on text with capitals put back."""
    rows = []
    for run in talk.runs:
        words = [restore_case(low, background) for low in run.lows]
        named = _tag("caseless", run.lows, run.lows, {})
        other = _tag("cased", words, run.lows, {})
        rows.append(tuple(_merge_tags(a, b) for a, b in zip(named, other, strict=True)))
    return rows


def _merge_tags(named: str, other: str) -> str:
    if named in {"B", "I"}:
        return named
    return "N" if other in {"B", "I"} else other


def _tag(model: str, words: Sequence[str], lows: Sequence[str], habits: Habits) -> Tags:
    return tuple(open_model(model).tag(list_features(words, lows, habits=habits)))


@cache
def open_model(name: str) -> pycrfsuite.Tagger:
    """“cased” or “caseless”."""
    tagger = pycrfsuite.Tagger()
    with as_file(files("ingest.extract.builtin").joinpath(f"models/{name}.crf")) as path:
        tagger.open(str(path))
    return tagger
