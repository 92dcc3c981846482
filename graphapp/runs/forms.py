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


class AddForm(forms.Form):
    """`source` and `details` are there once the form is valid. A transcript that can't be read is an error here."""

    file = forms.FileField(
        required=False,
        allow_empty_file=True,
        label="A transcript file",
        help_text="WebVTT, SRT, JSON of YouTube, Whisper or podcasts, Markdown or plain text; up to 20 MB.",
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
        label="The address of a transcript",
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

    source: RawSource | str
    details: VideoDetails

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        try:
            self.source = read_source(cleaned)
            check_readable(self.source)
        except IngestError as error:
            raise forms.ValidationError(str(error), code=error.code) from None
        self.details = read_details(cleaned)
        return cleaned


def check_readable(source: RawSource | str) -> None:
    """Raises IngestError for what is no transcript, while the person still has the form before them.

    An address is read by the run, and so is a very large file: nobody should wait for those here.
    """
    if isinstance(source, str) or len(source.data) > CHECKED_BYTES:
        return
    from ingest.pipeline import read_transcript

    read_transcript(source)
