"""The same transcript gives the same entities, whatever the hash seed of the process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

SCRIPT = """
from tests.ingest.extract.talks import resolve_talk
turn = (
    "Ada Lovelace and Bob Byron of Vexlorum use Kubernetes, k8s, PyTorch and machine learning at Netflix in New York. "
    "Ada says that data science, neural networks and large language models are fun, and so does Bobby Byron. "
    "Vex Lorum runs on Go, React and Rust; the VRC, the Vexlorum Research Council, pays for graceful shutdown."
)
print(resolve_talk(("Ada Lovelace", turn), ("Charles", turn.replace("Ada", "Mary")), turn.lower()))
"""


def test_hash_seeds_change_nothing() -> None:
    root = Path(__file__).parents[3]
    runs = {
        subprocess.run(
            [sys.executable, "-c", SCRIPT],
            cwd=root,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "4711")
    }
    assert len(runs) == 1
    assert "Kubernetes" in runs.pop()
