"""The Celery app. Without BROKER_URL messages lie as files under DATA_DIR, so that no server is needed.

A message only wakes a worker: the run table is the truth, so a lost one loses nothing.
"""

from __future__ import annotations

import os
from typing import Any

from celery import Celery
from celery.signals import worker_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "graphapp.config.settings")

from django.conf import settings

from graphapp.config import file_broker
from graphapp.config.collecting import collect_seldom

QUEUE_FOLDER = "queue"
PATIENCE: dict[str, Any] = {
    "socket_connect_timeout": 2.0,
    "socket_timeout": 3.0,
    "socket_keepalive": True,
    "max_retries": 0,
}
"""Seconds, with a broker that is away or says nothing: whoever adds something waits as long. Workers, who ask for a
message for one second at a time, go on trying to connect all the same."""


def configure_broker(app: Celery) -> None:
    if settings.BROKER_URL:
        app.conf.broker_url = settings.BROKER_URL
        app.conf.broker_transport_options = PATIENCE
        app.conf.broker_connection_timeout = PATIENCE["socket_connect_timeout"]
        return
    folder = settings.DATA_DIR / QUEUE_FOLDER
    for name in ("messages", "done", "control"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    app.conf.broker_url = file_broker.URL
    app.conf.broker_transport_options = {
        # one folder both ways: sender and receiver share it
        "data_folder_in": str(folder / "messages"),
        "data_folder_out": str(folder / "messages"),
        "processed_folder": str(folder / "done"),
        "control_folder": str(folder / "control"),
        "store_processed": False,
        # seconds from one short task to the next, of which a worker has several between two talks
        "polling_interval": 0.05,
    }


WRITE_BACK_TASK = "graphapp.config.celery.write_back_log"

app = Celery("saidgraph")
app.conf.update(
    task_ignore_result=True,
    task_acks_late=True,
    worker_prefetch_multiplier=1,
    worker_hijack_root_logger=False,
    broker_connection_retry_on_startup=True,
    task_default_queue="saidgraph",
    timezone="UTC",
    # Remembers nothing: who begins to work sweeps first. The usual clock keeps a file, and stops for good where that
    # can't be written, as on a full disk.
    beat_scheduler="celery.beat:Scheduler",
    # What a lost message or a dead worker left behind; a sweep that waited longer than that is not worth doing.
    beat_schedule={
        "sweep": {"task": "graphapp.runs.tasks.sweep", "schedule": 30.0, "options": {"expires": 25.0}},
        "write back": {"task": WRITE_BACK_TASK, "schedule": 10.0, "options": {"expires": 8.0}},
        "store": {"task": "graphapp.runs.tasks.keep_store", "schedule": 20.0, "options": {"expires": 15.0}},
        "maps": {"task": "graphapp.explorer.tasks.draw_library", "schedule": 30.0, "options": {"expires": 25.0}},
        "desk": {"task": "graphapp.curation.tasks.gather_questions", "schedule": 20.0, "options": {"expires": 15.0}},
    },
)
configure_broker(app)


def prepare_worker(**_: object) -> None:
    from graphapp.runs.workers.readiness import tell_unready  # Django's apps are not ready when this module is read

    tell_unready()
    collect_seldom()


def write_back_log() -> None:
    from graphapp.config.sqlite.writing_back import write_back  # Django's settings are not read yet here

    write_back()


app.task(write_back_log, name=WRITE_BACK_TASK)

worker_init.connect(prepare_worker)
app.autodiscover_tasks()
