"""What the environment says about the language model. Reads and checks; opens nothing."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from ingest.errors import ExtractorUnavailable

_OWN_DATA = Path(__file__).resolve().parents[3] / "data"
"""Where the product keeps what it writes too, wherever the command is called."""
SECOND_LOOKS = ("inline", "call", "off")


@dataclass(frozen=True, slots=True)
class LlmSettings:
    """Seconds, words, tokens as named. Limits and prices of 0 mean none; prices are per million tokens.

    `second_look`: how a stretch is searched for what was missed: within the same answer ("inline"), by a
    second call ("call"), or not at all ("off"). `cache_folder`: None keeps no answers.
    """

    url: str
    model: str
    api_key: str = ""
    concurrency: int = 4
    timeout_seconds: float = 600.0
    retries: int = 4
    backoff_seconds: float = 0.5
    requests_per_minute: int = 0
    tokens_per_minute: int = 0
    chunk_words: int = 3400
    overlap_words: int = 60
    max_output_tokens: int = 16000
    max_tokens: int = 0
    max_cost: float = 0.0
    price_in: float = 0.0
    price_out: float = 0.0
    second_look: str = "inline"
    cache_folder: Path | None = None

    @property
    def address(self) -> str:
        """The URL as it may be shown: without the name and password that it may hold."""
        head, at, rest = self.url.rpartition("@")
        return head.partition("://")[0] + "://" + rest if at else self.url


def read_settings(environ: Mapping[str, str] | None = None) -> LlmSettings:
    """Raises `ExtractorUnavailable` with one sentence on what to set."""
    env = os.environ if environ is None else environ
    settings = LlmSettings(
        url=_read_url(env),
        model=_read_model(env),
        api_key=_read_key(env),
        concurrency=int(_read_number(env, "LLM_CONCURRENCY", default=4, least=1)),
        timeout_seconds=_read_number(env, "LLM_TIMEOUT", default=600, least=0.01),
        retries=int(_read_number(env, "LLM_RETRIES", default=4)),
        backoff_seconds=_read_number(env, "LLM_BACKOFF", default=0.5),
        requests_per_minute=int(_read_number(env, "LLM_RPM", default=0)),
        tokens_per_minute=int(_read_number(env, "LLM_TPM", default=0)),
        chunk_words=int(_read_number(env, "LLM_CHUNK_WORDS", default=3400, least=50, most=8000)),
        overlap_words=int(_read_number(env, "LLM_OVERLAP_WORDS", default=60)),
        max_output_tokens=int(_read_number(env, "LLM_MAX_OUTPUT_TOKENS", default=16000, least=100)),
        max_tokens=int(_read_number(env, "LLM_MAX_TOKENS", default=0)),
        max_cost=_read_number(env, "LLM_MAX_COST", default=0),
        price_in=_read_number(env, "LLM_PRICE_IN", default=0),
        price_out=_read_number(env, "LLM_PRICE_OUT", default=0),
        second_look=_read_second_look(env),
        cache_folder=_read_cache_folder(env),
    )
    if settings.max_cost and not (settings.price_in or settings.price_out):
        raise ExtractorUnavailable(
            "LLM_MAX_COST limits nothing without prices.",
            advice="Set LLM_PRICE_IN and LLM_PRICE_OUT, for a million tokens each, or LLM_MAX_TOKENS instead.",
        )
    return settings


def _read_url(env: Mapping[str, str]) -> str:
    url = env.get("LLM_URL", "").strip().rstrip("/").removesuffix("/chat/completions")
    if not url:
        raise ExtractorUnavailable(
            "The extractor “llm” needs to know where the language model is.",
            advice="Set LLM_URL to an OpenAI-compatible endpoint, such as http://127.0.0.1:11434/v1, and LLM_MODEL.",
        )
    if not _is_web_address(url):
        raise ExtractorUnavailable(
            f"LLM_URL is “{url}”, which is not a web address.", advice="Set it to one like http://127.0.0.1:11434/v1."
        )
    return url


def _read_key(env: Mapping[str, str]) -> str:
    key = env.get("LLM_API_KEY", "").strip()
    if not (key.isascii() and key.isprintable()):
        raise ExtractorUnavailable(
            "LLM_API_KEY holds a character that no key has.",
            advice="Copy it again, without marks that a program put in.",
        )
    return key


def _is_web_address(url: str) -> bool:
    if not (url.isascii() and url.isprintable()) or " " in url or ".." in url:
        return False
    try:
        parts = urlsplit(url)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def _read_model(env: Mapping[str, str]) -> str:
    model = env.get("LLM_MODEL", "").strip()
    if not model:
        raise ExtractorUnavailable(
            "The extractor “llm” needs the name of a model.", advice="Set LLM_MODEL to one that LLM_URL serves."
        )
    return model


def _read_number(
    env: Mapping[str, str], name: str, *, default: float, least: float = 0, most: float = 1e12 - 1
) -> float:
    raw = env.get(name, "").strip().replace("_", "")
    if not raw:
        return default
    try:
        number = float(raw)
    except ValueError:
        number = -1.0
    if not least <= number <= most:
        bounds = f"of at most {most:g}" if number > most else f"of at least {least:g}"
        raise ExtractorUnavailable(f"{name} is “{raw}”.", advice=f"Set it to a number {bounds}.")
    return number


def _read_second_look(env: Mapping[str, str]) -> str:
    value = env.get("LLM_SECOND_LOOK", "").strip().lower() or SECOND_LOOKS[0]
    if value not in SECOND_LOOKS:
        raise ExtractorUnavailable(
            f"LLM_SECOND_LOOK is “{value}”.", advice=f"Set it to one of: {', '.join(SECOND_LOOKS)}."
        )
    return value


def _read_cache_folder(env: Mapping[str, str]) -> Path | None:
    if env.get("LLM_CACHE", "").strip().lower() in {"off", "0", "false", "no"}:
        return None
    given = env.get("DATA_DIR", "").strip()
    return (Path(given).expanduser() if given else _OWN_DATA) / "llm-cache"
