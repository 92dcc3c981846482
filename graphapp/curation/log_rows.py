"""Writes what is kept of a decision and of what was done with it: constant statements, since all others wait for their
turn meanwhile. Decides nothing."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from django.db import connection
from django.utils import timezone

from graphapp.curation.fields import Terms
from graphapp.videos.database.column_updates import insert_many, run_many
from graphapp.videos.models import Decision

DECISION = """
INSERT INTO videos_decision (id, "order", kind, said, subject, note, author, made_at, active, effect, request)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
"""
KEYS = 'INSERT INTO videos_decisionkey (decision_id, key, kind, "order", meant) VALUES (%s, %s, %s, %s, %s)'
VIDEOS = "INSERT INTO videos_decisionvideo (decision_id, video, applied) VALUES (%s, %s, %s)"
EVENT = "INSERT INTO videos_decisionevent (decision_id, action, author, at) VALUES (%s, %s, %s, %s)"


def log_decision(decision: Decision, terms: Terms) -> None:
    """That it was made, by its author, at its time."""
    d = decision
    texts = (json.dumps(d.said), d.subject, d.note, d.author, _write_time(d.made_at), d.active, json.dumps(d.effect))
    run_many(DECISION, [(d.id, d.order, d.kind, *texts, d.request)])
    insert_many(KEYS, ((d.id, key, d.kind, d.order, d.said.get("key", "")) for key in terms.keys))
    run_many(VIDEOS, ((d.id, reference, False) for reference in terms.videos))


def log_event(decision: Decision, action: str, *, author: str) -> None:
    run_many(EVENT, [(decision.id, action, author, _write_time(timezone.now()))])


def _write_time(at: datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(at)
