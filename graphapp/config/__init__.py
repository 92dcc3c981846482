"""Settings, addresses and processes. The only package that knows all apps."""

from graphapp.config.celery import app as celery_app

__all__ = ["celery_app"]
