"""What a request may weigh, checked while it is read: before memory or disk are filled.

Knows sizes only; what the bytes mean is checked by whoever takes them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser

FORM_BYTES = 64 * 1024


def check_length(length: int) -> None:
    """Refuses a body that is longer than an upload and the form around it may be. Bytes."""
    if length > settings.UPLOAD_LIMIT_BYTES + FORM_BYTES:
        raise RequestDataTooBig("The request is larger than UPLOAD_LIMIT_BYTES.")


class LimitUpload(FileUploadHandler):
    """Stops reading at the limit, all files of one request together. Must come first among the handlers."""

    received = 0

    def handle_raw_input(
        self,
        input_data: Any,
        META: Any,  # noqa: N803 (Django's name)
        content_length: int,
        boundary: Any,
        encoding: Any = None,
    ) -> None:
        check_length(content_length)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.received += len(raw_data)
        if self.received > settings.UPLOAD_LIMIT_BYTES:
            raise RequestDataTooBig("The files are larger than UPLOAD_LIMIT_BYTES.")
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None


class LimitedJSONParser(JSONParser):
    """JSON up to the size limit, not nested so deep that reading it fails, and without halves of characters, which no
    answer could repeat."""

    def parse(self, stream: Any, media_type: Any = None, parser_context: Any = None) -> Any:
        check_length(int(stream.META.get("CONTENT_LENGTH") or 0) if hasattr(stream, "META") else 0)
        try:
            found = super().parse(stream, media_type, parser_context)
            for text in list_texts(found):
                text.encode()
        except RecursionError:
            raise ParseError("JSON parse error: nested too deep.") from None
        except UnicodeEncodeError:
            raise ParseError("JSON parse error: it holds half of a character.") from None
        return found


def list_texts(value: Any) -> Iterator[str]:
    """All texts within what JSON can hold."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            yield name
            yield from list_texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from list_texts(inner)
