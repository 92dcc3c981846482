"""Runs: the truth about what is queued, being worked on and finished. Messages only wake workers.

A run's payload (the bytes it reads) lies in a file named by its sha256; see `graphapp.runs.storage.payloads`.
"""

from __future__ import annotations

import secrets

from django.conf import settings
from django.db import models
from django.utils import timezone

from ingest.errors import ParseError, UnknownFormat
from ingest.ids import hash_id

ID_BYTES = 8


class State(models.TextChoices):
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


OUTCOME = "outcome"
"""Under this name `given` holds what became of a run that no video came of, in a sentence or two."""
UNREADABLE = (ParseError.code, UnknownFormat.code)
"""Codes of errors that mean: these bytes are no transcript. What lies at their address may be one another time."""
OPEN_STATES = (State.QUEUED, State.RUNNING)
ENDED_EARLY = (State.FAILED, State.CANCELLED)


DOING = {
    "read": "fetching the source",
    "parse": "reading the transcript",
    "extract": "looking for names",
    "resolve": "joining names that mean the same",
    "relate": "looking for connections",
    "outline": "writing chapters, topics and summary",
    "record": "writing it down",
    "graph": "drawing the graph",
}


def address_key(address: str) -> str:
    """A short name of an address: an index over whole addresses has its limits."""
    return hash_id("address", (address,))


def item_key(listing: str, name: str) -> str:
    """Of what a listing calls one of its recordings for good; "" where it has no name. `listing`: its `address_key`."""
    return hash_id("item", (listing, name)) if name else ""


def make_run_id() -> str:
    return secrets.token_hex(ID_BYTES)


class Run(models.Model):
    """One ingest of one source.

    `address_key`: of the address that is read (`address_key`), empty for what came as bytes.
    `item_key`: of the name that a listing has for it (`item_key`), wherever it lies; empty where none names it.
    `retries`: how often a later look at its listing queued it again, since it had failed.
    `payload`: sha256 of the bytes, empty until an address was fetched. `worker` holds the run until
    `lease_until`; after that anybody may take it again. `progress` 0..1. `error`: code, message, details.
    `given`: what the place said that named or gave the bytes. `parent`: the run of the listing that named it.
    `recorded`: the record has the result, only the graph store may lack it. `log`: [{"at", "text"}], oldest first.
    """

    id = models.CharField(primary_key=True, max_length=2 * ID_BYTES, default=make_run_id, editable=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    stage = models.CharField(max_length=16, blank=True, default="")
    progress = models.FloatField(default=0.0)
    error = models.JSONField(null=True)
    log = models.JSONField(default=list)

    source_kind = models.CharField(max_length=16)
    source_name = models.CharField(max_length=1000)
    address_key = models.CharField(max_length=16, blank=True, default="")
    item_key = models.CharField(max_length=16, blank=True, default="", db_default="")
    media_type = models.CharField(max_length=200, blank=True, default="")
    payload = models.CharField(max_length=64, blank=True, default="")
    title = models.CharField(max_length=300, blank=True, default="")
    channel = models.CharField(max_length=200, blank=True, default="")
    published = models.DateField(null=True)
    video_url = models.URLField(max_length=1000, blank=True, default="")
    description = models.TextField(blank=True, default="")
    sample = models.BooleanField(default=False)
    again = models.BooleanField(default=False)

    given = models.JSONField(default=dict, blank=True)
    parent = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="children")
    followed = models.ForeignKey("runs.Followed", null=True, on_delete=models.SET_NULL, related_name="runs")

    video = models.ForeignKey("videos.Video", null=True, on_delete=models.SET_NULL, related_name="runs")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    attempts = models.PositiveIntegerField(default=0)
    retries = models.PositiveSmallIntegerField(default=0, db_default=0)
    worker = models.CharField(max_length=80, blank=True, default="")
    heartbeat_at = models.DateTimeField(null=True)
    lease_until = models.DateTimeField(null=True)
    not_before = models.DateTimeField(null=True)
    cancel_requested = models.BooleanField(default=False)
    recorded = models.BooleanField(default=False)

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(fields=["state", "created_at"]),
            models.Index(fields=["state", "created_at"], condition=models.Q(parent=None), name="runs_not_of_listings"),
            models.Index(fields=["-created_at", "-id"]),
            models.Index(fields=["payload"]),
            models.Index(fields=["address_key"]),
            models.Index(fields=["item_key"]),
        ]
        constraints = [
            # Two workers never read the same content at once, whatever they raced for.
            models.UniqueConstraint(
                fields=["payload"],
                condition=models.Q(state=State.RUNNING) & ~models.Q(payload=""),
                name="one_running_per_payload",
            )
        ]

    def __str__(self) -> str:
        return f"{self.source_name} ({self.state})"

    @property
    def name(self) -> str:
        """What a person calls it: the title that was given, or found, else where it comes from."""
        return self.title or self.given.get("title") or self.source_name

    @property
    def outcome(self) -> str:
        """Why nothing came of it, where nothing did and nothing failed."""
        return str(self.given.get(OUTCOME, ""))

    @property
    def doing(self) -> str:
        """What the stage does, in words for a page."""
        return DOING.get(self.stage, "starting")

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    @property
    def is_resting(self) -> bool:
        """Whether it failed of what passes, and waits for its next attempt."""
        return self.state == State.QUEUED and self.not_before is not None and self.not_before > timezone.now()


class Followed(models.Model):
    """An address that is looked at again and again: a feed, channel or playlist for what is new, a page for changes.

    `id`: `address_key` of the address, so that one is followed once. `etag`, `modified`: the version
    that was read last, as the server names it. `error`: why it could not be read. `failures`: looks in vain since then.
    """

    id = models.CharField(primary_key=True, max_length=16, editable=False)
    address = models.CharField(max_length=1000)
    title = models.CharField(max_length=300, blank=True, default="")
    every_minutes = models.PositiveIntegerField(default=60)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    next_at = models.DateTimeField(db_index=True)
    checked_at = models.DateTimeField(null=True)
    etag = models.CharField(max_length=200, blank=True, default="")
    modified = models.CharField(max_length=200, blank=True, default="")
    found = models.PositiveIntegerField(default=0)
    error = models.JSONField(null=True)
    failures = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["created_at", "id"]

    def __str__(self) -> str:
        return self.title or self.address


class Deleted(models.Model):
    """What somebody deleted the video of: no listing that names it brings it back. Who adds it by hand does.

    `id`: an `address_key`, or an `item_key`, since the same recording may lie elsewhere the next time.
    """

    id = models.CharField(primary_key=True, max_length=16, editable=False)
    deleted_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.id


class Hold(models.Model):
    """A named right that one process has at a time, until it gives it back or `until` has passed."""

    name = models.CharField(primary_key=True, max_length=40)
    holder = models.CharField(max_length=80, blank=True, default="")
    until = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class LoadedSample(models.Model):
    """A sample talk that was loaded once. Who deletes it doesn't get it back by the next `make run`."""

    file = models.CharField(primary_key=True, max_length=200)
    loaded_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.file
