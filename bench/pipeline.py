"""The offline pipeline over 10,000 words on one core: time by stage, and memory at its peak.

The words are the sample talks', one after the other, as a text file with speakers. The ratio is to the
time that only reading and segmenting the same file takes in the same run.
"""

from __future__ import annotations

import resource
import sys
import time
from pathlib import Path
from statistics import median

from bench.table import print_table
from ingest.pipeline import Stage, extract_document, read_transcript
from ingest.records import Transcript
from ingest.sources import read_source, source_from_bytes

TALKS = Path(__file__).parents[1] / "graphapp" / "runs" / "sample" / "talks"
WORDS = 10_000
ROUNDS = 5


def gather_words() -> bytes:
    """About 10,000 words of the sample talks as `NAME: text` paragraphs."""
    lines: list[str] = []
    count = 0
    for path in sorted(TALKS.iterdir()):
        transcript = read_transcript(read_source(str(path)))
        for segment in transcript.segments:
            if count < WORDS:
                lines.append(f"{segment.speaker or 'Narrator'}: {segment.text}")
                count += len(segment.text.split())
    return "\n\n".join(lines).encode()


def read_once(data: bytes) -> Transcript:
    return read_transcript(source_from_bytes(data, name="bench.txt", kind="text"))


def time_stages(data: bytes) -> dict[str, float]:
    """Seconds from the start of each stage to the next, in order."""
    marks: list[tuple[str, float]] = [("read", time.perf_counter())]

    def note(stage: Stage, done: float) -> None:
        if marks[-1][0] != stage:
            marks.append((stage, time.perf_counter()))

    transcript = read_once(data)
    extract_document(transcript, on_progress=note)
    ends = [*(at for _, at in marks[1:]), time.perf_counter()]
    return {name: end - start for (name, start), end in zip(marks, ends, strict=True)}


def main() -> int:
    data = gather_words()
    began = time.perf_counter()
    time_stages(data)
    first = time.perf_counter() - began
    rounds = [time_stages(data) for _ in range(ROUNDS)]
    stages = {name: median(each[name] for each in rounds) for name in rounds[0]}
    total = sum(stages.values())
    rows = [(name, f"{seconds:.3f}", f"{seconds / stages['read']:.1f}") for name, seconds in stages.items()]
    rows.append(("all, warm", f"{total:.3f}", f"{total / stages['read']:.1f}"))
    rows.append(("all, first time (models loaded)", f"{first:.3f}", f"{first / stages['read']:.1f}"))
    print(f"{len(data.split()):,} words, median of {ROUNDS}; goal: 3 s")
    print_table(("stage", "seconds", "ratio to reading"), rows)
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB (goal: 300)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
