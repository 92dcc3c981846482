"""The database of an installation under test: a file in its folder, or one of its own on TEST_DATABASE_URL's server."""

from __future__ import annotations

import os
import sqlite3
import uuid
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg

SERVER = os.environ.get("TEST_DATABASE_URL", "")


@dataclass(frozen=True)
class Database:
    """`url` is what DATABASE_URL would be; `server` is empty for SQLite."""

    url: str
    server: str = SERVER

    def ask(self, statement: str) -> Sequence[tuple[Any, ...]]:
        """Rows of a statement that means the same to SQLite and PostgreSQL; a writing one answers with none."""
        with closing(self._connect()) as connection, connection:
            cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []

    def copy(self, folder: Path) -> Database:
        """One like this for an installation in `folder`, into which SQLite's file was copied already."""
        if not self.server:
            return Database(f"sqlite:///{folder / 'saidgraph.sqlite3'}")
        return _create(template=urlsplit(self.url).path[1:])

    def drop(self) -> None:
        if self.server:
            _order(f'DROP DATABASE IF EXISTS "{urlsplit(self.url).path[1:]}" WITH (FORCE)')

    def _connect(self) -> Any:
        if self.server:
            return psycopg.connect(self.url)
        return sqlite3.connect(self.url.removeprefix("sqlite:///"), timeout=30)


def make_database(folder: Path) -> Database:
    return _create(template="template0") if SERVER else Database(f"sqlite:///{folder / 'saidgraph.sqlite3'}")


def _create(*, template: str) -> Database:
    name = f"installation_{uuid.uuid4().hex[:12]}"
    _order(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return Database(urlsplit(SERVER)._replace(path=f"/{name}").geturl())


def _order(statement: str) -> None:
    with psycopg.connect(SERVER, autocommit=True) as connection:
        connection.execute(statement)
