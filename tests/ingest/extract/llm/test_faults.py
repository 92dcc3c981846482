"""An endpoint that is slow, busy, broken or lying costs at most its own part of the transcript."""

from __future__ import annotations

import contextlib
import json
import socket
import threading
import time
from collections import deque

import pytest

from ingest.errors import ExtractorUnavailable
from ingest.extract.llm import LlmSettings
from ingest.extract.llm.endpoint import Endpoint
from ingest.records import Extraction
from tests.ingest.extract.llm.conftest import MakeExtractor
from tests.ingest.extract.llm.stub import Body, Fault, StubModel, drip, drop, refuse, say, send_raw, stall
from tests.ingest.extract.llm.talks import entity, long_talk, short_talk, silent, truthful

HALF = json.dumps(truthful("Ada Winter: Ada works at Limnotech with Bo Larsen in Uppsala"))[:200]


def codes(extraction: Extraction) -> list[str]:
    return [warning.code for warning in extraction.warnings]


@pytest.mark.parametrize(
    "fault",
    [
        refuse(429, Retry_After="0"),
        refuse(500),
        refuse(503),
        drop,
        stall(1.0),
        send_raw(b'{"choices": [{"mess'),
        send_raw(b"<html>busy</html>"),
        send_raw(b"<html>busy</html>", kind="text/html"),
        send_raw(b'{"error": "model is loading"}'),
        send_raw(b'{"choices": []}'),
        say(""),
        say(HALF),
        say('{"answer": 42}'),
        say("[1, 2]"),
        say("I would rather not."),
        say('{"entities": [{"title": "x"}, 7]}'),
    ],
)
def test_a_passing_fault_costs_nothing_but_another_call(stub: StubModel, make: MakeExtractor, fault: Fault) -> None:
    stub.faults = deque([fault])
    found = make(timeout_seconds=0.5).extract(short_talk())
    assert len(found.claims or ()) == 2
    assert "chunk_fell_back" not in codes(found)
    assert len(stub.requests) == 2


@pytest.mark.parametrize(
    "fault", [refuse(500), drop, stall(1.0), say("no"), say('{"answer": 42}'), send_raw(b"[]"), refuse(413)]
)
def test_a_lasting_fault_leaves_the_part_to_the_built_in_extractor(
    stub: StubModel, make: MakeExtractor, fault: Fault
) -> None:
    def strike(body: Body) -> Fault | None:
        return fault if "Number20 " in str(body["messages"]) else None

    stub.strikes = strike
    talk = long_talk()
    found = make(chunk_words=500, timeout_seconds=0.3, retries=1).extract(talk)
    fallen = [warning for warning in found.warnings if warning.code == "chunk_fell_back"]
    assert len(fallen) == 1
    assert fallen[0].where.startswith("part ")
    assert {span.reason for span in found.spans if span.mention.segment == "s2"} == {"llm"}
    assert len(found.claims or ()) == 2


def test_where_every_part_fails_the_pipeline_connects_what_the_built_in_extractor_finds(
    stub: StubModel, make: MakeExtractor
) -> None:
    stub.always = refuse(500)
    found = make(retries=0).extract(short_talk())
    assert found.claims is None
    assert found.outline is None
    assert found.spans
    assert codes(found).count("chunk_fell_back") == 1


def test_half_an_answer_is_kept_when_no_whole_one_comes(stub: StubModel, make: MakeExtractor) -> None:
    stub.always = say(HALF)
    found = make().extract(short_talk())
    assert any(span.name == "Ada Winter" for span in found.spans)
    assert "answer_cut" in codes(found)
    assert len(stub.requests) == 2


def test_an_answer_cut_at_its_length_is_kept_and_told(stub: StubModel, make: MakeExtractor) -> None:
    stub.always, stub.finish_reason = say(HALF), "length"
    found = make().extract(short_talk())
    assert any(span.name == "Ada Winter" for span in found.spans)
    assert "answer_cut" in codes(found)
    assert len(stub.requests) == 1


@pytest.mark.parametrize(
    "dressed", ["```json\n{}\n```", "Here it is:\n{}", "<think>{{not this}}</think>{}", "\ufeff{}", "{},"]
)
def test_a_dressed_up_answer_is_read(stub: StubModel, make: MakeExtractor, dressed: str) -> None:
    stub.answer = lambda text: dressed.replace("{}", json.dumps(truthful(text))).replace("{{", "{").replace("}}", "}")
    assert len(make().extract(short_talk()).claims or ()) == 2


def test_one_bad_item_spoils_only_itself(stub: StubModel, make: MakeExtractor) -> None:
    def answer(text: str) -> object:
        good = truthful(text)
        good["entities"] += [{"name": "No type"}, {"name": "Odd", "type": "Planet", "surfaces": ["Uppsala"]}]
        return good

    stub.answer = answer
    found = make().extract(short_talk())
    assert found.info.dropped == {"item_malformed": 2}
    assert len(found.claims or ()) == 2


@pytest.mark.parametrize(
    ("fault", "why"),
    [(drip, "did not end within"), (send_raw(b" " * (17 * 1024 * 1024)), "is larger than 16 MiB")],
    ids=["dripping", "large"],
)
def test_an_answer_without_an_end_is_given_up_at_once(
    stub: StubModel, make: MakeExtractor, fault: Fault, why: str
) -> None:
    stub.always = fault
    found = make(timeout_seconds=0.3).extract(short_talk())
    assert why in found.warnings[0].message
    assert len(stub.requests) == 1


def test_what_a_too_long_answer_says_last_is_counted(stub: StubModel, make: MakeExtractor) -> None:
    named = entity("Limnotech", "Organization")
    stub.answer = lambda _: silent() | {"entities": [named] * 700}
    assert make().extract(short_talk()).info.dropped == {"item_beyond": 100}


def test_an_answer_that_never_ends_is_marked_as_broken_off(stub: StubModel, make: MakeExtractor) -> None:
    stub.answer = lambda _: silent() | {"entities": [entity("Limnotech", "Organization")], "topics": ["x" * 500_000]}
    found = make().extract(short_talk())
    assert {span.name for span in found.spans} == {"Limnotech"}
    assert "answer_cut" in {warning.code for warning in found.warnings}


def test_a_pause_that_the_endpoint_asks_for_is_kept(stub: StubModel, make: MakeExtractor) -> None:
    stub.faults = deque([refuse(429, Retry_After="1")])
    began = time.monotonic()
    make().extract(short_talk())
    assert time.monotonic() - began >= 1.0


def test_an_endpoint_without_json_schema_is_asked_for_json_and_not_asked_twice(
    stub: StubModel, make: MakeExtractor
) -> None:
    stub.refused_formats = frozenset({"json_schema"})
    make(chunk_words=500).extract(long_talk())
    assert stub.formats[:2] == ["json_schema", "json_object"]
    assert set(stub.formats[2:]) == {"json_object"}


def test_an_endpoint_without_any_format_answers_in_plain_text(stub: StubModel, make: MakeExtractor) -> None:
    stub.refused_formats = frozenset({"json_schema", "json_object"})
    assert len(make().extract(short_talk()).claims or ()) == 2
    assert stub.formats == ["json_schema", "json_object", "text"]


def test_parameters_that_newer_models_refuse_are_left_out(stub: StubModel, make: MakeExtractor) -> None:
    stub.unknown_parameters = frozenset({"max_tokens", "temperature"})
    assert len(make().extract(short_talk()).claims or ()) == 2
    assert stub.requests[-1]["max_completion_tokens"] == 16000


@pytest.mark.parametrize(
    "complaint",
    [
        "max_tokens is too large: 16000. This model supports at most 4096 completion tokens.",
        "Invalid max_tokens value, the valid range of max_tokens is [1, 8192]",
        "maximum context length is 16384 tokens, you requested 19000 (3000 in the messages, 16000 in the completion)",
    ],
)
def test_a_model_with_short_answers_is_asked_for_shorter_ones(
    stub: StubModel, make: MakeExtractor, complaint: str
) -> None:
    stub.strikes = lambda body: refuse(400, complaint) if body["max_tokens"] > 4096 else None
    assert len(make(chunk_words=500).extract(long_talk()).claims or ()) == 2
    asked = [request["max_tokens"] for request in stub.requests]
    assert asked[:3] == [16000, 8000, 4000]
    assert set(asked[2:]) == {4000}


@pytest.mark.parametrize(
    ("fault", "advice"),
    [
        (refuse(401, "Incorrect API key provided: sk-secret"), "Set LLM_API_KEY"),
        (refuse(403), "Set LLM_API_KEY"),
        (refuse(404, "model not found"), "Check LLM_URL"),
        (refuse(429, "You exceeded your current quota", code="insufficient_quota"), "Top it up"),
        (refuse(402, "Insufficient Balance"), "Top it up"),
        (refuse(400, "model is not loaded"), "Check LLM_MODEL"),
        (refuse(400, "maximum context length is 2048 tokens"), "LLM_CHUNK_WORDS"),
    ],
)
def test_a_wrong_setting_is_said_in_one_sentence_at_once(
    stub: StubModel, make: MakeExtractor, fault: Fault, advice: str
) -> None:
    stub.always = fault
    with pytest.raises(ExtractorUnavailable) as caught:
        make(api_key="sk-secret").extract(short_talk())
    assert advice in str(caught.value)
    assert "sk-secret" not in str(caught.value)
    assert "\n" not in str(caught.value)
    assert len(stub.requests) <= 3


@pytest.mark.parametrize(
    "fault",
    [
        refuse(400, "The response was filtered by our content management policy", code="content_filter"),
        refuse(403, "Your chosen model requires moderation, and your input was flagged"),
    ],
)
@pytest.mark.parametrize("part", ["Number1 ", "Number20 "])
def test_words_that_the_endpoint_does_not_take_cost_their_part_alone(
    stub: StubModel, make: MakeExtractor, fault: Fault, part: str
) -> None:
    stub.strikes = lambda body: fault if part in str(body["messages"]) else None
    for _ in range(2):
        found = make(chunk_words=500).extract(long_talk())
        assert codes(found).count("chunk_fell_back") == 1


def test_what_one_part_is_refused_for_does_not_end_a_run_that_is_taken_up_again(
    stub: StubModel, make: MakeExtractor
) -> None:
    stub.strikes = lambda body: refuse(400, "too long for me") if "Number20 " in str(body["messages"]) else None
    for _ in range(2):
        assert codes(make(chunk_words=500).extract(long_talk())).count("chunk_fell_back") == 1


def test_brackets_in_what_is_quoted_break_nothing_off(stub: StubModel, make: MakeExtractor) -> None:
    answer = {**truthful(""), "topics": ["if (x) {", "a[i"]}
    stub.always = say(json.dumps(answer))
    assert "answer_cut" not in codes(make().extract(short_talk()))
    assert len(stub.requests) == 1


def test_thinking_that_never_ends_is_no_answer(stub: StubModel, make: MakeExtractor) -> None:
    stub.faults = deque([say('<think>Perhaps {"entities": [], "claims": []} or rather')])
    assert len(make().extract(short_talk()).claims or ()) == 2
    assert len(stub.requests) == 2


def test_asked_again_question_and_answer_take_turns(stub: StubModel, make: MakeExtractor) -> None:
    stub.faults = deque([say("I would rather not.")])
    make().extract(short_talk())
    assert [message["role"] for message in stub.requests[-1]["messages"]] == ["system", "user", "assistant", "user"]


def test_a_password_in_the_address_is_not_shown(stub: StubModel, make: MakeExtractor) -> None:
    stub.always = refuse(404)
    with pytest.raises(ExtractorUnavailable) as caught:
        make(url=stub.url.replace("://", "://me:secret@")).extract(short_talk())
    assert "secret" not in str(caught.value)


def test_a_wrong_address_is_said_in_one_sentence(make: MakeExtractor) -> None:
    with pytest.raises(ExtractorUnavailable, match=r"No language model answers at LLM_URL http://127\.0\.0\.1:9/v1"):
        make(url="http://127.0.0.1:9/v1", retries=1).extract(short_talk())


def test_words_go_to_the_endpoint_and_not_where_it_points(stub: StubModel, make: MakeExtractor) -> None:
    stub.always = refuse(307, Location=f"{stub.url}/elsewhere")
    with pytest.raises(ExtractorUnavailable, match="Set LLM_URL to that address"):
        make().extract(short_talk())
    assert len(stub.requests) == 1


def test_an_endpoint_that_names_its_pauses_is_waited_for_whatever_number_of_tries(
    stub: StubModel, make: MakeExtractor
) -> None:
    stub.faults = deque([refuse(429, Retry_After="0.01")] * 9)
    assert "chunk_fell_back" not in codes(make(retries=1).extract(short_talk()))
    assert len(stub.requests) == 10


def test_a_failure_that_is_told_with_status_200_is_one(stub: StubModel, make: MakeExtractor) -> None:
    stub.faults = deque([send_raw(b'{"error": {"code": 429, "message": "slow down"}}')])
    assert "chunk_fell_back" not in codes(make().extract(short_talk()))
    stub.always = send_raw(b'{"error": {"code": 401, "message": "no such key"}}')
    with pytest.raises(ExtractorUnavailable, match="refused the key"):
        make(cache_folder=None).extract(short_talk())


@pytest.mark.parametrize(
    "fault",
    [
        send_raw(b"<html>Welcome</html>"),
        send_raw(b"<html>Sign in</html>", kind="text/html; charset=utf-8"),
        send_raw(b"null"),
        send_raw(b'"hi"'),
        send_raw(b'{"status": "queued"}', 202),
        send_raw(b'{"error": "Unexpected endpoint. Returning 200 anyway"}'),
    ],
)
def test_what_never_spoke_the_api_is_said_in_one_sentence(stub: StubModel, make: MakeExtractor, fault: Fault) -> None:
    stub.always = fault
    with pytest.raises(ExtractorUnavailable, match="does not speak the API"):
        make(retries=0).extract(short_talk())


@pytest.mark.parametrize(
    "fault", [send_raw(b"<html>Blocked</html>", 403, kind="text/html"), refuse(404, "No endpoints match"), refuse(405)]
)
def test_one_part_that_is_refused_after_others_were_answered_costs_itself_alone(
    stub: StubModel, make: MakeExtractor, fault: Fault
) -> None:
    stub.strikes = lambda body: fault if "Number20 " in str(body["messages"]) else None
    for _ in range(2):
        assert codes(make(chunk_words=500).extract(long_talk())).count("chunk_fell_back") == 1


def test_the_outline_that_is_refused_leaves_all_chapters(stub: StubModel, make: MakeExtractor) -> None:
    stub.strikes = lambda body: refuse(404) if body["messages"][0]["role"] == "user" else None
    assert "outline_failed" in codes(make(chunk_words=500).extract(long_talk()))


def test_an_endpoint_that_takes_no_connection_is_said_and_may_be_tried_again(make: MakeExtractor) -> None:
    with contextlib.ExitStack() as kept:
        full = kept.enter_context(socket.create_server(("127.0.0.1", 0), backlog=0))
        for _ in range(3):
            waiting = kept.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex(full.getsockname())
        url = f"http://127.0.0.1:{full.getsockname()[1]}/v1"
        with pytest.raises(ExtractorUnavailable, match="No language model answers") as caught:
            make(url=url, retries=0, timeout_seconds=0.5).extract(short_talk())
    assert caught.value.transient


@pytest.mark.parametrize(
    ("name", "value"),
    [("ALL_PROXY", "socks5://127.0.0.1:1"), ("HTTP_PROXY", "http://me:secret@host:none"), ("ALL_PROXY", "odd://host")],
)
def test_a_proxy_that_can_not_be_used_is_named_in_one_sentence(
    make: MakeExtractor, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ExtractorUnavailable, match=name) as caught:
        make().extract(short_talk())
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    "around",
    [
        "{} See [1].",
        'As asked [in short]:\n{}\n{{"done": true}}',
        '[THINK]{{"entities": []}}?[/THINK]{}',
        "<thinking>Perhaps {{}}.</thinking>{}",
        "Let me see.</think>{}",
        'Let me see: {{"entities": [], "claims": []}}?</think>{}',
        "<thought>Perhaps {{}} or rather</thought>{}",
        'The shape is {{"entities":[],"claims":[],"chapters":[],"topics":[],"points":[]}}. {}',
        '```json\n{{"entities": [], "claims": []}}\n```\nFilled in:\n```json\n{}\n```',
        "Here it is {{as asked}}: {}",
        '{{"answer": {}}}',
        '[{{"type": "json", "data": {}}}]',
    ],
)
def test_an_answer_counts_whatever_stands_around_it(stub: StubModel, make: MakeExtractor, around: str) -> None:
    stub.answer = lambda text: around.format(json.dumps(truthful(text)))
    assert len(make().extract(short_talk()).claims or ()) == 2
    assert len(stub.requests) == 1


def test_a_draft_before_an_answer_that_breaks_off_is_not_the_answer(stub: StubModel, make: MakeExtractor) -> None:
    stub.always = say('{"entities": [], "claims": []} is the shape. ' + HALF)
    found = make().extract(short_talk())
    assert any(span.name == "Ada Winter" for span in found.spans)
    assert "answer_cut" in codes(found)


@pytest.mark.parametrize("before", ["", "Here is the JSON:\n", "Sure!\n```json\n", "<think>hm</think>"])
def test_words_that_look_like_the_end_of_thinking_spoil_no_answer(
    stub: StubModel, make: MakeExtractor, before: str
) -> None:
    def answer(text: str) -> str:
        said = truthful(text)
        point = {"text": "Models write </think> before {an answer}.", "quote": "a library for sonar data"}
        return before + json.dumps({**said, "points": [point]})

    stub.answer = answer
    assert len(make().extract(short_talk()).claims or ()) == 2


def test_types_and_polarity_may_be_written_small_or_in_other_words(stub: StubModel, make: MakeExtractor) -> None:
    def answer(text: str) -> str:
        said = json.dumps(truthful(text))
        return (
            said.replace('"Person"', '"person"').replace('"Organization"', '"Company"').replace("asserted", "Asserted")
        )

    stub.answer = answer
    found = make().extract(short_talk())
    assert len(found.claims or ()) == 2
    assert not found.info.dropped.get("item_malformed")


def test_names_in_capitals_one_surface_alone_and_no_polarity_are_read(stub: StubModel, make: MakeExtractor) -> None:
    def answer(text: str) -> object:
        said = truthful(text)
        entities = [{**item, "surfaces": item["surfaces"][0]} for item in said["entities"]]
        first, second = said["claims"]
        claims = [{**first, "polarity": None}, {name: second[name] for name in second if name != "polarity"}]
        return {"Entities": entities, "Claims": claims}

    stub.answer = answer
    found = make().extract(short_talk())
    assert [claim.polarity.value for claim in found.claims or ()] == ["asserted", "asserted"]
    assert not found.info.dropped.get("item_malformed")


def test_an_empty_answer_about_a_long_part_is_not_believed(stub: StubModel, make: MakeExtractor) -> None:
    stub.faults = deque([say(json.dumps(silent()))])
    assert len(make().extract(long_talk()).claims or ()) == 2
    assert len(stub.requests) == 2


def test_a_long_part_about_which_only_empty_answers_come_is_left_to_the_built_in_extractor_and_asked_about_again(
    stub: StubModel, make: MakeExtractor
) -> None:
    stub.always = say(json.dumps(silent()))
    found = make().extract(long_talk())
    assert "chunk_fell_back" in codes(found)
    assert found.spans
    stub.always = None
    assert len(make().extract(long_talk()).claims or ()) == 2


def test_a_few_words_may_be_about_nothing(stub: StubModel, make: MakeExtractor) -> None:
    stub.answer = lambda _: silent()
    assert codes(make().extract(short_talk())) == ["llm_usage"]


def test_an_answer_of_which_most_is_no_item_is_asked_for_again(stub: StubModel, make: MakeExtractor) -> None:
    stub.faults = deque([say(json.dumps({"entities": [{"name": "Ada", "type": "Person", "surfaces": ["Ada"]}, 1, 2]}))])
    assert len(make().extract(short_talk()).claims or ()) == 2


def test_talks_share_what_an_endpoint_takes_in_a_minute(stub: StubModel) -> None:
    settings = LlmSettings(stub.url, "m", requests_per_minute=7)
    one, other = (Endpoint(settings, stop=threading.Event()) for _ in range(2))
    assert one._pace is other._pace


def test_a_pause_of_nothing_is_a_try_like_any_other(stub: StubModel, make: MakeExtractor) -> None:
    stub.always = refuse(503, Retry_After="0")
    assert "chunk_fell_back" in codes(make(retries=2, backoff_seconds=0.0).extract(short_talk()))
    assert len(stub.requests) == 3


def test_chapters_and_points_of_another_form_spoil_no_facts(stub: StubModel, make: MakeExtractor) -> None:
    stub.answer = lambda text: {**truthful(text), "chapters": ["one", "two"] * 20, "points": ["three"] * 20}
    assert len(make().extract(short_talk()).claims or ()) == 2
    assert len(stub.requests) == 1
