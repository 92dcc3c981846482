"""What is measured of each concept candidate. Training and use call the same function; its order is the model's."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice, pairwise

from ingest.extract.builtin.candidates import Candidate
from ingest.extract.builtin.phrasemodel import rate_phrase
from ingest.extract.builtin.talk import Place, Talk
from ingest.extract.builtin.words import EMPTY_HEADS
from ingest.language.background import Background
from ingest.language.plurals import singular

_ABSTRACT = re.compile(r"(?:tion|sion|ment|ity|ness|ism|ance|ence|ship|logy|graphy|ing|ics|sis|cy|ure|age|al|th|hood)$")
_NEAR = 12
_CENTRAL_WORDS = 40
_PLACES = 40
_RARITY_CAP = 7.0
_PLAIN = 3.0
USUAL_WORDS = 3000
"""Words of a talk of usual length: the model was trained on such, and a longer one says everything more often."""


@dataclass(frozen=True, slots=True)
class TalkMeasures:
    """`counts` of singular words; `central`: how much a word stands for this talk, about 0..3; `starts` of runs."""

    counts: Counter[str]
    central: Mapping[str, float]
    flat: list[str]
    starts: list[int]
    words: int

    @property
    def share(self) -> float:
        """How much of what is said would be said in a talk of usual length, 0..1."""
        return math.sqrt(USUAL_WORDS / max(USUAL_WORDS, self.words))


def measure_talk(talk: Talk, *, background: Background) -> TalkMeasures:
    flat: list[str] = []
    starts: list[int] = []
    for run in talk.runs:
        starts.append(len(flat))
        flat += [singular(low) for low in run.lows]
    counts = Counter(flat)
    return TalkMeasures(counts, _find_central(counts, background), flat, starts, max(1, talk.words))


def _find_central(counts: Counter[str], background: Background) -> dict[str, float]:
    scores = {
        low: min(count - 1, 49) * max(0.0, background.rarity(low) - 0.7)
        for low, count in counts.items()
        if count > 1 and len(low) > 2 and low[0].isalpha()
    }
    top = sorted(scores.items(), key=lambda row: (-row[1], row[0]))[:_CENTRAL_WORDS]
    scale = top[min(5, len(top) - 1)][1] if top else 1.0
    return {low: math.sqrt(score / (scale + 1e-9)) for low, score in top if score > 0}


def measure_candidate(
    candidate: Candidate, *, talk: Talk, measures: TalkMeasures, background: Background
) -> dict[str, float]:
    """Every measure by name."""
    words = [word for word in candidate.words if word != "of"]
    count = candidate.count
    head = words[-1]
    rarities = [min(_RARITY_CAP, _rarity(word, background)) for word in words]
    central = [_near_central(candidate, place, measures) for place in islice(candidate.places, _PLACES)]
    plain = max(0.0, _PLAIN - rarities[-1]) if len(words) == 1 else 0.0
    own = [measures.central.get(word, 0.0) for word in words]
    said = math.log(max(1.0, count * measures.share))
    return {
        "log_count": said,
        "log_whole": math.log1p(max(float(candidate.whole > 0), candidate.whole * measures.share)),
        "whole_share": candidate.whole / count,
        "first": _position(candidate, measures) / measures.words,
        "spread": math.log(len({p.run // 6 for p in candidate.places})),
        "two": float(len(words) == 2),
        "three": float(len(words) == 3),
        "four": float(len(words) >= 4),
        "head_rarity": rarities[-1],
        "least_rarity": min(rarities),
        "most_rarity": max(rarities),
        "ratio": _ratio(candidate, measures, background),
        "count_rarity": said * rarities[-1],
        "abstract": float(bool(_ABSTRACT.search(head))),
        "empty_head": float(head in EMPTY_HEADS or head + "s" in EMPTY_HEADS),
        "bare": candidate.bare / count,
        "before_of": candidate.before_of / count,
        "owned": candidate.owned / count,
        "longer": math.log1p(len(candidate.longer) * measures.share),
        "capitals": candidate.capitals / count if not talk.caseless else 0.3,
        "acronym": float(any(form.isupper() and len(form) > 1 for form in candidate.forms)),
        "named": candidate.named / count,
        "listed": float(candidate.listed is not None),
        "listed_common": float(candidate.listed is not None and candidate.listed.common),
        "near_central": max(central),
        "mean_central": sum(central) / len(central),
        "own_central": sum(own) / len(own),
        "looks": 0.0 if candidate.listed else rate_phrase(candidate.key),
        "looks_single": 0.0 if candidate.listed or len(words) > 1 else rate_phrase(candidate.key),
        "rare_single": float(len(words) == 1 and count == 1),
        "plain_single": plain,
        "plain_count": plain * said,
        "plain_head": max(0.0, _PLAIN - rarities[-1]) if len(words) > 1 else 0.0,
        "surprise": _surprise(candidate, measures, background),
        "hyphen": float("-" in candidate.key),
        "of_inside": float(" of " in candidate.key),
        **_corpus_measures(words, background),
    }


def _corpus_measures(words: list[str], background: Background) -> dict[str, float]:
    """How talks at large use the words: in bursts, as topics are, or evenly; with articles or without."""
    head = background.count_of(words[-1])
    plural = background.count_of(words[-1] + "s")
    count = head.count + plural.count
    talks = max(head.talks, plural.talks, 1)
    pair = max((_pair_of(a, b, background) for a, b in pairwise(words)), default=(0, 0))
    return {
        "head_burst": (max(head.burst, plural.burst) + 0.5) / (talks + 3),
        "head_fixed": (head.fixed + plural.fixed + 1) / (count + 3),
        "pair_known": math.log1p(pair[0]),
        "pair_burst": (pair[1] + 0.3) / (pair[0] + 2) if pair[0] else 0.0,
        "head_mean": math.log((count + 2) / (talks + 1)),
    }


def _pair_of(left: str, right: str, background: Background) -> tuple[int, int]:
    one = background.pairs.get(f"{left} {right}", (0, 0))
    more = background.pairs.get(f"{left} {right}s", (0, 0))
    return max(one, more)


def _rarity(word: str, background: Background) -> float:
    return min(background.rarity(word), background.rarity(word + "s"))


def _position(candidate: Candidate, measures: TalkMeasures) -> int:
    return min(measures.starts[place.run] + place.first for place in candidate.places)


def _ratio(candidate: Candidate, measures: TalkMeasures, background: Background) -> float:
    """Log of how much more often than elsewhere a single word is said here; 0 for phrases."""
    if " " in candidate.key:
        return 0.0
    known = background.count_of(candidate.key).count + background.count_of(candidate.key + "s").count
    expected = (known + 1) / background.tokens
    return max(-2.0, min(8.0, math.log(candidate.count / measures.words / expected)))


def _surprise(candidate: Candidate, measures: TalkMeasures, background: Background) -> float:
    """As `_ratio`, but a word that is rare everywhere must be said more than once."""
    if " " in candidate.key:
        return 0.0
    known = background.count_of(candidate.key).count + background.count_of(candidate.key + "s").count
    expected = known / background.tokens * measures.words * measures.share
    return math.log((max(1.0, candidate.count * measures.share) + 0.3) / (expected + 1.3))


def _near_central(candidate: Candidate, place: Place, measures: TalkMeasures) -> float:
    first = measures.starts[place.run] + place.first
    last = measures.starts[place.run] + place.last
    own = {singular(word) for word in candidate.words}
    near = {*measures.flat[max(0, first - _NEAR) : first], *measures.flat[last : last + _NEAR]} - own
    return math.fsum(measures.central.get(word, 0.0) for word in near)
