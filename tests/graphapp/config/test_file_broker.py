"""Without a broker, messages lie as files: they arrive in order, and none is seen before it is whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from kombu import Connection
from kombu.exceptions import ChannelError

from graphapp.config import file_broker


@pytest.fixture
def queue(tmp_path: Path) -> Iterator[Any]:
    """Of another name each time: Kombu remembers for the whole process which queues it has made."""
    folders = {
        "data_folder_in": str(tmp_path),
        "data_folder_out": str(tmp_path),
        "control_folder": str(tmp_path / "control"),
    }
    with (
        Connection(file_broker.URL, transport_options=folders) as connection,
        connection.SimpleQueue(tmp_path.name) as opened,
    ):
        yield opened


def test_messages_arrive_whole(queue: Any) -> None:
    for number in range(3):
        queue.put({"number": number})
    found = [queue.get(timeout=5).payload["number"] for _ in range(3)]
    assert sorted(found) == [0, 1, 2]


def test_a_message_that_could_not_be_finished_is_never_seen(queue: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError("no space left")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", fail)
        with pytest.raises(ChannelError):
            queue.put({"number": 1})
    with pytest.raises(queue.Empty):
        queue.get_nowait()
    queue.put({"number": 2})
    assert queue.get(timeout=5).payload == {"number": 2}
