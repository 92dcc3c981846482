"""Cost, limits, resuming, pace and stopping of a run."""

from __future__ import annotations

import itertools
import json
import re
import time
from collections import deque
from pathlib import Path

import pytest

from ingest.errors import RunCancelled
from ingest.extract.llm.answers import chunk_schema
from ingest.extract.llm.dialect import Dialect
from ingest.extract.llm.meter import LimitReached
from ingest.extract.llm.pace import Pace
from ingest.records import EntityType, KnownName
from tests.ingest.extract.llm.conftest import MakeExtractor
from tests.ingest.extract.llm.stub import StubModel, refuse, stall
from tests.ingest.extract.llm.talks import long_talk, make_transcript, short_talk, truthful


def test_calls_tokens_and_money_are_metered(stub: StubModel, make: MakeExtractor) -> None:
    found = make(chunk_words=500, price_in=2.0, price_out=10.0).extract(long_talk())
    sent = sum(len("".join(m["content"] for m in r["messages"])) // 4 for r in stub.requests)
    assert found.info.tokens_in == sent
    assert found.info.cost == pytest.approx((sent * 2 + found.info.tokens_out * 10) / 1e6)
    usage = next(warning.message for warning in found.warnings if warning.code == "llm_usage")
    assert usage.startswith(f"{len(stub.requests)} calls: {sent:,} tokens in")


def test_an_endpoint_that_counts_nothing_is_metered_by_length(stub: StubModel, make: MakeExtractor) -> None:
    stub.usage = False
    assert make().extract(short_talk()).info.tokens_in > 500


def test_an_answer_is_paid_once(stub: StubModel, make: MakeExtractor) -> None:
    talk = long_talk()
    first = make(chunk_words=500).extract(talk)
    calls = len(stub.requests)
    again = make(chunk_words=500).extract(talk)
    assert len(stub.requests) == calls
    assert (again.spans, again.claims, again.outline) == (first.spans, first.claims, first.outline)
    assert (again.info.tokens_in, again.info.cost) == (0, 0)


def test_another_model_or_transcript_is_another_question(stub: StubModel, make: MakeExtractor) -> None:
    make().extract(short_talk())
    make(model="other").extract(short_talk())
    assert len(stub.requests) == 2


def test_a_run_that_failed_halfway_pays_only_for_the_rest(stub: StubModel, make: MakeExtractor) -> None:
    talk = long_talk()
    stub.strikes = lambda body: refuse(500) if "Number20 " in str(body["messages"]) else None
    make(chunk_words=500, retries=0).extract(talk)
    before = len(stub.requests)
    stub.strikes = lambda body: None
    found = make(chunk_words=500).extract(talk)
    assert len(stub.requests) - before == 2
    assert "chunk_fell_back" not in [warning.code for warning in found.warnings]


def test_a_broken_cache_is_no_obstacle(stub: StubModel, make: MakeExtractor, tmp_path: Path) -> None:
    make().extract(short_talk())
    for path in (tmp_path / "cache").rglob("*.json"):
        path.write_text('{"text": [half')
    assert len(make().extract(short_talk()).claims or ()) == 2
    (tmp_path / "file").write_text("")
    found = make(cache_folder=tmp_path / "file").extract(short_talk())
    assert "llm_cache_unwritable" in [warning.code for warning in found.warnings]


def test_no_half_written_answer_is_left(make: MakeExtractor, tmp_path: Path) -> None:
    make(chunk_words=300).extract(long_talk())
    files = [path for path in (tmp_path / "cache").rglob("*") if path.is_file()]
    assert files
    assert all(path.suffix == ".json" for path in files)


@pytest.mark.parametrize("limit", [{"max_tokens": 9000}, {"max_cost": 0.09, "price_in": 10.0, "price_out": 10.0}])
def test_a_limit_stops_the_run_before_it_is_passed(
    stub: StubModel, make: MakeExtractor, limit: dict[str, float]
) -> None:
    talk = long_talk(turns=60)
    with pytest.raises(LimitReached, match="LLM_MAX") as caught:
        make(chunk_words=400, concurrency=4, **limit).extract(talk)
    assert caught.value.code == "llm_limit_reached"
    sent = sum(len("".join(m["content"] for m in r["messages"])) // 4 for r in stub.requests)
    assert 0 < sent + sum(len(str(stub.answer(""))) // 4 for _ in stub.requests) < 9000


def test_after_a_limit_the_rest_is_paid_and_no_more(stub: StubModel, make: MakeExtractor) -> None:
    talk = long_talk(turns=60)
    with pytest.raises(LimitReached):
        make(chunk_words=400, concurrency=1, max_tokens=9000).extract(talk)
    paid = len(stub.requests)
    make(chunk_words=400).extract(talk)
    questions = [str(request["messages"]) for request in stub.requests]
    assert paid >= 2
    assert len(questions) == len(set(questions))


def test_parts_that_are_asked_at_once_leave_each_other_what_they_do_not_use(
    stub: StubModel, make: MakeExtractor
) -> None:
    talk = long_talk(turns=60)
    used = make(chunk_words=400, cache_folder=None).extract(talk).info
    limit = used.tokens_in + used.tokens_out + 4000
    found = make(chunk_words=400, concurrency=4, max_tokens=limit, cache_folder=None).extract(talk)
    assert found.info.tokens_out == used.tokens_out


def test_thinking_is_metered_where_the_endpoint_counts_nothing(stub: StubModel, make: MakeExtractor) -> None:
    stub.usage = False
    stub.answer = lambda text: "<think>" + "hm " * 10_000 + "</think>" + json.dumps(truthful(text))
    assert make().extract(short_talk()).info.tokens_out > 9_000


def test_an_answer_that_never_comes_counts_for_the_limit(stub: StubModel, make: MakeExtractor) -> None:
    stub.always = stall(1.0)
    with pytest.raises(LimitReached):
        make(timeout_seconds=0.2, retries=9, max_tokens=36_000).extract(short_talk())
    assert len(stub.requests) <= 3


def test_a_limit_with_no_room_at_all_makes_no_call(stub: StubModel, make: MakeExtractor) -> None:
    with pytest.raises(LimitReached):
        make(max_tokens=600).extract(short_talk())
    assert stub.requests == []


def test_the_answer_is_bounded_by_what_the_limit_leaves(stub: StubModel, make: MakeExtractor) -> None:
    make(max_tokens=5000).extract(short_talk())
    assert stub.requests[0]["max_tokens"] < 5000


def test_parts_are_asked_side_by_side_but_not_more_than_allowed(stub: StubModel, make: MakeExtractor) -> None:
    stub.always = stall(0.1)
    make(chunk_words=200, concurrency=3).extract(long_talk())
    assert 1 < stub.most_at_once <= 3


def test_the_second_look_is_no_further_call_unless_asked_for(stub: StubModel, make: MakeExtractor) -> None:
    make().extract(short_talk())
    assert len(stub.requests) == 1
    make(second_look="call", cache_folder=None).extract(short_talk())
    assert len(stub.requests) == 3
    assert "lacks" in stub.question(-1)
    make(second_look="off", cache_folder=None).extract(short_talk())
    assert "missed" not in str(stub.requests[-1])


def test_a_second_call_that_fails_leaves_the_first(stub: StubModel, make: MakeExtractor) -> None:
    stub.strikes = lambda body: refuse(500) if len(body["messages"]) > 2 else None
    found = make(second_look="call", retries=0).extract(short_talk())
    assert len(found.claims or ()) == 2
    assert "second_look_failed" in [warning.code for warning in found.warnings]


def test_progress_grows_to_its_end(make: MakeExtractor) -> None:
    told: list[float] = []
    make(chunk_words=300).extract(long_talk(), on_progress=told.append)
    assert told == sorted(told)
    assert told[0] == 0.0
    assert 0.8 <= told[-1] <= 1.0


def test_cancelling_does_not_wait_for_the_endpoint(stub: StubModel, make: MakeExtractor) -> None:
    stub.always = stall(20.0)
    calls = itertools.count()

    def cancel(_done: float) -> None:
        if next(calls) >= 2:
            raise RunCancelled("stopped")

    began = time.monotonic()
    with pytest.raises(RunCancelled):
        make(timeout_seconds=30.0).extract(short_talk(), on_progress=cancel)
    assert time.monotonic() - began < 10


def test_cancelling_ends_a_pause_and_makes_no_further_call(stub: StubModel, make: MakeExtractor) -> None:
    stub.always = refuse(429, Retry_After="60")
    calls = itertools.count()

    def cancel(_done: float) -> None:
        if next(calls) >= 5:
            raise RunCancelled("stopped")

    with pytest.raises(RunCancelled):
        make().extract(short_talk(), on_progress=cancel)
    asked = len(stub.requests)
    time.sleep(0.3)
    assert len(stub.requests) == asked == 1


def test_requests_per_minute_are_spread_over_the_minute() -> None:
    now = [0.0]
    pace = Pace(requests=2, tokens=0, clock=lambda: now[0])
    assert [pace.book(1) for _ in range(5)] == [0, 0, 60, 60, 120]
    now[0] = 200.0
    assert pace.book(1) == 0


def test_tokens_per_minute_are_spread_and_a_large_question_goes_alone() -> None:
    pace = Pace(requests=0, tokens=100, clock=lambda: 0.0)
    assert [pace.book(n) for n in (60, 60, 500, 10)] == [0, 60, 120, 180]


def test_a_pause_holds_all_calls() -> None:
    pace = Pace(requests=0, tokens=0, clock=lambda: 0.0)
    pace.hold(7)
    assert pace.book(1) == 7


def test_the_key_is_sent_and_kept_nowhere(stub: StubModel, make: MakeExtractor, tmp_path: Path) -> None:
    make(api_key="sk-secret").extract(short_talk())
    assert stub.keys == ["Bearer sk-secret"]
    assert not any("sk-secret" in path.read_text() for path in tmp_path.rglob("*.json"))


def test_faults_planned_for_one_call_do_not_outlive_it(stub: StubModel, make: MakeExtractor) -> None:
    stub.faults = deque([refuse(500), refuse(500)])
    assert len(make(retries=2).extract(short_talk()).claims or ()) == 2


def test_a_question_says_how_much_is_expected_of_its_length(stub: StubModel, make: MakeExtractor) -> None:
    make().extract(make_transcript(("Ada Winter", "word " * 2000)))
    make().extract(make_transcript(("Ada Winter", "word " * 20)))
    assert "about 49 entities, 65 claims and 6 chapters" in stub.question(0)
    assert "about 1 entities, 1 claims and 1 chapters" in stub.question(1)


def test_of_twice_as_many_words_half_as_much_again_is_expected(stub: StubModel, make: MakeExtractor) -> None:
    for words in (1000, 2000, 500):
        make().extract(make_transcript(("Ada Winter", "word " * words)))
    wanted = [int(re.search(r"about (\d+) entities", stub.question(number))[1]) for number in range(3)]  # type: ignore[index]
    assert wanted == [32, 49, 16]


def test_more_is_expected_of_words_that_hardly_repeat(stub: StubModel, make: MakeExtractor) -> None:
    make().extract(make_transcript(("Ada Winter", " ".join(f"word{number}" for number in range(2000)))))
    assert "about 109 entities, 147 claims and 8 chapters" in stub.question(0)


def test_a_limit_holds_for_a_transcript_however_often_it_is_taken_up(stub: StubModel, make: MakeExtractor) -> None:
    make(chunk_words=500, cache_folder=None).extract(long_talk())
    half = sum(len(message["content"]) for body in stub.requests for message in body["messages"]) // 4 // 2
    stub.requests.clear()
    sent = []
    for _ in range(4):
        with pytest.raises(LimitReached):
            make(chunk_words=500, max_tokens=half, max_output_tokens=500, concurrency=1).extract(long_talk())
        sent.append(len(stub.requests))
    assert sent[0] > 0
    assert set(sent) == {sent[0]}


def test_names_that_are_known_by_now_make_no_answer_another_question(stub: StubModel, make: MakeExtractor) -> None:
    make(chunk_words=500).extract(long_talk())
    stub.requests.clear()
    known = [KnownName("Limnotech Labs", EntityType.ORGANIZATION, aliases=("Limnotech",))]
    make(chunk_words=500).extract(long_talk(), known=known)
    assert stub.requests == []


def test_as_much_is_expected_of_a_language_without_spaces(stub: StubModel, make: MakeExtractor) -> None:
    make().extract(make_transcript((None, "阿里巴巴集团开发了通义千问模型。" * 100)))
    wanted = re.search(r"about (\d+) entities", stub.question(0))
    assert wanted
    assert int(wanted[1]) > 10


def test_a_schema_is_reckoned_as_read_where_it_is_sent() -> None:
    schema = chunk_schema(second_look=True)
    assert Dialect().guess_tokens(schema) > 500
    assert Dialect(format="text").guess_tokens(schema) == 0
