"""A file of any format, far longer than a talk, is read or refused in one sentence within ten seconds and one GiB."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from tests.ingest.parse.reading import CASES

ROOT = Path(__file__).parents[3]
BYTES = 1_000_000
CASES_OF_FORMATS = (
    "assemblyai-words.json",
    "auto.json3",
    "captions.ttml",
    "deepgram.json",
    "karaoke.ass",
    "otter.txt",
    "podcast.html",
    "song.lrc",
    "timedtext.xml",
    "whisperx.json",
    "changelog.md",
    "youtube-auto.vtt",
)
MEMORY = 1024**3
SECONDS = 10
PROGRAM = """
import sys
from pathlib import Path
from ingest.errors import IngestError
from ingest.parse import parse_source
from ingest.segment import segment_cues
from ingest.sources import source_from_bytes
try:
    raw = source_from_bytes(Path(sys.argv[1]).read_bytes(), name="talk", kind="file")
    print(len(segment_cues(parse_source(raw), source=raw.source).segments))
except IngestError as error:
    print("refused", error)
"""


def enlarge_case(path: Path) -> bytes:
    """The case with what it repeats repeated until it fills a megabyte."""
    data = path.read_bytes()
    try:
        value = json.loads(data)
    except ValueError:
        lines = data.splitlines(keepends=True)
        body = [line for line in lines if line.lstrip().startswith((b"<p ", b"<text "))] or lines
        times = max(1, BYTES // sum(map(len, body)))
        first = lines.index(body[0])
        return b"".join((*lines[:first], *body * times, *lines[lines.index(body[-1]) + 1 :]))
    return json.dumps(_repeat(value, times=max(1, BYTES // len(data)))).encode()


def _repeat(value: object, *, times: int) -> object:
    """The outermost lists of more than one part, so often."""
    if isinstance(value, list):
        return value * times if len(value) > 1 else [_repeat(part, times=times) for part in value]
    if isinstance(value, dict):
        return {key: _repeat(part, times=times) for key, part in value.items()}
    return value


def limit_process() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


@pytest.mark.parametrize("case", CASES_OF_FORMATS)
@pytest.mark.enormous
def test_a_megabyte_of_any_format_stays_within_time_and_memory(case: str, tmp_path: Path) -> None:
    path = tmp_path / "talk"
    path.write_bytes(enlarge_case(CASES / case))
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(path)],
        env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
        cwd=ROOT,
        preexec_fn=limit_process,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-500:]
    assert done.stdout.startswith("refused") or int(done.stdout) > 0
