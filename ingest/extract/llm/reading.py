"""Reads one answer of an endpoint to its end, but not for ever: a gateway may drip blanks for hours."""

from __future__ import annotations

import time
from typing import Any

import openai

_LONGEST = 3
"""So many times as long as it may say nothing, from its first word to its last."""
_MOST_BYTES = 16 * 1024 * 1024
_OF_THE_WAY = frozenset({"content-encoding", "content-length", "transfer-encoding"})
"""Headers about how a body came, which do not hold of one that was read."""


class Unending(openai.OpenAIError):
    """The answer went on for longer than it is waited for, or is larger than it is read. Its text says which."""


class BoundedClient(openai.DefaultHttpxClient):
    """Redirects are not followed: what is sent there is for one address alone."""

    def __init__(self, *, timeout: float) -> None:
        super().__init__(follow_redirects=False)
        self._longest = timeout * _LONGEST

    def send(self, request: Any, *, stream: bool = False, **options: Any) -> Any:
        response = super().send(request, stream=True, **options)
        if stream:
            return response
        try:
            body = self._read(response)
        finally:
            response.close()
        headers = [(name, value) for name, value in response.headers.multi_items() if name not in _OF_THE_WAY]
        return type(response)(response.status_code, headers=headers, content=body, request=request)

    def _read(self, response: Any) -> bytes:
        until = time.monotonic() + self._longest
        body = bytearray()
        for part in response.iter_bytes():
            body += part
            if len(body) > _MOST_BYTES:
                raise Unending(f"its answer is larger than {_MOST_BYTES // 1024 // 1024} MiB")
            if time.monotonic() > until:
                raise Unending(f"its answer did not end within {self._longest:g} s")
        return bytes(body)
