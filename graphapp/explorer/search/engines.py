"""The text engine of the record's database, behind one door: which segments, videos and topics hold what is asked for.

Entities are asked of the graph's port, which has engines of its own.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Protocol

from django.db import OperationalError, connection, transaction

from graphapp.explorer.search.asked import Place, Term
from graphapp.explorer.search.postgresql import PostgresEngine
from graphapp.explorer.search.sqlite import SqliteEngine

MOST_SECONDS = 0.5
STEPS_A_LOOK = 20_000
"""SQLite's own steps between two looks at the clock: some tenths of a millisecond."""
STOPPED = "57014"
"""PostgreSQL's code for a statement that it ended; its words are in the language of the server."""


class TextEngine(Protocol):
    """All terms must be there. What was added last comes first, and never more than `limit`: so that a word which is
    everywhere costs no more than a rare one."""

    def list_segments(self, terms: Sequence[Term], *, speaker: Sequence[str], limit: int) -> list[tuple[int, str]]:
        """Row numbers, each with the id of its video. `speaker`: beginnings of words of the speaker's name."""
        ...

    def list_within(self, place: Place, terms: Sequence[Term], *, speaker: Sequence[str], limit: int) -> list[int]:
        """Row numbers within one video, in the order in which it is said."""
        ...

    def list_videos(self, terms: Sequence[Term], *, by_title: bool, limit: int) -> list[str]:
        """Ids of videos with the terms in their title, or else in title or channel."""
        ...

    def list_topics(self, terms: Sequence[Term], *, limit: int) -> list[str]:
        """Slugs, one for each video that has such a topic, without those of what is hidden."""
        ...


def choose_engine() -> TextEngine:
    return SqliteEngine() if connection.vendor == "sqlite" else PostgresEngine()


class TooSlow(Exception):
    """The database was stopped because it took longer than MOST_SECONDS."""


@contextmanager
def limit_time() -> Iterator[Callable[[], None]]:
    """Stops what the database does inside for longer than MOST_SECONDS, counted anew from each call of what is given.
    Raises TooSlow, after which nothing more can be asked inside."""
    guard = _limit_sqlite if connection.vendor == "sqlite" else _limit_postgres
    with guard() as begin:
        yield begin


@contextmanager
def _limit_sqlite() -> Iterator[Callable[[], None]]:
    connection.ensure_connection()
    driver = connection.connection

    def begin() -> None:
        end = time.monotonic() + MOST_SECONDS
        driver.set_progress_handler(lambda: time.monotonic() > end, STEPS_A_LOOK)

    begin()
    try:
        yield begin
    except OperationalError as error:
        if "interrupted" in str(error):
            raise TooSlow from error
        raise
    finally:
        driver.set_progress_handler(None, 0)


@contextmanager
def _limit_postgres() -> Iterator[Callable[[], None]]:
    """It counts for each statement there."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT set_config('statement_timeout', %s, true)", [str(int(MOST_SECONDS * 1000))])
            yield lambda: None
    except OperationalError as error:
        if getattr(error.__cause__, "sqlstate", "") == STOPPED:
            raise TooSlow from error
        raise
