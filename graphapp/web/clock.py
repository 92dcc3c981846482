"""Milliseconds as people read them."""

from __future__ import annotations


def format_clock(milliseconds: int | None) -> str:
    """h:mm:ss, or m:ss under an hour; empty for None."""
    if milliseconds is None:
        return ""
    minutes, second = divmod(milliseconds // 1000, 60)
    hour, minute = divmod(minutes, 60)
    return f"{hour}:{minute:02}:{second:02}" if hour else f"{minute}:{second:02}"
