"""SQLite for several processes: who wants to write waits in a queue that the system keeps, and is woken.

SQLite itself has no queue: who finds the file locked sleeps for up to a tenth of a second and looks again. Under load
the unlucky wait for many others, and some for all of the timeout. Here a writer locks a file beside the database before
it begins, and gives it back when its transaction, or its one statement, is over. The system frees what a dead process
held. SQLite's own lock still decides: whoever comes another way, such as a backup tool, is as safe as before.

The name of this module is Django's: an engine is a package with a module `base`.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from django.db import OperationalError
from django.db.backends.sqlite3 import base

WRITING = ("INSERT", "UPDATE", "DELETE", "REPLAC")
SUFFIX = "-turn"


class TurnCursor(base.SQLiteCursorWrapper):
    """A statement that writes outside a transaction is one of its own."""

    wrapper: DatabaseWrapper

    def execute(self, query: str, params: Any = None) -> Any:
        with self.wrapper.turn_for(query):
            return super().execute(query, params)

    def executemany(self, query: str, param_list: Any) -> Any:
        with self.wrapper.turn_for(query):
            return super().executemany(query, param_list)


class DatabaseWrapper(base.DatabaseWrapper):
    """`turn`: the open file that is locked while this connection writes."""

    turn: int | None = None
    patient: bool = True

    def get_new_connection(self, conn_params: Any) -> Any:
        if not self.is_in_memory_db():
            _keep_private(str(self.settings_dict["NAME"]))
        return super().get_new_connection(conn_params)

    def create_cursor(self, name: Any = None) -> TurnCursor:
        cursor = self.connection.cursor(factory=TurnCursor)
        cursor.wrapper = self
        return cursor

    @contextmanager
    def turn_for(self, query: str) -> Iterator[None]:
        alone = self.turn is None and not self.in_atomic_block and query.lstrip()[:6].upper() in WRITING
        if alone:
            self._take_turn()
        try:
            yield
        finally:
            if alone:
                self._end_turn()

    @contextmanager
    def refuse_to_wait(self) -> Iterator[None]:
        """Who would have to wait for its turn inside has an OperationalError instead."""
        self.patient = False
        try:
            yield
        finally:
            self.patient = True

    @contextmanager
    def only_read(self) -> Iterator[None]:
        """A transaction that begins inside sees one moment, and neither waits nor lets wait: it may not write."""
        self.ensure_connection()  # which reads the mode
        mode, self.transaction_mode = self.transaction_mode, "DEFERRED"
        try:
            yield
        finally:
            self.transaction_mode = mode

    def _start_transaction_under_autocommit(self) -> None:
        if self.transaction_mode != "DEFERRED":
            self._take_turn()
        try:
            super()._start_transaction_under_autocommit()
        except BaseException:
            self._end_turn()
            raise

    def _commit(self) -> None:
        super()._commit()
        self._end_turn()

    def _rollback(self) -> None:
        try:
            super()._rollback()
        finally:
            self._end_turn()

    def _close(self) -> None:
        try:
            super()._close()
        finally:
            self._end_turn()

    def _take_turn(self) -> None:
        if self.turn is not None or self.is_in_memory_db():
            return
        opened = os.open(f"{self.settings_dict['NAME']}{SUFFIX}", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(opened, fcntl.LOCK_EX if self.patient else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            os.close(opened)
            raise OperationalError("another writes") from error
        except BaseException:
            os.close(opened)
            raise
        self.turn = opened

    def _end_turn(self) -> None:
        if self.turn is not None:
            opened, self.turn = self.turn, None
            os.close(opened)


def _keep_private(path: str) -> None:
    """The file, and what lies beside it, is its owner's alone: sessions and digests of passwords are in it. SQLite
    gives its log the rights of the file. Never opens one that is there: closing it would end SQLite's own locks."""
    with suppress(OSError):
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    for file in (path, f"{path}-wal", f"{path}-shm"):
        with suppress(OSError):
            if os.stat(file).st_mode & 0o077:  # noqa: PTH116 - as often as there are connections
                os.chmod(file, 0o600)  # noqa: PTH101
