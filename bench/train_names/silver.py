"""Turns the teacher's labels into training labels: untyped names, and coarse parts of speech for all other words.

The teacher's spans are corrected: ordinary words and plural acronyms out; link texts, speakers, usual names and the
lexicon's names in; then every same string of the talk.

Usage: python -m bench.train_names.silver TEACHER.pkl COUNTS.pkl OUT.pkl
"""

from __future__ import annotations

import pickle
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from ingest.extract.builtin.capitals import is_title_word
from ingest.extract.builtin.gazetteer import load_gazetteer
from ingest.extract.builtin.words import ARTICLES, NEVER_NAMES
from ingest.language.background import load_background
from ingest.language.speakers import clean_speaker
from ingest.language.tokens import Run, split_runs
from ingest.records import EntityType

NAMES = {"PERSON", "ORG", "GPE", "LOC", "FAC", "PRODUCT", "WORK_OF_ART", "EVENT"}
COARSE = {
    "NOUN": "N", "PROPN": "N", "ADJ": "J", "VERB": "V", "AUX": "A", "ADV": "R", "DET": "D", "PRON": "D",
    "ADP": "E", "SCONJ": "E", "PART": "E", "CCONJ": "C", "NUM": "M",
}  # fmt: skip
BACKGROUND = load_background()
GAZETTEER = load_gazetteer()

Spans = set[tuple[int, int]]


def plural_acronyms(counts: Mapping[str, Any]) -> set[str]:
    """APIs, GPUs: written in capitals and counted, hence common nouns."""
    upper, middle = counts["upper"], counts["middle"]
    words = {low for low, n in upper.items() if n >= 5 and n > 0.6 * middle[low]}
    counted = {low for low in words if counts["capital"].get(low + "s", 0) >= 5}
    listed = {low for low in counted if _is_listed_name(low)}
    return (counted - listed) | {low + "s" for low in counted - listed}


def _is_listed_name(low: str) -> bool:
    form = GAZETTEER.find((low,))
    return form is not None and form.entry.type is not EntityType.CONCEPT


def label_talk(talk: Sequence[Any], generic: set[str]) -> list[tuple[Run, list[str]]]:
    """Runs of one talk with a label per token."""
    rows = [row for paragraph in talk for row in _read_runs(*paragraph[1:])]
    spans = [_clean(run, _to_tokens(run, ents), generic) for run, _, ents, _ in rows]
    for (run, _, _, links), own in zip(rows, spans, strict=True):
        _add(own, (s for s in _to_tokens(run, links) if _is_all_capitals(run, s)))
        _add(own, _usual_names(run, generic))
    speakers = {clean_speaker(p[0]) for p in talk if p[0]} - {None}
    strings = {s for name in speakers for s in (tuple(name.lower().split()), tuple(name.lower().split()[:1]))}
    strings |= {
        run.lows[a:b] for (run, *_), own in zip(rows, spans, strict=True) for a, b in own if _is_sure(run, a, b)
    }
    labelled = []
    for (run, tags, _, _), own in zip(rows, spans, strict=True):
        _add(own, _same_strings(run, strings))
        _apply_lexicon(run, own)
        labelled.append((run, _to_labels(tags, own)))
    return labelled


def _read_runs(text: str, links: Sequence[Any], tags: Sequence[Any], ents: Sequence[Any]) -> Iterator[Any]:
    by_start = dict(tags)
    for run in split_runs(text):
        low, high = run.starts[0], run.ends[-1]
        inside = [(a, b) for a, b, kind in ents if kind in NAMES and low <= a and b <= high]
        anchors = [(a, b) for a, b, _ in links if low <= a and b <= high]
        yield run, [COARSE.get(by_start.get(start, ""), "X") for start in run.starts], inside, anchors


def _to_tokens(run: Run, spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for start, end in spans:
        inside = [i for i in range(len(run)) if run.ends[i] > start and run.starts[i] < end]
        if inside:
            yield inside[0], inside[-1] + 1


def _clean(run: Run, spans: Iterable[tuple[int, int]], generic: set[str]) -> Spans:
    kept: Spans = set()
    for span in spans:
        first, last = span
        while first < last and (run.lows[first] in ARTICLES or not run.words[first][0].isalnum()):
            first += 1
        while last > first and (run.lows[last - 1] == "'s" or not run.words[last - 1][0].isalnum()):
            last -= 1
        if first < last and not _is_ordinary(run, first, last, generic):
            kept.add((first, last))
    return kept


def _is_ordinary(run: Run, first: int, last: int, generic: set[str]) -> bool:
    lows = run.lows[first:last]
    if all(low in NEVER_NAMES or low in generic or low[0].isdigit() for low in lows):
        return True
    if not any(is_title_word(word) for word in run.words[first:last]):
        return True
    share = BACKGROUND.capital_share(lows[0])
    return len(lows) == 1 and share is not None and share < 0.3


def _is_all_capitals(run: Run, span: tuple[int, int]) -> bool:
    words = run.words[span[0] : span[1]]
    return len(words) <= 5 and all(word[0].isupper() for word in words) and run.lows[span[0]] not in NEVER_NAMES


def _usual_names(run: Run, generic: set[str]) -> Iterator[tuple[int, int]]:
    """Words in mid-sentence with a capital that talks usually write so."""
    for i in range(1, len(run)):
        low = run.lows[i]
        usual = run.words[i][0].isupper() and (BACKGROUND.capital_share(low) or 0.0) > 0.6 and len(low) > 1
        if usual and low not in NEVER_NAMES and low not in generic:
            yield i, i + 1


def _is_sure(run: Run, first: int, last: int) -> bool:
    inside = first > 0 and run.words[first - 1][0] not in "\"'-(:.?!"
    return inside and all(is_title_word(word) for word in run.words[first:last])


def _same_strings(run: Run, strings: set[tuple[str, ...]]) -> Iterator[tuple[int, int]]:
    sizes = (4, 3, 2, 1)
    for first in range(len(run)):
        for size in sizes:
            capital = first + size <= len(run) and run.words[first][0].isupper()
            if capital and run.lows[first : first + size] in strings and run.lows[first] not in NEVER_NAMES:
                yield first, first + size
                break


def _add(spans: Spans, more: Iterable[tuple[int, int]]) -> None:
    for first, last in more:
        if not any(first < b and a < last for a, b in spans):
            spans.add((first, last))


def _apply_lexicon(run: Run, spans: Spans) -> None:
    index = 0
    while index < len(run):
        form = GAZETTEER.match_at(run.lows, index)
        end = index + (len(form.lows) if form else 1)
        if form and form.entry.type is EntityType.CONCEPT:
            spans.discard((index, end))
        elif form and _is_named(run, index, end, form.common, form.text == form.entry.name):
            crossed = {(a, b) for a, b in spans if a < end and index < b}
            if not any(b - a > end - index for a, b in crossed):
                spans -= crossed
                spans.add((index, end))
        index = end


def _is_named(run: Run, first: int, last: int, common: bool, own: bool) -> bool:
    capital = any(c.isupper() for word in run.words[first:last] for c in word)
    if not capital:
        return own and not common and last - first == 1 and len(run.words[first]) > 4
    return not common or (first > 0 and run.words[first - 1][0] not in "\"'-(:.?!")


def _to_labels(tags: Sequence[str], spans: Spans) -> list[str]:
    labels = list(tags)
    for first, last in spans:
        labels[first:last] = ["B"] + ["I"] * (last - first - 1)
    return labels


def main(teacher: str, counts: str, out: str) -> None:
    generic = plural_acronyms(pickle.loads(Path(counts).read_bytes()))
    talks = pickle.loads(Path(teacher).read_bytes())
    rows = [(name, label_talk(talk, generic)) for name, talk in talks]
    Path(out).write_bytes(pickle.dumps(rows))
    names = sum(labels.count("B") for _, talk in rows for _, labels in talk)
    print(
        len(rows), "talks", sum(len(r) for _, t in rows for r, _ in t), "tokens", names, "names", sorted(generic)[:40]
    )


if __name__ == "__main__":
    main(*sys.argv[1:4])
