"""Cleans what people write about a video and checks the addresses that they give, for form and API alike.

Markup stays as it is: it is text, and shown as text. Only what can't be seen and misleads is taken out.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from graphapp.runs.models import Run
from graphapp.runs.services import make_source
from graphapp.videos.recording import VideoDetails
from graphapp.web.addresses import is_web_address
from ingest.errors import AddressRefused
from ingest.language.legible import make_legible, shows_something
from ingest.records import RawSource

DETAIL_FIELDS = ("title", "channel", "published", "video_url", "description")
ONE_SOURCE = "Give one of these: a file, text, or an address."
PASTED = "pasted text"
ADDRESS_CHARS = 1000


def clean_line(text: str) -> str:
    """One line, as legible as what a transcript says. Empty where none of it can be seen."""
    line = make_legible(text)
    return line if shows_something(line) else ""


def check_address(address: str) -> None:
    """Raises ValidationError unless it is an http(s) address without blanks, and without a user or password in it."""
    if not is_web_address(address):
        raise ValidationError(
            "Give a whole address that begins with https:// or http://, without blanks or a password in it."
        )


def take_address(address: str) -> str:
    """An address from a command line, held to what the forms ask. Raises AddressRefused."""
    try:
        check_address(address)
    except ValidationError as error:
        raise AddressRefused(error.messages[0]) from None
    if len(address) > ADDRESS_CHARS:
        raise AddressRefused(f"An address may have {ADDRESS_CHARS:,} characters.", where=f"{address[:80]}…")
    return address


def read_details(values: Mapping[str, Any]) -> VideoDetails:
    """The details among checked values; what is missing stays empty."""
    given = {name: values[name] for name in DETAIL_FIELDS if values.get(name)}
    return VideoDetails(**given)


def list_left_out(run: Run, *, details: VideoDetails) -> list[str]:
    """Which of the details are otherwise where they would be kept: content that is known keeps those that it has."""
    kept = run.video or run
    given = (name for name in DETAIL_FIELDS if getattr(details, name))
    return [name for name in given if getattr(details, name) != getattr(kept, name)]


def read_source(values: Mapping[str, Any]) -> RawSource | str:
    """The one source among checked values `file`, `text`, `url`. None or several are a ValidationError."""
    given = [name for name in ("file", "text", "url") if values.get(name) not in (None, "")]
    if len(given) != 1:
        raise ValidationError(ONE_SOURCE)
    value = values[given[0]]
    if given[0] == "url":
        return str(value)
    if given[0] == "text":
        return make_source(str(value).encode("utf-8", "replace"), kind="text", name=PASTED)
    return _read_upload(value)


def _read_upload(file: UploadedFile) -> RawSource:
    name = clean_line(file.name or "")[-200:] or "upload"
    return make_source(file.read(), kind="file", name=name, media_type=file.content_type or "")
