"""How much and how long a source may be. Values only."""

from __future__ import annotations

MAX_BYTES = 20 * 1024 * 1024
"""Of a file, of standard input, and of a download after decompression."""

MAX_REDIRECTS = 5
CONNECT_SECONDS = 10.0
READ_SECONDS = 20.0
TOTAL_SECONDS = 60.0
"""For one attempt, redirects included."""

ATTEMPTS = 3
BACKOFF_SECONDS = (0.5, 2.0)
"""Waits between the attempts."""

MAX_WAIT_SECONDS = 10.0
"""The longest `Retry-After` that is waited for."""

LISTING_SECONDS = 600.0
"""For all pages of a playlist or channel."""

MAX_LISTED = 5000
"""Of a playlist, or of a channel's videos, its shorts and its streams each: as many as YouTube's playlists hold."""

MAX_MEDIA_BYTES = 1024 * 1024 * 1024
"""Of a recording that is downloaded to be transcribed."""

MEDIA_SECONDS = 1800.0
"""For its download."""
