"""Messages as files, where there is no broker: Kombu's own transport, but for that a message is whole once it is seen.

Kombu opens a file under its last name and writes it then; a worker that looks in between reads nothing, and ends.
"""

from __future__ import annotations

from pathlib import Path
from time import monotonic
from typing import Any
from uuid import uuid4

from kombu.exceptions import ChannelError
from kombu.transport import TRANSPORT_ALIASES, filesystem
from kombu.utils.json import dumps

SCHEME = "wholefiles"
URL = f"{SCHEME}://localhost/"
"""A host that is not asked for, but missed in the log."""


class Channel(filesystem.Channel):
    def _put(self, queue: str, payload: Any, **_: Any) -> None:  # type: ignore[override]  # Kombu's own disagree
        file = Path(self.data_folder_out) / f"{round(monotonic() * 1000)}_{uuid4()}.{queue}.msg"
        part = file.with_name(f"{file.name}.part")
        try:
            part.write_bytes(dumps(payload).encode())  # type: ignore[no-untyped-call]
            part.replace(file)
        except OSError as error:
            part.unlink(missing_ok=True)
            raise ChannelError(f"Cannot write {file}") from error


class Transport(filesystem.Transport):
    Channel = Channel


TRANSPORT_ALIASES[SCHEME] = f"{__name__}:Transport"
