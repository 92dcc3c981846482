"""The shapes of runs, and of what is sent to add or change a video, in the API."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from graphapp.runs.concealing import show_run_to
from graphapp.runs.intake import ONE_SOURCE, check_address, clean_line
from graphapp.runs.models import Run, State


class LineField(serializers.CharField):
    """One line of text, cleaned of what can't be seen."""

    def to_internal_value(self, data: Any) -> str:
        line = clean_line(super().to_internal_value(data))
        return line if line or self.allow_blank else self.fail("blank")


class DetailsShape(serializers.Serializer[Any]):
    """What the person who adds a video may say of it."""

    title = LineField(required=False, allow_blank=True, max_length=300)
    channel = LineField(required=False, allow_blank=True, max_length=200)
    published = serializers.DateField(required=False, allow_null=True)
    video_url = serializers.CharField(required=False, allow_blank=True, max_length=1000)
    description = serializers.CharField(required=False, allow_blank=True, max_length=5000)

    def validate_video_url(self, value: str) -> str:
        if value:
            check_address(value)
        return value


class VideoIntake(DetailsShape):
    """Exactly one of `file`, `text` and `url`."""

    file = serializers.FileField(required=False, allow_empty_file=True, max_length=255)
    text = serializers.CharField(required=False, trim_whitespace=False, max_length=settings.UPLOAD_LIMIT_BYTES)
    url = serializers.CharField(required=False, max_length=1000, validators=[check_address])

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if sum(self._count(name) for name in ("file", "text", "url") if name in attrs) != 1:
            raise serializers.ValidationError(ONE_SOURCE, code="one_source")
        return attrs

    def _count(self, name: str) -> int:
        """A form may hold a field several times, of which the last alone would be taken."""
        given: Any = self.initial_data
        return len(given.getlist(name)) if hasattr(given, "getlist") else 1


class VideoChanges(DetailsShape):
    """Fields that are left out stay as they are."""

    title = LineField(required=False, max_length=300)


class Accepted(serializers.Serializer[Any]):
    run = serializers.CharField(help_text="The run's id: ask runs/ID/ how far it is.")
    video = serializers.CharField(allow_null=True, help_text="The video's id, once it is known.")
    left_out = serializers.ListField(
        child=serializers.CharField(),
        help_text="Details that were given otherwise than known content has them: PATCH the video to change those.",
    )


class ErrorShape(serializers.Serializer[Any]):
    code = serializers.CharField()
    message = serializers.CharField()
    details = serializers.DictField()


class LineShape(serializers.Serializer[Any]):
    at = serializers.DateTimeField()
    text = serializers.CharField()


class RunSourceShape(serializers.Serializer[Any]):
    kind = serializers.CharField()
    name = serializers.CharField(help_text="Of an address, below the role editor, without user, query and fragment.")


class RunItem(serializers.ModelSerializer[Run]):
    state = serializers.ChoiceField(State.choices, read_only=True)
    video = serializers.CharField(source="video_id", allow_null=True, read_only=True)
    source = serializers.SerializerMethodField()
    error = serializers.SerializerMethodField()

    def to_representation(self, instance: Run) -> dict[str, Any]:
        return super().to_representation(show_run_to(self.context["request"].user, instance))

    class Meta:
        model = Run
        fields: tuple[str, ...] = (
            "id",
            "state",
            "stage",
            "progress",
            "error",
            "video",
            "source",
            "title",
            "attempts",
            "created_at",
            "started_at",
            "finished_at",
        )
        read_only_fields = fields

    @extend_schema_field(RunSourceShape)
    def get_source(self, run: Run) -> dict[str, str]:
        return {"kind": run.source_kind, "name": run.source_name}

    @extend_schema_field(ErrorShape(allow_null=True))
    def get_error(self, run: Run) -> dict[str, Any] | None:
        return run.error


class RunFull(RunItem):
    log = LineShape(many=True, read_only=True)

    class Meta(RunItem.Meta):
        fields = (*RunItem.Meta.fields, "log")
        read_only_fields = fields
