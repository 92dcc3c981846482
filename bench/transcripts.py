"""Makes transcripts: `python -m bench.transcripts FOLDER [--count 1000] [--words 2000]`. The same seed, the same files.

People, companies and products that come again in many of them, stated connections, and speakers by turns.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from pathlib import Path

PEOPLE = "Ada Lovelace|Grace Hopper|Alan Turing|Barbara Liskov|Edsger Dijkstra|Radia Perlman|Linus Torvalds"
COMPANIES = (
    "Cerebras|OpenAI|Nvidia|Arm|Intel|Google|Microsoft|Anthropic|Mozilla|Red Hat|IBM|Oracle|Sun Microsystems|Neo4j"
)
PRODUCTS = "PostgreSQL|Linux|CUDA|Kubernetes|Firefox|Python|Redis|Kafka|TensorFlow|PyTorch|Excel|Windows|Android|Chrome"
PLACES = "London|Berlin|San Francisco|Kyiv|Tokyo|Boston|Zurich|Lagos"
STATED = (
    "{company} makes {product}, and that is what people in {place} use.",
    "{person} works at {company} on {product}.",
    "{company} works together with {other} on {product}.",
    "We moved from {product} to something else, since {other} had bought {company}.",
    "When I met {person} in {place}, we spoke about {product} and about what {company} had announced.",
    "{person} founded {company} in {place}.",
)
FILLER = (
    "And so the question is what it costs when nobody looks at it for a year.",
    "I think that is the part which most people get wrong at first.",
    "You measure it, you write it down, and then you do it again with more data.",
    "That took us some months, and it was not the last time that we did it.",
    "It sounds simple, but the details are where the work is.",
)


def write_transcripts(folder: Path, *, count: int, words: int, seed: int = 1) -> list[Path]:
    """Files of about so many words each, no two alike."""
    folder.mkdir(parents=True, exist_ok=True)
    return [
        _write(folder / f"talk-{number:05}.md", random.Random(f"{seed}-{number}"), words) for number in range(count)
    ]


def _write(file: Path, rng: random.Random, words: int) -> Path:
    turns, written = [f"# Talk {file.stem[5:]} of {rng.randrange(10**9)}\n"], 0
    while written < words:
        turn = " ".join(_say(rng) for _ in range(rng.randint(2, 6)))
        turns.append(f"{rng.choice(('Ann', 'Ben'))}: {turn}\n")
        written += len(turn.split())
    file.write_text("\n".join(turns), "utf-8")
    return file


def _say(rng: random.Random) -> str:
    if rng.random() < 0.5:
        return rng.choice(FILLER)
    company, other = rng.sample(COMPANIES.split("|"), 2)
    pick = {"person": PEOPLE, "product": PRODUCTS, "place": PLACES}
    chosen = {name: rng.choice(among.split("|")) for name, among in pick.items()}
    return rng.choice(STATED).format(company=company, other=other, **chosen)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--words", type=int, default=2000)
    options = parser.parse_args(arguments)
    files = write_transcripts(options.folder, count=options.count, words=options.words)
    print(f"{len(files):,} transcripts in {options.folder}")


if __name__ == "__main__":
    main()
