"""The whole way with a language model: what the command prints, and what it says when it can't."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.ingest.extract.llm.stub import StubModel, refuse
from tests.ingest.extract.llm.talks import ANSWER, INTRODUCTION

ROOT = Path(__file__).parents[4]


def run_ingest(stub: StubModel, tmp_path: Path, **env: str) -> subprocess.CompletedProcess[str]:
    talk = "\n\n".join(f"**{who}:** {text}" for who, text in (INTRODUCTION, ANSWER))
    (tmp_path / "talk.md").write_text(talk)
    return subprocess.run(
        [sys.executable, "-m", "ingest", "--extractor", "llm", str(tmp_path / "talk.md")],
        cwd=ROOT,
        env={**os.environ, "LLM_URL": stub.url, "LLM_MODEL": "m", "DATA_DIR": str(tmp_path), "LLM_RETRIES": "1", **env},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_the_command_prints_grounded_facts_and_what_they_cost(stub: StubModel, tmp_path: Path) -> None:
    result = run_ingest(stub, tmp_path, LLM_PRICE_IN="1", LLM_PRICE_OUT="1")
    assert result.returncode == 0, result.stderr
    document = json.loads(result.stdout)
    relations = {(r["subject"], r["predicate"], r["object"]) for r in document["relations"]}
    assert relations == {("Bo Larsen", "works_for", "Limnotech"), ("Sounder", "based_on", "NumPy")}
    assert {e["name"]: e["type"] for e in document["entities"]}["Uppsala"] == "Place"
    assert document["chapters"][0]["starts_with"].startswith("Welcome to Deep Water")
    assert document["extractor"]["name"] == "llm"
    assert document["extractor"]["tokens_in"] > 0
    assert document["extractor"]["cost"] > 0
    assert "1 call: " in result.stderr + json.dumps(document["warnings"])


def test_a_wrong_key_is_a_short_message_and_no_output(stub: StubModel, tmp_path: Path) -> None:
    stub.always = refuse(401)
    result = run_ingest(stub, tmp_path)
    assert result.returncode == 1
    assert result.stdout == ""
    assert "Set LLM_API_KEY" in result.stderr
    assert "Traceback" not in result.stderr
    assert len(result.stderr.strip().splitlines()) <= 3
