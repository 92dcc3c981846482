"""A file that people were promised is there whole, or what stood there before still is."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from graphapp.web.whole_file import STANDARD, read_whole, write_whole


def test_what_stood_there_stays_where_writing_breaks_off(tmp_path: Path) -> None:
    path = tmp_path / "library.tar.gz"
    path.write_bytes(b"yesterday's")
    with pytest.raises(KeyboardInterrupt), write_whole(path) as file:
        file.write(b"half")
        raise KeyboardInterrupt
    assert path.read_bytes() == b"yesterday's"
    assert [file.name for file in tmp_path.iterdir()] == ["library.tar.gz"]


def test_nobody_sees_a_part_under_its_name(tmp_path: Path) -> None:
    path = tmp_path / "decisions.jsonl"
    with write_whole(path) as file:
        file.write(b"all of it")
        assert not path.exists()
    assert path.read_bytes() == b"all of it"
    assert [file.name for file in tmp_path.iterdir()] == ["decisions.jsonl"]


def test_a_private_file_is_its_owner_s_alone_and_others_follow_the_umask(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        for name, private in (("backup", True), ("export", False)):
            with write_whole(tmp_path / name, private=private) as file:
                assert not private or stat.S_IMODE(os.fstat(file.fileno()).st_mode) == 0o600
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "backup").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "export").stat().st_mode) == 0o640


def test_a_link_goes_on_pointing_where_it_did(tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    (tmp_path / "latest").symlink_to(tmp_path / "disk" / "today")
    with write_whole(tmp_path / "latest") as file:
        file.write(b"new")
    assert (tmp_path / "latest").is_symlink()
    assert (tmp_path / "disk" / "today").read_bytes() == b"new"


def test_a_pipe_is_written_to_as_it_is(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    with write_whole(pipe) as file:
        file.write(b"line")
    reader.join(timeout=10)
    assert read == [b"line"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_standard_output_is_written_to_though_it_is_piped_on() -> None:
    code = "from pathlib import Path; from graphapp.web.whole_file import STANDARD, read_whole, write_whole\n"
    code += "with write_whole(Path('/dev/stdout')) as file: file.write(b'line')"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, timeout=60)
    assert run.stdout == b"line"


def test_a_dash_is_standard_output_and_standard_input_which_can_be_read_back_and_forth(
    capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    with write_whole(STANDARD) as file:
        file.write(b"line")
    assert capfdbinary.readouterr().out == b"line"
    reading, writing = os.pipe()
    os.write(writing, b"first second")
    os.close(writing)
    with os.fdopen(reading) as given, monkeypatch.context() as patch:
        patch.setattr(sys, "stdin", given)
        with read_whole(STANDARD) as file:
            assert [file.read(), file.seek(6), file.read()] == [b"first second", 6, b"second"]
    assert list(tmp_path.iterdir()) == []
