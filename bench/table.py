"""Prints rows of figures under each other, and how fast the machine was, so that figures of other days compare."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence

LOOPS = 300_000


def print_table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    cells = [[str(cell) for cell in row] for row in (head, *rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(head))]
    for row in cells:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
    print(f"({LOOPS:,} turns of a small loop: {time_loop() * 1000:.0f} ms here; load {os.getloadavg()[0]:.1f})")


def time_loop() -> float:
    """Seconds of this process for work that never changes; the best of five."""
    took = []
    for _ in range(5):
        began = time.process_time()
        total = 0
        for turn in range(LOOPS):
            total += turn * turn
        took.append(time.process_time() - began)
    return min(took)
