"""What a process loads for its first talk is no garbage to be looked through after each of the others."""

from __future__ import annotations

import gc

from ingest.resident import set_aside_loaded


def test_what_is_loaded_is_set_aside_once() -> None:
    set_aside_loaded.cache_clear()
    gc.unfreeze()
    try:
        set_aside_loaded()
        frozen = gc.get_freeze_count()
        assert frozen > 0
        kept = [[] for _ in range(1000)]
        set_aside_loaded()
        assert gc.get_freeze_count() <= frozen
        assert kept
    finally:
        gc.unfreeze()
        set_aside_loaded.cache_clear()
