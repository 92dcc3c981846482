"""The product's settings over a folder of the tests' own: a real installation is never touched."""

from __future__ import annotations

import os

from tests.own_folder import make_own_folder

os.environ["DATA_DIR"] = os.environ.get("TEST_DATA_DIR") or make_own_folder()
os.environ["SECRET_KEY"] = "only-for-tests"
os.environ["WRITES_PER_MINUTE"] = "0"
for name in ("GRAPH_URL", "DATABASE_URL", "BROKER_URL", "EXTRACTOR", "PUBLIC", "DEBUG", "HTTPS"):
    os.environ.pop(name, None)
for name in ("DATABASE_URL", "BROKER_URL"):
    if os.environ.get(f"TEST_{name}"):
        os.environ[name] = os.environ[f"TEST_{name}"]

# Processes that tests start, and Celery's app while it is imported below, read the product's own module.
os.environ["DJANGO_SETTINGS_MODULE"] = "graphapp.config.settings"

from graphapp.config.settings import *  # noqa: E402, F403

# What keeps its connection beyond a request, a browser's thread of the server for one, would keep the database as well.
DATABASES["default"]["CONN_MAX_AGE"] = 0  # noqa: F405

# The real hasher is slow on purpose, and each client of a test would read the whole folder of static files.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
WHITENOISE_AUTOREFRESH = True
