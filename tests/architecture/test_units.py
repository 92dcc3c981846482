"""The files for systemd in docs/deploy are what systemd takes, name what is there, and leave a service few rights.

`systemd-analyze` reads them; no systemd need run.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from graphapp.runs.workers.serving import LONGEST_LINE
from tests.services.installed import find_program

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "deploy"
UNITS = sorted(FOLDER.glob("*.service"))
MOST_EXPOSED = 20
"""Tenths: `systemd-analyze security` calls 2.0 and less “OK”, a service without any limits 9.6."""
PROGRAMS = ("python", "gunicorn", "celery")
linux = pytest.mark.skipif(
    sys.platform != "linux" and os.environ.get("CI") != "true", reason="there is no systemd but on Linux"
)


@pytest.fixture(scope="module")
def analyze() -> str:
    found = find_program("systemd-analyze", packages=["systemd"])
    assert found, "there is no systemd-analyze: install systemd"
    return found


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """The units, as they are for a checkout that lies elsewhere, with programs of the names that ours have."""
    programs = tmp_path / ".venv" / "bin"
    programs.mkdir(parents=True)
    for name in PROGRAMS:
        shutil.copy("/bin/true", programs / name)
    for unit in UNITS:
        text = unit.read_text("utf-8").replace("/opt/saidgraph", str(tmp_path))
        (tmp_path / unit.name).write_text(text, "utf-8")
    return tmp_path


def run(*command: str) -> str:
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stderr


@pytest.mark.parametrize("file", ["docs/deploy/saidgraph-web.service", "Dockerfile"])
def test_the_web_server_takes_as_long_addresses_as_that_of_serve(file: str) -> None:
    said = re.sub(r'[",]', "", (ROOT / file).read_text("utf-8"))
    assert f"--limit-request-line {LONGEST_LINE} " in said
    assert "--logger-class graphapp.config.server_lines.ServerLines " in said


@linux
@pytest.mark.parametrize("unit", [unit.name for unit in UNITS])
def test_systemd_finds_nothing_wrong_with_a_unit(unit: str, installed: Path, analyze: str) -> None:
    instance = unit.replace("@.", "@1.")
    if instance != unit:
        (installed / unit).rename(installed / instance)
    complaints = run(analyze, "verify", "--man=no", str(installed / instance))
    assert unit.partition(".")[0].rstrip("@") not in complaints


@linux
@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_a_service_has_few_rights(unit: Path, analyze: str) -> None:
    run(analyze, "security", "--offline=true", f"--threshold={MOST_EXPOSED}", "--no-pager", str(unit))


def test_every_variable_is_one_that_the_product_reads() -> None:
    read = "\n".join(path.read_text("utf-8") for path in (ROOT / "graphapp").rglob("*.py"))
    given = re.findall(r"^(\w+)=", (FOLDER / "saidgraph.env").read_text("utf-8"), re.MULTILINE)
    assert given
    for name in {*given} - OF_OTHERS.keys():
        assert f'"{name}"' in read, name


OF_OTHERS = {"TMPDIR": "Python", "HF_HOME": "the libraries that fetch weights"}
HOSTILE = "postgres://u:p@db/saidgraph?sslmode=require&sslrootcert=/x;$HOME # `id`"
SHOWN = '"$DATABASE_URL" "$SECRET_KEY" "$LOG_FORMAT" "$EMBED_ALLOWED" "$HOME" "$USER"'
SHOW = f'#!/bin/sh\nprintf "%s\\n" {SHOWN} "$@" "$PWD"\n'


def test_commands_have_the_settings_that_services_have_and_the_folder_that_they_are_called_in(tmp_path: Path) -> None:
    (programs := tmp_path / ".venv" / "bin").mkdir(parents=True)
    (file := tmp_path / "saidgraph.env").write_text(
        f'# & no line\nDATABASE_URL={HOSTILE}\nSECRET_KEY="a & b"\n\n  LOG_FORMAT=json \t\nEMBED_ALLOWED=a\\b'
    )
    command = (FOLDER / "saidgraph-manage").read_text("utf-8")
    command = command.replace("/etc/saidgraph.env", str(file)).replace("/opt/saidgraph", str(tmp_path))
    for path, text in (
        (tmp_path / "saidgraph-manage", command),
        (programs / "python", SHOW),
        (programs / "setpriv", '#!/bin/sh\nshift 3\nexec "$@"\n'),
    ):
        path.write_text(text, "utf-8")
        path.chmod(0o755)
    (called_in := tmp_path / "called in").mkdir()
    environment = {"PATH": f"{programs}:{os.environ['PATH']}"}
    ran = subprocess.run(
        [tmp_path / "saidgraph-manage", "backup", "a b"],
        cwd=called_in, env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    told = ran.stdout.splitlines()
    own = [str(tmp_path), "saidgraph"]
    assert told == [HOSTILE, "a & b", "json", "ab", *own, str(tmp_path / "manage.py"), "backup", "a b", str(called_in)]
