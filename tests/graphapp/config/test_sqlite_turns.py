"""Writers of SQLite wait in turn: whoever comes while another writes gets in, without any patience of SQLite's own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db.utils import ConnectionHandler, DatabaseError, OperationalError

from graphapp.config.sqlite import writing_back

pytestmark = pytest.mark.django_db  # any database at all, though not Django's own
ONES = "INSERT INTO said (who) VALUES (%s)"
EDITORS = 6


class Library:
    """A database in a file. A connection is each thread's own; SQLite itself waits for nobody (`timeout` 0)."""

    def __init__(self, file: Path) -> None:
        options = {"transaction_mode": "IMMEDIATE", "timeout": 0, "init_command": "PRAGMA journal_mode=WAL"}
        settings = {"ENGINE": "graphapp.config.sqlite", "NAME": str(file), "OPTIONS": options}
        self.handler = ConnectionHandler({"default": settings})

    def write(self, who: str, statement: str = ONES) -> None:
        connection = self.handler["default"]
        try:
            with connection.cursor() as cursor:
                cursor.execute(statement, [who] if "%s" in statement else None)
        finally:
            connection.close()

    def count(self) -> int:
        with self.handler["default"].cursor() as cursor:
            return int(cursor.execute("SELECT count(*) FROM said").fetchone()[0])


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    made = Library(tmp_path / "library.sqlite3")
    made.write("", "CREATE TABLE said (who TEXT)")
    yield made
    made.handler["default"].close()


def write_in_transaction(library: Library, who: str, during: Callable[[], None] = lambda: None) -> None:
    """As `transaction.atomic` does, on a connection that is not Django's own."""
    connection = library.handler["default"]
    connection.ensure_connection()
    try:
        connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
        with connection.cursor() as cursor:
            cursor.execute(ONES, [who])
        during()
        connection.commit()
        connection.set_autocommit(True)
    finally:
        connection.close()


def test_whoever_comes_while_another_writes_gets_in(library: Library) -> None:
    started: list[Future[None]] = []
    with ThreadPoolExecutor(2 * EDITORS) as people:

        def come() -> None:
            started.extend(people.submit(library.write, f"statement {n}") for n in range(EDITORS))
            started.extend(people.submit(write_in_transaction, library, f"transaction {n}") for n in range(EDITORS))

        write_in_transaction(library, "first", come)
        for each in started:
            each.result(timeout=60)
    assert library.count() == 1 + 2 * EDITORS


def test_a_writer_that_fails_gives_its_turn_back(library: Library) -> None:
    def fail() -> None:
        raise DatabaseError("no more")

    with pytest.raises(DatabaseError):
        write_in_transaction(library, "never", fail)
    library.write("after")
    assert library.count() == 1


def test_who_reads_waits_for_nobody(library: Library) -> None:
    counted: list[int] = []
    with ThreadPoolExecutor(1) as reader:
        write_in_transaction(library, "first", lambda: counted.append(reader.submit(library.count).result(60)))
    assert counted == [0]


def test_who_refuses_to_wait_is_told_so_at_once_and_waits_again_later(library: Library) -> None:
    def try_at_once() -> None:
        connection = library.handler["default"]
        connection.ensure_connection()
        with connection.refuse_to_wait():
            library.write("impatient")

    with ThreadPoolExecutor(1) as reader:

        def come() -> None:
            with pytest.raises(OperationalError):
                reader.submit(try_at_once).result(60)

        write_in_transaction(library, "first", come)
        reader.submit(try_at_once).result(60)
        reader.submit(library.write, "patient").result(60)
    assert library.count() == 3


def test_what_a_worker_writes_back_is_in_the_database_without_its_log(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "library.sqlite3"
    worker = Library(file).handler["default"]
    worker.ensure_connection()  # who closes last would write back too
    monkeypatch.setattr(writing_back, "connection", worker)
    write_in_transaction(library, "late")
    before = count_without_log(file)
    writing_back.write_back()
    assert (before, count_without_log(file)) == (0, 1)
    worker.close()


def count_without_log(file: Path) -> int:
    copy = file.with_name("copy.sqlite3")
    copy.write_bytes(file.read_bytes())
    return Library(copy).count()
