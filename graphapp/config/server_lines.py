"""gunicorn's own lines, written as all others of the log are. Read before Django's settings are: needs none of them."""

from __future__ import annotations

from gunicorn.config import Config
from gunicorn.glogging import Logger

from graphapp.config.environment import env
from graphapp.web.logs import JsonLines, TextLines


class ServerLines(Logger):
    """One JSON object a line with LOG_FORMAT=json; never a secret."""

    def setup(self, cfg: Config) -> None:
        super().setup(cfg)
        in_json = env.str("LOG_FORMAT", default="text") == "json"
        lines = JsonLines() if in_json else TextLines(self.error_fmt, self.datefmt)
        for handler in (*self.error_log.handlers, *self.access_log.handlers):
            handler.setFormatter(lines)
