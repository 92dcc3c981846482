"""The structure that CONTRIBUTING describes is the structure that is there."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("graphapp", "ingest")
DRAWERS = {"utils", "util", "helpers", "helper", "common", "misc", "base", "core", "manager", "managers", "stuff"}
LONGEST_FILE = 350
NAMED_BY_DJANGO = {ROOT / "graphapp" / "config" / "sqlite" / "base.py"}
IMPORT_ALL = """
import importlib, os, sys, django
os.environ["DJANGO_SETTINGS_MODULE"] = "graphapp.config.settings"
django.setup()
for name in sys.argv[1:]:
    importlib.import_module(name)
"""
MODULES = sorted(
    path for package in PACKAGES for path in (ROOT / package).rglob("*.py") if "migrations" not in path.parts
)


def test_imports_point_one_way() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert run.returncode == 0, run.stdout[-4000:] + run.stderr[-2000:]


def test_every_module_finds_what_it_imports() -> None:
    """In a process of its own, where nothing else has been imported."""
    paths = (path.relative_to(ROOT).with_suffix("") for path in MODULES)
    names = [".".join(path.parts).removesuffix(".__init__") for path in paths]
    command = [sys.executable, "-c", IMPORT_ALL, *names]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr[-4000:]


def test_there_are_no_drawers() -> None:
    named_here = [path for path in MODULES if path not in NAMED_BY_DJANGO]
    assert not [path for path in named_here if path.stem in DRAWERS or path.parent.name in DRAWERS]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_module_says_what_it_is_for_and_stays_small(path: Path) -> None:
    source = path.read_text("utf-8")
    if source.strip():
        assert ast.get_docstring(ast.parse(source)), "a module needs a docstring"
    assert len(source.splitlines()) <= LONGEST_FILE


def test_no_query_text_is_built_from_strings() -> None:
    """Cypher and SQL are constant texts with parameters: never an f-string, `%` or `format` in a query call."""
    calls = {"execute", "run", "raw", "execute_query"}
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in calls
        and node.args
        and isinstance(node.args[0], ast.JoinedStr | ast.BinOp)
    ]
    assert not found
