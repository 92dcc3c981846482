"""Files, standard input and uploads: regular files only, up to the limit, each failure one sentence."""

from __future__ import annotations

import hashlib
import io
import os
import socket
import sys
from pathlib import Path

import pytest

from ingest.errors import SourceError
from ingest.sources import MAX_BYTES, read_source, source_from_bytes, source_from_text


def test_a_file_is_read_with_its_name_and_fingerprint(tmp_path: Path) -> None:
    path = tmp_path / "talk.vtt"
    path.write_bytes(b"hello")
    raw = read_source(str(path))
    assert raw.data == b"hello"
    assert (raw.source.kind, raw.source.name) == ("file", "talk.vtt")
    assert raw.source.sha256 == hashlib.sha256(b"hello").hexdigest()


def test_a_link_to_a_file_is_followed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("hello")
    (tmp_path / "b.txt").symlink_to("a.txt")
    assert read_source(str(tmp_path / "b.txt")).data == b"hello"


@pytest.mark.parametrize("name", ["", "no-such-file", "a\0b", "x" * 5000, "/dev/zero", "/dev/null", "."])
def test_what_is_no_regular_file_is_refused_in_one_sentence(name: str) -> None:
    with pytest.raises(SourceError) as refused:
        read_source(name)
    assert not refused.value.transient
    assert "\n" not in str(refused.value)


def test_a_pipe_is_refused_without_waiting_for_a_writer(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(SourceError, match="pipe"):
        read_source(str(tmp_path / "pipe"))


def test_a_socket_is_refused(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "s"))
        with pytest.raises(SourceError, match="regular"):
            read_source(str(tmp_path / "s"))


def test_a_file_over_the_limit_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(SourceError, match="larger"):
        read_source(str(path))


def test_a_recording_over_the_limit_is_told_how_it_can_be_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "large.mp3"
    with path.open("wb") as file:
        file.write(b"ID3\x03")
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(SourceError, match=r"Give its address, .* or its transcript\."):
        read_source(str(path))
    with path.open() as stream:
        monkeypatch.setattr(sys, "stdin", stream)
        with pytest.raises(SourceError, match="Give its address"):
            read_source("-")


def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"\xff hello")))
    raw = read_source("-")
    assert (raw.data, raw.source.kind) == (b"\xff hello", "stdin")


def test_endless_standard_input_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with Path("/dev/zero").open() as zeros:
        monkeypatch.setattr(sys, "stdin", zeros)
        with pytest.raises(SourceError, match="larger"):
            read_source("-")


def test_uploads_are_sources_too() -> None:
    raw = source_from_bytes(b"hello", name="up.vtt", kind="file")
    assert (raw.source.name, raw.source.kind, raw.data) == ("up.vtt", "file", b"hello")
    with pytest.raises(SourceError):
        source_from_bytes(b"a" * (MAX_BYTES + 1), name="up.vtt", kind="file")


def test_pasted_text_may_hold_half_characters() -> None:
    assert source_from_text("a\ud800b").data == b"a?b"
