"""The form by which a person adds a video: one of file, text and address, and what they know of it."""

from __future__ import annotations

from typing import Any

from django import forms

from graphapp.runs.intake import check_address, clean_line, read_details, read_source
from graphapp.videos.recording import VideoDetails
from ingest.errors import IngestError
from ingest.records import RawSource

CHECKED_BYTES = 2 * 1024 * 1024


class LineInput(forms.CharField):
    def to_python(self, value: Any) -> str:
        return clean_line(super().to_python(value) or "")


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of files, as a list."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        found = data if isinstance(data, list | tuple) else [data] if data else []
        return [super(FilesField, self).clean(file, initial) for file in found]


class AddForm(forms.Form):
    """`sources` and `details` are there once the form is valid. A transcript that can't be read is an error here."""

    file = FilesField(
        required=False,
        allow_empty_file=True,
        label="Transcript files",
        help_text="WebVTT, SRT, JSON of YouTube, Whisper or podcasts, Markdown or plain text; up to 20 MB in all. "
        "A recording too, where this server can transcribe one.",
    )
    text = forms.CharField(
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "placeholder": "Ada: Welcome back to the show …"}),
        label="The transcript itself",
    )
    url = forms.CharField(
        required=False,
        max_length=1000,
        validators=[check_address],
        widget=forms.URLInput(attrs={"placeholder": "https://…"}),
        label="An address",
        help_text="A transcript, a page, a podcast feed, or a YouTube video, playlist or channel.",
    )
    title = LineInput(required=False, max_length=300, label="Title")
    channel = LineInput(required=False, max_length=200, label="Channel or show")
    published = forms.DateField(
        required=False, label="Published", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    video_url = forms.CharField(
        required=False,
        max_length=1000,
        validators=[check_address],
        widget=forms.URLInput(attrs={"placeholder": "https://…"}),
        label="Address of the recording",
        help_text="If you give one, readers can play the second at which something is said.",
    )

    sources: list[RawSource | str]
    details: VideoDetails

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        try:
            self.sources = read_sources(cleaned)
            if len(self.sources) == 1:
                check_readable(self.sources[0])
        except IngestError as error:
            raise forms.ValidationError(str(error), code=error.code) from None
        self.details = read_details(cleaned)
        return cleaned


class FollowForm(forms.Form):
    url = forms.CharField(
        max_length=1000,
        validators=[check_address],
        widget=forms.URLInput(attrs={"placeholder": "https://…"}),
        label="An address to follow",
        help_text="A podcast feed, a YouTube channel or playlist, or a page whose transcript grows.",
    )
    every = forms.TypedChoiceField(
        coerce=int,
        choices=[(15, "every quarter of an hour"), (60, "every hour"), (360, "every six hours"), (1440, "every day")],
        initial=60,
        label="Look there",
    )


def read_sources(values: dict[str, Any]) -> list[RawSource | str]:
    """One of text, address and files; of files there may be many, which then share all that is said but a title."""
    files = values.get("file") or []
    if len(files) > 1 and values.get("title"):
        raise forms.ValidationError("A title goes with one transcript. Leave it empty: each file is named by itself.")
    several = [{**values, "file": file} for file in files] or [{**values, "file": None}]
    return [read_source(one) for one in several]


def check_readable(source: RawSource | str) -> None:
    """Raises IngestError for what is no transcript, and for a recording where nothing could hear it, while the person
    still has the form before them.

    An address is read by the run, and so is a very large file: nobody should wait for those here.
    """
    if isinstance(source, str) or len(source.data) > CHECKED_BYTES:
        return
    from ingest.pipeline import read_transcript
    from ingest.sources.recordings import is_recording
    from ingest.sources.speech import check_available

    if is_recording(source.data):
        check_available(source.source.name)
    else:
        read_transcript(source)
