"""Keeps calls within so many requests and tokens per minute, and holds all when the endpoint asks for a pause."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable

_MINUTE = 60.0


class Pace:
    """A sliding window of one minute, shared by all workers. Limits of 0 mean none."""

    def __init__(self, *, requests: int, tokens: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._requests, self._tokens, self._clock = requests, tokens, clock
        self._lock = threading.Lock()
        self._booked: deque[tuple[float, int]] = deque()
        self._not_before = 0.0

    def book(self, tokens: int) -> float:
        """Books a call of so many tokens and returns the seconds to wait before it may be made."""
        with self._lock:
            now = self._clock()
            last = self._booked[-1][0] if self._booked else now
            at = max(now, last, self._not_before)
            for _ in range(len(self._booked) + 1):
                self._forget_before(at - _MINUTE)
                if self._has_room(tokens):
                    break
                at = max(at, self._booked[0][0] + _MINUTE)
            self._booked.append((at, tokens))
            return at - now

    def hold(self, seconds: float) -> None:
        """No call begins for so many seconds: the endpoint asked for it."""
        with self._lock:
            self._not_before = max(self._not_before, self._clock() + seconds)

    def _forget_before(self, moment: float) -> None:
        while self._booked and self._booked[0][0] <= moment:
            self._booked.popleft()

    def _has_room(self, tokens: int) -> bool:
        if self._requests and len(self._booked) >= self._requests:
            return False
        return not self._tokens or not self._booked or sum(n for _, n in self._booked) + tokens <= self._tokens
