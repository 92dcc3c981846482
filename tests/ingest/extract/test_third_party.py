"""The package that docs/extractors.md shows is installed as it stands there, and opened by its name."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
_FILE = re.compile(r"^`([\w.]+)`:\n\n```\w+\n(.*?)^```$", re.S | re.M)


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds the package's modules and metadata, made by pip from the example's files."""
    source, target = tmp_path_factory.mktemp("saidgraph-hashtags"), tmp_path_factory.mktemp("site")
    for name, text in _FILE.findall((ROOT / "docs" / "extractors.md").read_text("utf-8")):
        (source / name).write_text(text, "utf-8")
    assert {path.name for path in source.iterdir()} == {"pyproject.toml", "saidgraph_hashtags.py"}
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-index"]
    subprocess.run(
        [*pip, "--no-build-isolation", "--no-deps", "--target", str(target), str(source)], check=True, timeout=300
    )
    return target


def run_ingest(site: Path, talk: Path, *, extractor: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "ingest", "--extractor", extractor, str(talk)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(site)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_the_example_of_the_docs_installs_and_runs_by_name(installed: Path, tmp_path: Path) -> None:
    talk = tmp_path / "talk.txt"
    talk.write_text("Ada: Everybody spoke of #WebAssembly that year.\n\nBo: And of #WebAssembly again.\n")
    result = run_ingest(installed, talk, extractor="hashtags")
    assert result.returncode == 0, result.stderr
    document = json.loads(result.stdout)
    assert document["extractor"]["name"] == "hashtags"
    found = next(entity for entity in document["entities"] if entity["name"] == "WebAssembly")
    assert len(found["mentions"]) == 2
    assert document["chapters"]


def test_an_unknown_name_lists_it_among_those_there_are(installed: Path, tmp_path: Path) -> None:
    talk = tmp_path / "talk.txt"
    talk.write_text("Ada: Hello.\n")
    result = run_ingest(installed, talk, extractor="hashtag")
    assert result.returncode != 0
    assert result.stdout == ""
    assert "hashtags" in result.stderr
    assert "gliner" in result.stderr
