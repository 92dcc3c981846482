"""Tags all talks and collects how each name is used: mentions, talks, cues, contexts, and how often a speaker has it.

Usage: python -m bench.train_names.tag_corpus REPOSITORY OUT.pkl
"""

from __future__ import annotations

import pickle
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from bench.train_names.talks import list_talks, read_talks
from ingest.extract.builtin.contexts import list_contexts
from ingest.extract.builtin.cues import read_window
from ingest.extract.builtin.features import list_features, read_habits
from ingest.extract.builtin.repair import repair_spans
from ingest.extract.builtin.tagger import list_spans, open_model
from ingest.language.background import load_background
from ingest.language.speakers import clean_speaker
from ingest.language.tokens import Run, split_runs

MENTIONS = 300
"""Contexts of more mentions of one name are not kept."""
DULL_OPENERS = frozenset("I And So But Yeah It That We You The There They Right This".split())


@dataclass(slots=True)
class Usage:
    mentions: int = 0
    talks: int = 0
    spoken: int = 0
    """Mentions in talks where a speaker has the name."""
    cues: Counter[str] = field(default_factory=Counter)
    contexts: Counter[str] = field(default_factory=Counter)
    forms: Counter[str] = field(default_factory=Counter)


def is_worth_tagging(run: Run) -> bool:
    inner = any(word[0].isupper() for word in run.words[1:] if word != "I")
    return len(run) >= 3 and (inner or (run.words[0][0].isupper() and run.words[0] not in DULL_OPENERS))


def main(repository: str, out: str) -> None:
    began = time.time()
    background = load_background()
    names: dict[str, Usage] = {}
    for number, (_, paragraphs) in enumerate(read_talks(Path(repository), list_talks(Path(repository)))):
        runs = [run for p in paragraphs for run in split_runs(p.text)]
        habits = read_habits(runs)
        people = {clean_speaker(p.speaker) for p in paragraphs if p.speaker} - {None}
        spoken = {s for person in people for s in (person.lower(), person.lower().split()[0])}
        seen: set[str] = set()
        for run in filter(is_worth_tagging, runs):
            tags = open_model("cased").tag(list_features(run.words, run.lows, habits=habits))
            spans = list_spans(tags)
            for first, last in repair_spans(run, spans, background=background, talks_of=lambda _: 0) if spans else ():
                key = " ".join(run.lows[first:last])
                usage = names.setdefault(key, Usage())
                note_mention(usage, run, first, last)
                usage.spoken += key in spoken
                usage.talks += key not in seen
                seen.add(key)
        if number % 200 == 0:
            print(number, len(names), round(time.time() - began), flush=True)
    kept = {key: usage for key, usage in names.items() if usage.talks >= 2 or usage.mentions >= 3}
    Path(out).write_bytes(pickle.dumps(kept))
    print(len(names), len(kept), round(time.time() - began))


def note_mention(usage: Usage, run: Run, first: int, last: int) -> None:
    usage.mentions += 1
    usage.forms[" ".join(run.words[first:last])] += 1
    if usage.mentions <= MENTIONS:
        for cue in read_window(run.lows, first, last):
            usage.cues[cue.type.value] += cue.weight
        usage.contexts.update(set(list_contexts(run.lows, first, last)))


if __name__ == "__main__":
    main(*sys.argv[1:3])
