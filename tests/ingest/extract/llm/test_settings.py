"""A wrong setting is one sentence that names it and says what to set."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.errors import ExtractorUnavailable
from ingest.extract import open_extractor
from ingest.extract.llm import read_settings

GOOD = {"LLM_URL": "http://127.0.0.1:1/v1", "LLM_MODEL": "m"}


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"LLM_URL": ""}, "Set LLM_URL"),
        ({"LLM_URL": "localhost:11434"}, "not a web address"),
        ({"LLM_URL": "file:///etc/passwd"}, "not a web address"),
        ({"LLM_URL": "http://[::1"}, "not a web address"),
        ({"LLM_URL": "http://models.example\u200b/v1"}, "not a web address"),
        ({"LLM_URL": "http://models..example/v1"}, "not a web address"),
        ({"LLM_API_KEY": "sk-\u201d"}, "LLM_API_KEY"),
        ({"LLM_API_KEY": "sk-1\nsk-2"}, "LLM_API_KEY"),
        ({"LLM_MODEL": " "}, "Set LLM_MODEL"),
        ({"LLM_TIMEOUT": "soon"}, "LLM_TIMEOUT is “soon”"),
        ({"LLM_TIMEOUT": "0"}, "LLM_TIMEOUT"),
        ({"LLM_RETRIES": "-1"}, "LLM_RETRIES"),
        ({"LLM_MAX_COST": "nan"}, "LLM_MAX_COST"),
        ({"LLM_MAX_COST": "1"}, "Set LLM_PRICE_IN"),
        ({"LLM_CHUNK_WORDS": "1"}, "at least 50"),
        ({"LLM_CHUNK_WORDS": "20000"}, "at most 8000"),
        ({"LLM_CONCURRENCY": "1e400"}, "LLM_CONCURRENCY"),
        ({"LLM_SECOND_LOOK": "twice"}, "one of: inline, call, off"),
    ],
)
def test_a_wrong_setting_is_named(changes: dict[str, str], named: str) -> None:
    with pytest.raises(ExtractorUnavailable, match=named.replace("(", "\\(")) as caught:
        read_settings(GOOD | changes)
    assert "\n" not in str(caught.value)


def test_answers_are_kept_under_the_data_folder_unless_switched_off() -> None:
    assert read_settings(GOOD).cache_folder == Path(__file__).resolve().parents[4] / "data" / "llm-cache"
    assert read_settings(GOOD | {"DATA_DIR": "~/x"}).cache_folder == Path.home() / "x" / "llm-cache"
    assert read_settings(GOOD | {"DATA_DIR": "/srv/x"}).cache_folder == Path("/srv/x/llm-cache")
    assert read_settings(GOOD | {"LLM_CACHE": "off"}).cache_folder is None


def test_the_whole_address_of_the_call_is_taken_too() -> None:
    assert read_settings(GOOD | {"LLM_URL": "http://h:1/v1/chat/completions/"}).url == "http://h:1/v1"


def test_without_an_endpoint_the_extractor_says_what_to_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LLM_URL", raising=False)
    with pytest.raises(ExtractorUnavailable, match="Set LLM_URL to an OpenAI-compatible endpoint"):
        open_extractor("llm")


def test_the_version_changes_with_model_and_prompts(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in GOOD.items():
        monkeypatch.setenv(name, value)
    extractor = open_extractor("llm")
    number, _, model = extractor.version.partition(" ")
    assert model == "m"
    assert len(number.split("-")[1]) == 8
