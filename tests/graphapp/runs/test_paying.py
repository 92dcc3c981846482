"""A worker that is killed while it asks a language model: what was answered is never asked, and paid, again."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.llm_stub import make_talk
from bench.paid import Bill, keep_bill
from tests.graphapp.runs.installation import Installation, prepare_installation, wait_until

pytestmark = pytest.mark.server
KILLED_AFTER = (2, 3)
"""So many chunks were answered when the worker dies, asking for the next one."""


@pytest.fixture
def bill() -> Bill:
    return Bill()


@pytest.fixture
def installation(tmp_path: Path, bill: Bill) -> Iterator[Installation]:
    made = prepare_installation(tmp_path / "data")
    with keep_bill(bill) as model:
        asked = {"LLM_URL": model, "LLM_MODEL": "m", "LLM_CHUNK_WORDS": "150", "LLM_CONCURRENCY": "1"}
        made.variables.update({"EXTRACTOR": "llm", **asked})
        yield made
        made.stop_all()


def test_no_chunk_is_paid_twice_however_often_the_worker_dies(installation: Installation, bill: Bill) -> None:
    talk = installation.folder / "talk.md"
    talk.write_text(make_talk(words=800, seed=1))
    installation.manage("ingest", str(talk))
    for answers in KILLED_AFTER:
        bill.patience = answers
        worker = installation.start_worker()
        wait_until(lambda: bill.answered.total() == answers and _is_asking(bill), what="the next question")  # noqa: B023
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()
    bill.patience = 1000
    installation.start_worker()
    installation.wait_for("done")
    assert bill.sum_up()["paid_twice"] == 0
    assert set(bill.answered.values()) == {1}
    assert bill.answered.total() > max(KILLED_AFTER)
    assert bill.asked.total() == bill.answered.total() + len(KILLED_AFTER)


def _is_asking(bill: Bill) -> bool:
    return any(not bill.answered[question] for question in list(bill.asked))
