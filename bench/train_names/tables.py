"""Writes the product's tables from the counts: background, given names, and common words that are no nouns.

Usage: python -m bench.train_names.tables COUNTS.pkl CENSUS_FOLDER WORDNET_FOLDER
"""

from __future__ import annotations

import pickle
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from ingest.language.words import word_set

LANGUAGE = Path("ingest/language")
BACKGROUND = LANGUAGE / "background.tsv"
MODELS = Path("ingest/extract/builtin/models")
WORD_TALKS = 6
PAIR_TALKS = 10
EMPTY = word_set(
    """
    the and for that this with you are have was but not they what can all from just your our its his
    her their has had about out when who will would there some then them than been more very how
    could should into because really going think know like one get got i it is to of in on at a an
    so we he she be do my me if or as by no up 's 're n't 've 'll 'm
    """
)


def main(counts: str, census: str, wordnet: str) -> None:
    rows = pickle.loads(Path(counts).read_bytes())
    words = {w for w, n in rows["df"].items() if n >= WORD_TALKS}
    write_background(rows, words)
    given = read_given(rows, Path(census))
    (LANGUAGE / "given.txt").write_text("\n".join(sorted(given)) + "\n", "utf-8")
    nouns = read_nouns(Path(wordnet))
    rest = {w for w in words if w.isalpha() and rows["count"][w] >= 40 and not is_noun(w, nouns)}
    (MODELS / "no_nouns.txt").write_text("\n".join(sorted(rest)) + "\n", "utf-8")
    compounds = {n.replace("_", " ") for n in nouns if "_of_" in n and n.islower()}
    (MODELS / "compounds.txt").write_text("\n".join(sorted(compounds)) + "\n", "utf-8")
    print(len(words), len(given), len(rest), len(compounds))


def write_background(rows: Mapping[str, Any], words: set[str]) -> None:
    pairs = sorted(pair for pair, n in rows["pairs"].items() if n >= PAIR_TALKS and _is_telling(pair, words))
    lines = [f"{rows['talks']}\t{sum(rows['count'].values())}\t{len(words)}"]
    for word in sorted(words):
        counts = [
            rows.get(part, {}).get(word, 0) for part in ("df", "count", "middle", "capital", "upper", "fixed", "burst")
        ]
        lines.append("\t".join([word, *map(str, counts)]))
    lines += [f"{pair}\t{rows['pairs'][pair]}\t{rows.get('pair_burst', {}).get(pair, 0)}" for pair in pairs]
    BACKGROUND.write_text("\n".join(lines), "utf-8")


def _is_telling(pair: str, words: set[str]) -> bool:
    return all(word in words and word not in EMPTY and len(word) > 2 for word in pair.split(" "))


def read_given(rows: Mapping[str, Any], census: Path) -> set[str]:
    """Given names of the census that talks don't use as ordinary words, and those of speakers."""
    names = {line.split()[0].lower() for path in sorted(census.glob("dist.*.first")) for line in path.open()}
    kept = {name for name in names if len(name) > 2 and not _is_word(name, rows)}
    for speaker in rows["speakers"]:
        parts = speaker.split()
        if len(parts) >= 2 and parts[0].isalpha() and parts[0].istitle():
            low = parts[0].lower()
            if len(low) > 2 and not _is_word(low, rows):
                kept.add(low)
    return kept


def _is_word(low: str, rows: Mapping[str, Any]) -> bool:
    return rows["df"].get(low, 0) > 3 and rows["capital"].get(low, 0) < 0.8 * rows["middle"].get(low, 0)


def read_nouns(wordnet: Path) -> set[str]:
    lines: Iterable[str] = (wordnet / "index.noun").open(encoding="latin-1")
    return {line.split(" ")[0] for line in lines if line[0] != " "}


def is_noun(word: str, nouns: set[str]) -> bool:
    endings = (("ies", "y"), ("es", ""), ("s", ""))
    stems = [word[: -len(old)] + new for old, new in endings if word.endswith(old)]
    return any(form in nouns for form in [word, *stems])


if __name__ == "__main__":
    main(*sys.argv[1:4])
