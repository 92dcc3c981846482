"""A decision is worked out before its turn. Whatever others change until then, it comes to what it would have come to
after them; and who has the turn keeps the others waiting no longer than writing takes."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import event, given, settings
from hypothesis import strategies as st
from rest_framework.exceptions import APIException

from graphapp.curation import deciding, drafting
from graphapp.curation.deciding import make_decision, restore_decision, revoke_decision
from graphapp.graph.models import Entity, Trace
from graphapp.runs.tasks import sweep
from graphapp.videos.deriving import tracing
from graphapp.videos.deriving.resolving import rebuild_graph
from graphapp.videos.models import Decision, Video
from graphapp.videos.recording import delete_video, record_document
from tests.examples import examples
from tests.graphapp.curation.deciding import find
from tests.graphapp.curation.test_decision_laws import KINDS, choose_fields, decide_something
from tests.graphapp.taken_back import taken_back
from tests.graphapp.videos.documents import build_document
from tests.graphapp.videos.test_resolving_laws import Snapshot, assert_rebuilt, documents, snapshot

pytestmark = pytest.mark.django_db

Change = Callable[[], object]
WRITING = 12
"""So many statements a decision may ask once it has its turn, where nothing that it rests on was changed."""


@pytest.fixture
def library() -> None:
    record_document(build_document("A", {"Ada Lovelace": [], "Cerebras": []}, [("Cerebras", "makes", "Ada Lovelace")]))
    record_document(build_document("B", {"Grace Hopper": []}))
    for entity in Entity.objects.all():
        make("retype", entity=entity.id, type="Event")


def make(kind: str, **fields: Any) -> Decision:
    return make_decision(kind, fields, author="ed")


def make_behind(change: Change, act: Change, *, times: int = 1) -> None:
    """`act`, but somebody else's `change` had the turn before it, so many times."""
    waiting = [change] * times
    others: list[Change] = []  # who has the turn at this moment

    def take_turn_behind() -> AbstractContextManager[None]:
        if waiting and not others:
            others.append(waiting.pop())
            others[0]()
            others.clear()
        return transaction.atomic()

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(
            deciding, "transaction", SimpleNamespace(atomic=take_turn_behind, on_commit=transaction.on_commit)
        )
        act()


def count_statements(change: Change, act: Change) -> int:
    """How many there are until others have their turn, where somebody else's `change` had the turn before."""
    asked: list[CaptureQueriesContext] = []

    def begin() -> None:
        change()
        asked.append(CaptureQueriesContext(connection))
        asked[0].__enter__()

    make_behind(begin, act)
    asked[0].__exit__(None, None, None)
    return len(asked[0])


def draw_change(data: st.DataObject) -> Change:
    """What somebody else does."""
    kind = data.draw(st.sampled_from(("decide", "revoke", "restore", "record", "delete", "rebuild", "nothing")))
    event(f"meanwhile: {kind}")
    if kind == "decide":
        what = data.draw(st.sampled_from(KINDS))
        fields = choose_fields(what, data)
        return (lambda: decide(what, fields)) if fields else (lambda: None)
    if kind in {"revoke", "restore"}:
        made = Decision.objects.filter(active=kind == "revoke").order_by("order").first()
        switch = revoke_decision if kind == "revoke" else restore_decision
        return (lambda: switch(made, author="ed")) if made else (lambda: None)
    if kind == "record":
        document = data.draw(documents(number=9))
        return lambda: record_document(document)
    if kind == "delete":
        return lambda: delete_video(Video.objects.order_by("id").first())
    return rebuild_graph if kind == "rebuild" else lambda: None


def decide(kind: str, fields: dict[str, Any]) -> None:
    """Unless it is refused."""
    try:
        make(kind.partition(" ")[0], **fields)
    except APIException:
        event("refused")


def take_back(act: Change) -> Snapshot:
    """What `act` comes to; it never was."""
    with taken_back():
        act()
        return snapshot()


@settings(max_examples=examples(150))
@given(data=st.data())
def test_what_was_worked_out_before_others_changed_something_comes_to_what_it_would_after(data: st.DataObject) -> None:
    with taken_back():
        for number in range(3):
            record_document(data.draw(documents(number=number)))
        for _ in range(data.draw(st.integers(0, 3))):
            decide_something(data)
        kind = data.draw(st.sampled_from(KINDS))
        fields = choose_fields(kind, data)
        if fields is not None:
            change = draw_change(data)
            after = take_back(lambda: (change(), decide(kind, fields)))
            event(kind)
            assert take_back(lambda: make_behind(change, lambda: decide(kind, fields))) == after
            make_behind(change, lambda: decide(kind, fields))
            assert_rebuilt()


def test_who_has_the_turn_only_writes_where_others_changed_other_things(library: None) -> None:
    mine, other = find("Ada Lovelace"), find("Grace Hopper")
    asked = count_statements(
        lambda: make("rename", entity=other, name="Amazing Grace"), lambda: make("rename", entity=mine, name="Ada")
    )
    assert asked <= WRITING
    assert {entity.name for entity in Entity.objects.all()} == {"Ada", "Amazing Grace", "Cerebras"}
    assert_rebuilt()


def test_two_things_that_hang_together_are_hidden_at_once_and_counted_right(library: None) -> None:
    mine, other = find("Ada Lovelace"), find("Cerebras")
    make_behind(lambda: make("hide", entity=other), lambda: make("hide", entity=mine))
    assert {entity.name for entity in Entity.objects.all()} == {"Grace Hopper"}
    assert_rebuilt()


def test_what_is_hidden_while_something_on_it_is_shown_again_is_counted_right(library: None) -> None:
    mine, hidden = find("Ada Lovelace"), make("hide", entity=find("Cerebras"))
    make_behind(lambda: revoke_decision(hidden, author="ed"), lambda: make("hide", entity=mine))
    assert {entity.name for entity in Entity.objects.all()} == {"Grace Hopper", "Cerebras"}
    assert_rebuilt()


def test_it_is_worked_out_anew_where_others_changed_the_same(library: None) -> None:
    mine = find("Ada Lovelace")
    asked = count_statements(
        lambda: make("retype", entity=mine, type="Product"), lambda: make("rename", entity=mine, name="Ada")
    )
    assert asked > WRITING
    assert Entity.objects.values_list("name", "type").get(id=mine) == ("Ada", "Product")
    assert_rebuilt()


def test_who_always_comes_too_late_decides_while_others_wait(library: None) -> None:
    mine, names = find("Ada Lovelace"), iter(range(9))
    make_behind(
        lambda: make("rename", entity=mine, name=f"Ada {next(names)}"),
        lambda: make("retype", entity=mine, type="Place"),
        times=9,
    )
    assert Entity.objects.values_list("name", "type").get(id=mine) == ("Ada 2", "Place")
    assert_rebuilt()


def test_what_did_not_fit_together_while_others_wrote_is_worked_out_in_its_turn(
    library: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafting, "plan_trial", lambda _: {}["a key that was there a moment ago"])
    make("rename", entity=find("Ada Lovelace"), name="Ada")
    assert Entity.objects.filter(name="Ada").exists()
    assert_rebuilt()


def test_what_others_made_impossible_meanwhile_is_refused(library: None) -> None:
    mine = find("Ada Lovelace")
    with pytest.raises(APIException, match="this name already"):
        make_behind(lambda: make("rename", entity=mine, name="Ada"), lambda: make("rename", entity=mine, name="Ada"))


def test_two_decisions_worked_out_at_once_stand_in_the_log_one_after_the_other(library: None) -> None:
    mine, other = find("Ada Lovelace"), find("Grace Hopper")
    make_behind(lambda: make("rename", entity=other, name="Gr"), lambda: make("rename", entity=mine, name="Ada"))
    last, before = Decision.objects.order_by("-order")[:2]
    assert (before.said["name"], last.said["name"]) == ("Gr", "Ada")
    assert last.order == before.order + 1


def test_traces_of_changes_are_forgotten_and_nothing_is_taken_to_be_untouched_then(
    library: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tracing, "KEPT_FOR", -tracing.KEPT_FOR)
    mine, other = find("Ada Lovelace"), find("Grace Hopper")

    def change_and_forget() -> None:
        make("rename", entity=other, name="Gr")
        sweep()

    asked = count_statements(change_and_forget, lambda: make("rename", entity=mine, name="Ada"))
    assert asked > WRITING
    assert Trace.objects.count() == 2
    assert_rebuilt()
