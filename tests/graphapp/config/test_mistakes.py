"""What is wrong with the settings is told in one sentence that names the setting: no traceback, no password."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from graphapp.config import environment
from graphapp.config.environment import names, secret_key

ROOT = Path(__file__).resolve().parents[3]
LEFT_OUT = ("DATABASE_URL", "BROKER_URL", "CACHE_URL", "GRAPH_URL", "SECRET_KEY")
PASSWORD = "hunter2"
CASES = [
    ({"PORT": "abc"}, "PORT=abc"),
    ({"PORT": "70000"}, "PORT=70000"),
    ({"WRITES_PER_MINUTE": "-1"}, "WRITES_PER_MINUTE=-1"),
    ({"DATABASE_URL": "/tmp/x.sqlite"}, "DATABASE_URL"),
    ({"DATABASE_URL": f"postgres://ada:{PASSWORD}@host:port/name"}, "DATABASE_URL"),
    ({"DATA_DIR": "{file}"}, "is a file: name a folder"),
    ({"DATA_DIR": "{file}/below"}, "DATA_DIR="),
    ({"DATA_DIR": "/proc/nothing"}, "DATA_DIR=/proc/nothing"),
]
PACKAGES = [
    ("psycopg", "DATABASE_URL", f"postgres://ada:{PASSWORD}@host/name", "postgres"),
    ("redis", "BROKER_URL", f"redis://:{PASSWORD}@host/0", "redis"),
    ("redis", "CACHE_URL", f"rediss://:{PASSWORD}@host/1", "redis"),
]


def manage(folder: Path, variables: dict[str, str], *, without: str = "") -> str:
    """What `manage.py videos list` says on standard error as it fails, where a package is not installed."""
    start = f"import sys; sys.modules[{without!r}] = None; import manage; manage.main()"
    kept = {name: value for name, value in os.environ.items() if name not in LEFT_OUT}
    done = subprocess.run(
        [sys.executable, *(["-c", start] if without else ["manage.py"]), "videos", "list"],
        cwd=ROOT,
        env=kept | {"DATA_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "graphapp.config.settings"} | variables,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    return done.stderr


def is_sentence(said: str) -> bool:
    return len(said.splitlines()) == 1 and PASSWORD not in said


@pytest.mark.parametrize(("variables", "told"), CASES)
def test_a_setting_that_cannot_be_used_is_told_in_a_sentence(
    tmp_path: Path, variables: dict[str, str], told: str
) -> None:
    (file := tmp_path / "file").write_text("")
    said = manage(tmp_path, {name: value.replace("{file}", str(file)) for name, value in variables.items()})
    assert told in said
    assert is_sentence(said)


def test_a_database_that_lets_everybody_in_and_says_nothing_is_told(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"postgres://ada:{PASSWORD}@127.0.0.1:{silent.getsockname()[1]}/name?sslmode=disable"
        said = manage(tmp_path, {"DATABASE_URL": address})
    assert "The database does not answer" in said
    assert PASSWORD not in said


def test_a_key_that_was_left_half_made_is_made_anew_once_and_is_its_owners_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SECRET_KEY", raising=False)
    (kept := tmp_path / "secret_key").write_text("")
    made = secret_key(tmp_path)
    assert len(made) > 50
    assert secret_key(tmp_path) == made == kept.read_text()
    assert kept.stat().st_mode & 0o077 == 0
    assert list(tmp_path.iterdir()) == [kept]


@pytest.mark.parametrize(("package", "name", "address", "extra"), PACKAGES)
def test_a_missing_package_is_told_with_how_to_install_it(
    tmp_path: Path, package: str, name: str, address: str, extra: str
) -> None:
    said = manage(tmp_path, {name: address}, without=package)
    assert name in said
    assert f"pip install -e '.[{extra}]'" in said
    assert is_sentence(said)


@pytest.mark.parametrize("given", ["", " "])
def test_a_setting_that_stands_empty_is_as_if_it_did_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: str
) -> None:
    for name in ("DATA_DIR", "DATABASE_URL", "PORT", "ALLOWED_HOSTS", "PUBLIC", "EXTRACTOR"):
        monkeypatch.setenv(name, given)
    monkeypatch.setattr(environment, "BASE_DIR", tmp_path)
    assert environment.data_dir() == tmp_path / "data"  # and not in whichever folder somebody is
    assert environment.database(default="sqlite:////x/y")["NAME"] == "/x/y"
    assert environment.whole_number("PORT", default=8000) == 8000
    assert names("ALLOWED_HOSTS", default=["localhost"]) == ["localhost"]
    assert environment.env.bool("PUBLIC", default=True)
    assert environment.env.str("EXTRACTOR", default="builtin") == "builtin"


@pytest.mark.parametrize("key", ["$HOME", "$$a", r"a\$b", "a$b", r"\$a"])
def test_a_key_means_itself_whatever_it_begins_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, key: str) -> None:
    monkeypatch.setenv("SECRET_KEY", key)
    assert secret_key(tmp_path) == key


def test_a_list_may_have_blanks_around_its_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLOWED_HOSTS", " a.example, b.example ,")
    assert names("ALLOWED_HOSTS", default=[]) == ["a.example", "b.example"]
