"""`python -m ingest` as a person or script meets it: output, messages, exit status."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from ingest import sources
from ingest.__main__ import main
from ingest.records import RawSource

VTT = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ada Winter>Hello from the quay, where Ada Winter reads.\n"
CASES = Path(__file__).parent / "parse" / "cases"


@pytest.fixture
def talk(tmp_path: Path) -> Path:
    path = tmp_path / "the-tide.vtt"
    path.write_text(VTT)
    return path


def run(argv: Sequence[str | Path], capfd: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    try:
        status = main([str(word) for word in argv])
    except SystemExit as end:
        status = int(end.code or 0)
    out, err = capfd.readouterr()
    return status, out, err


def test_one_source_prints_one_object(talk: Path, capfd: pytest.CaptureFixture[str]) -> None:
    status, out, err = run([talk, "--until", "parse"], capfd)
    document = json.loads(out)
    assert status == 0
    assert list(document) == ["title", "language", "duration_ms", "source", "segments", "warnings"]
    assert document["title"] == "The tide"
    assert document["duration_ms"] == 2000
    assert document["source"].keys() == {"kind", "name", "sha256"}
    assert document["segments"] == [
        {
            "id": "s1",
            "start_ms": 1000,
            "end_ms": 2000,
            "speaker": "Ada Winter",
            "text": "Hello from the quay, where Ada Winter reads.",
        }
    ]
    assert "Traceback" not in err


def test_several_sources_print_one_a_line_in_order(talk: Path, capfd: pytest.CaptureFixture[str]) -> None:
    names = ["zoom.vtt", "captions.ttml", "dialogue.txt"]
    status, out, _ = run([*(CASES / name for name in names), "--until", "parse"], capfd)
    assert status == 0
    assert [json.loads(line)["source"]["name"] for line in out.splitlines()] == names


def test_a_failing_source_does_not_stop_the_others(talk: Path, capfd: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(["missing.vtt", talk, "/dev/null", "--until", "parse", "--quiet"], capfd)
    assert status == 1
    assert len(out.splitlines()) == 1
    assert len(err.splitlines()) == 2
    assert "missing.vtt" in err
    assert "/dev/null" in err


BAD = {
    "empty.vtt": b"",
    "no words.vtt": b"WEBVTT\n\n",
    "deep.json": b"[" * 100_000 + b"]" * 100_000,
    "picture.png": b"\x89PNG\r\n\x1a\n",
    "bomb.ttml": b'<!DOCTYPE tt [<!ENTITY a "b">]><tt><p>&a;</p></tt>',
    "terminal.json": b'{"a": "\\u001b[2J"}',
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_source_is_one_short_message(name: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / name).write_bytes(BAD[name])
    status, out, err = run([tmp_path / name, "--until", "parse", "--quiet"], capfd)
    assert (status, out) == (1, "")
    assert 1 <= len(err.splitlines()) <= 3
    assert err.count(name) == 1
    assert "Traceback" not in err


def test_a_file_whose_name_is_no_text_is_read_like_any_other(
    talk: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    odd = talk.rename(os.fsdecode(os.fsencode(tmp_path) + b"/\xff talk.vtt"))
    status, out, err = run([odd, "--until", "parse"], capfd)
    assert (status, json.loads(out)["source"]["name"]) == (0, "? talk.vtt")
    assert "Traceback" not in err


def test_a_message_can_not_take_over_the_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    _, _, err = run(["a\x1b[2Jb\nc\u202e.vtt", "--until", "parse"], capfd)
    assert "\x1b" not in err
    assert "\u202e" not in err
    assert len(err.splitlines()) <= 3


@pytest.mark.parametrize(
    "argv",
    [
        [],
        ["--bogus"],
        ["a.vtt", "--until", "nothing"],
        ["a.vtt", "--format", "docx"],
        ["a.vtt", "--extractor", "no-such-extractor"],
        ["a.vtt", "b.vtt", "--title", "T"],
        ["a.vtt", "--out", "/no/such/folder/x.json"],
        ["a.vtt", "--out", "/tmp"],
    ],
)
def test_wrong_usage_is_status_two_and_short(argv: list[str], capfd: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(argv, capfd)
    assert (status, out) == (2, "")
    assert 1 <= len(err.splitlines()) <= 3


def test_a_name_that_no_file_can_have_is_told_in_one_line(
    talk: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    status, out, err = run([talk, "--until", "parse", "--out", tmp_path / ("x" * 300)], capfd)
    assert (status, out) == (1, "")
    assert err == "ingest: The output can't be written: File name too long.\n"


def test_without_standard_output_one_line_says_so(
    talk: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    status, _, err = run([talk, "--until", "parse"], capfd)
    assert (status, err) == (1, "ingest: The output can't be written: standard output is closed.\n")


def test_without_standard_error_nothing_but_the_document_is_printed(
    talk: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    status, out, _ = run([talk, "--until", "parse"], capfd)
    assert (status, json.loads(out)["title"]) == (0, "The tide")


def test_without_standard_input_one_line_says_so(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    status, _, err = run(["-", "--until", "parse", "--quiet"], capfd)
    assert (status, err) == (1, "ingest: -: stdin: Standard input is closed.\n")


def test_help_has_an_example(capfd: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(["--help"], capfd)
    assert status == 0
    assert "Example" in out


def test_title_and_format_are_obeyed(talk: Path, capfd: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run([talk, "--until", "parse", "--title", "Mine", "--format", "text"], capfd)
    document = json.loads(out)
    assert document["title"] == "Mine"
    assert document["segments"][0]["text"].startswith("WEBVTT")


def test_output_goes_to_a_file_whole_or_not_at_all(
    talk: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "out.json"
    target.write_text("before")
    assert run(["missing.vtt", "--until", "parse", "--out", target], capfd)[:2] == (1, "")
    assert target.read_text() == "before"
    assert run([talk, "--until", "parse", "--out", target], capfd)[:2] == (0, "")
    assert json.loads(target.read_text())["title"] == "The tide"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.json", "the-tide.vtt"]


def test_standard_output_may_be_named(
    talk: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert json.loads(run([talk, "--until", "parse", "--out", "-"], capfd)[1])["title"] == "The tide"
    assert [path.name for path in tmp_path.iterdir()] == [talk.name]


@pytest.mark.parametrize(
    ("before", "umask", "after"), [(0o600, 0o022, 0o600), (None, 0o077, 0o600), (None, 0o022, 0o644)]
)
def test_a_file_is_readable_by_those_who_should(
    before: int | None, umask: int, after: int, talk: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "out.json"
    if before is not None:
        target.touch(before)
    usual = os.umask(umask)
    try:
        run([talk, "--until", "parse", "--out", target], capfd)
    finally:
        os.umask(usual)
    assert target.stat().st_mode & 0o777 == after


def test_a_link_still_leads_to_the_file(talk: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    link, target = tmp_path / "link.json", tmp_path / "target.json"
    link.symlink_to(target)
    run([talk, "--until", "parse", "--out", link], capfd)
    assert link.is_symlink()
    assert json.loads(target.read_text())["title"] == "The tide"


def stop_at_the_second(monkeypatch: pytest.MonkeyPatch) -> None:
    read = sources.read_source

    def stop(name: str) -> RawSource:
        if name == "stop":
            raise KeyboardInterrupt
        return read(name)

    monkeypatch.setattr(sources, "read_source", stop)


def test_what_was_read_before_the_work_was_stopped_is_there(
    talk: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    stop_at_the_second(monkeypatch)
    target = tmp_path / "out.json"
    status, out, _ = run([talk, "stop", talk, "--until", "parse"], capfd)
    assert (status, json.loads(out)["title"]) == (130, "The tide")
    assert run([talk, "stop", talk, "--until", "parse", "--out", target], capfd)[0] == 130
    assert json.loads(target.read_text())["title"] == "The tide"


def test_quiet_says_nothing_and_otherwise_warnings_are_told(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "order.vtt"
    path.write_text("WEBVTT\n\n00:05.000 --> 00:06.000\nb\n\n00:01.000 --> 00:02.000\na\n")
    assert run([path, "--until", "parse", "--quiet"], capfd)[2] == ""
    status, out, err = run([path, "--until", "parse"], capfd)
    assert status == 0
    assert "warning" in err
    assert json.loads(out)["warnings"][0]["code"] == "order"


def test_standard_input_is_a_source(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(VTT.encode())))
    status, out, _ = run(["-", "--until", "parse"], capfd)
    assert status == 0
    assert json.loads(out)["source"]["kind"] == "stdin"


def start(*argv: str, env: dict[str, str] | None = None) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "ingest", *argv],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, **(env or {})},
        cwd=Path(__file__).parents[2],
    )


def test_other_letters_survive_a_terminal_without_them() -> None:
    said = "WEBVTT\n\n00:01.000 --> 00:02.000\nZoë – 潮\n"
    process = start("-", "--until", "parse", env={"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"})
    out, err = process.communicate(said.encode())
    assert process.returncode == 0, err
    assert json.loads(out)["segments"][0]["text"] == "Zoë – 潮"


def test_a_reader_who_leaves_early_sees_no_traceback() -> None:
    process = start("-", "--until", "parse", "--quiet")
    assert process.stdout is not None
    process.stdout.close()
    process.stdout = None
    _, err = process.communicate(b"hello " * 100_000)
    assert (process.returncode, err) == (1, b"")


def test_parsing_needs_no_extractor_and_no_framework() -> None:
    code = (
        "import sys; from ingest.__main__ import main; status = main([sys.argv[1], '--until', 'parse', '--quiet']);"
        "heavy = {'django', 'numpy', 'neo4j', 'celery', 'httpx', 'pycrfsuite'};"
        "bad = {m for m in sys.modules if m.split('.')[0] in heavy};"
        "sys.exit(status or len(bad))"
    )
    case = str(CASES / "zoom.vtt")
    done = subprocess.run(
        [sys.executable, "-c", code, case], capture_output=True, cwd=Path(__file__).parents[2], check=False
    )
    assert done.returncode == 0, done.stderr


def test_settings_are_read_from_the_products_file_where_the_environment_says_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (settings := tmp_path / ".env").write_text("EXTRACTOR=there-is-none\n")
    monkeypatch.setattr("ingest.__main__._SETTINGS", settings)
    monkeypatch.setenv("EXTRACTOR", "")  # so that what is read is forgotten afterwards
    monkeypatch.delenv("EXTRACTOR")
    (talk := tmp_path / "talk.txt").write_text("Ada: Hello there.\n")
    assert main([str(talk)]) == 2
    assert "There is no extractor “there-is-none”" in capsys.readouterr().err


def test_settings_that_can_not_be_read_are_told_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (settings := tmp_path / ".env").write_bytes(b"EXTRACTOR=\xff\n")
    monkeypatch.setattr("ingest.__main__._SETTINGS", settings)
    with pytest.raises(SystemExit) as ended:
        main(["talk.txt"])
    assert ended.value.code == 2
    assert f"{settings} can't be read" in capsys.readouterr().err
