"""Counts calls, tokens and money of one run, and stops it before a limit is passed. Knows no network."""

from __future__ import annotations

import threading
from dataclasses import dataclass

from ingest.errors import ExtractorError
from ingest.extract.llm.settings import LlmSettings

_LEAST_ANSWER = 500
"""Tokens below which no useful answer fits."""


class LimitReached(ExtractorError):
    """The next call could pass the limit on tokens or money."""

    code = "llm_limit_reached"


@dataclass(frozen=True, slots=True)
class Allowance:
    """What one call may use. Held until it is settled."""

    tokens_in: int
    tokens_out: int


class Meter:
    """Shared by all workers of a run. Answers that are `cached` cost nothing now and are counted apart; what they cost
    when they were given counts for the limits, which are each transcript's, however often it is taken up again."""

    def __init__(self, settings: LlmSettings) -> None:
        self._settings = settings
        self._lock = threading.Condition()
        self._held_in = self._held_out = self._doubted = self._before_in = self._before_out = 0
        self.calls = self.cached = self.tokens_in = self.tokens_out = 0

    @property
    def cost(self) -> float:
        return self._price(self.tokens_in, self.tokens_out)

    def hold(self, tokens_in: int) -> Allowance:
        """Leave for one call that sends about `tokens_in` tokens. Waits for calls under way where these might leave too
        little room, and raises `LimitReached` where it is too little without them."""
        with self._lock:
            while (room := self._find_room(tokens_in)) < self._settings.max_output_tokens and self._held_in:
                self._lock.wait()
            if room < min(_LEAST_ANSWER, self._settings.max_output_tokens):
                raise self._refuse()
            self._held_in += tokens_in
            self._held_out += room
            return Allowance(tokens_in, room)

    def settle(self, allowance: Allowance, *, tokens_in: int, tokens_out: int) -> None:
        """The call is over and used so many tokens."""
        with self._lock:
            self._held_in -= allowance.tokens_in
            self._held_out -= allowance.tokens_out
            self.tokens_in += tokens_in
            self.tokens_out += tokens_out
            self.calls += 1
            self._lock.notify_all()

    def doubt(self, allowance: Allowance) -> None:
        """The call ended without an answer that could be read, and may have cost all that it might use."""
        with self._lock:
            self._doubted += allowance.tokens_out
        self.settle(allowance, tokens_in=allowance.tokens_in, tokens_out=0)

    def release(self, allowance: Allowance) -> None:
        """The call was refused and cost nothing."""
        with self._lock:
            self._held_in -= allowance.tokens_in
            self._held_out -= allowance.tokens_out
            self._lock.notify_all()

    def count_cached(self, *, tokens_in: int, tokens_out: int) -> None:
        with self._lock:
            self.cached += 1
            self._before_in += tokens_in
            self._before_out += tokens_out

    def describe(self) -> str:
        cost = f", cost {self.cost:.4f}" if self._settings.price_in or self._settings.price_out else ""
        before = self._before_in + self._before_out
        spent = f" ({before:,} tokens)" if before else ""
        cached = f" and {self.cached} answers kept from before{spent}" if self.cached else ""
        calls = f"{self.calls} call{'' if self.calls == 1 else 's'}"
        doubted = f", and up to {self._doubted:,} more in answers that never came" if self._doubted else ""
        return f"{calls}{cached}: {self.tokens_in:,} tokens in, {self.tokens_out:,} out{cost}{doubted}."

    def _price(self, tokens_in: float, tokens_out: float) -> float:
        return (tokens_in * self._settings.price_in + tokens_out * self._settings.price_out) / 1_000_000

    def _find_room(self, tokens_in: int) -> int:
        return min(self._settings.max_output_tokens, self._room_by_tokens(tokens_in), self._room_by_cost(tokens_in))

    def _room_by_tokens(self, tokens_in: int) -> int:
        if not self._settings.max_tokens:
            return self._settings.max_output_tokens
        used = self.tokens_in + self.tokens_out + self._held_in + self._held_out + self._doubted
        used += self._before_in + self._before_out
        return self._settings.max_tokens - used - tokens_in

    def _room_by_cost(self, tokens_in: int) -> int:
        if not self._settings.max_cost:
            return self._settings.max_output_tokens
        held = self._price(self._held_in + tokens_in, self._held_out + self._doubted)
        left = self._settings.max_cost - self.cost - held - self._price(self._before_in, self._before_out)
        if left <= 0 or not self._settings.price_out:
            return -1 if left <= 0 else self._settings.max_output_tokens
        return int(left * 1_000_000 / self._settings.price_out)

    def _refuse(self) -> LimitReached:
        settings = self._settings
        by_tokens = f"LLM_MAX_TOKENS is {settings.max_tokens:,}" if settings.max_tokens else ""
        by_cost = f"LLM_MAX_COST is {settings.max_cost:g}" if settings.max_cost else ""
        limits = " and ".join(part for part in (by_tokens, by_cost) if part)
        return LimitReached(
            f"{limits}, and the next call could pass that. So far: {self.describe()}",
            advice="Answers so far are kept: raise the limit and run again, and they are not paid twice.",
        )
