"""The desk by keyboard alone: fifty questions answered, nothing lost, all undone, the graph as before to the byte."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from graphapp.accounts.permissions import Role
from graphapp.accounts.services import give_role
from graphapp.curation.models import Question, Touched
from graphapp.curation.review.gathering import gather_all
from graphapp.graph.models import Entity
from graphapp.videos.models import Decision, Mention, Video
from graphapp.videos.recording import record_document
from tests.e2e.conftest import Site
from tests.e2e.test_accessibility import find_violations
from tests.graphapp.videos.documents import build_document
from tests.graphapp.videos.test_resolving_laws import snapshot

QUESTIONS = 50
PASSWORD = "correct horse battery staple"
WORDS = ("Arbor", "Bruma", "Cedro", "Delfo", "Ebano", "Fauno", "Gamma", "Hidra", "Indigo", "Jaspe")


@pytest.fixture
def prepared(transactional_db: None) -> None:
    """Fifty names said in a second way each."""
    for number, word in enumerate(WORDS):
        names = [f"{word} {other}" for other in ("Labs", "Works", "Press", "Mills", "Yards")]
        record_document(build_document(f"A{number}", {name: [] for name in names}))
        record_document(build_document(f"B{number}", {name.replace(" ", ""): [] for name in names}))
    user = User.objects.create_user("ed", password=PASSWORD)
    give_role(user, role=Role.EDITOR)
    gather_all()


def sign_in(site: Site, *, scheme: str = "light") -> object:
    page = site.open_page("/accounts/sign-in/?next=/desk/", color_scheme=scheme)
    page.fill("[name=username]", "ed")
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site.address}/desk/")
    page.wait_for_function("document.activeElement.closest('#desk')")  # keys are taken from then on
    return page


def press(page: object, key: str) -> None:
    """And wait until the next card is there."""
    page.evaluate("document.querySelector('#desk').dataset.old = '1'")
    page.keyboard.press(key)
    page.wait_for_selector("#desk:not([data-old])")


def test_fifty_questions_are_answered_by_keys_and_all_undone_to_the_byte(prepared: None, site: Site) -> None:
    assert Question.objects.filter(open=True, kind="same").count() == QUESTIONS
    before = snapshot()
    page = sign_in(site)
    for number in range(QUESTIONS):
        press(page, "yn"[number % 2])
    page.get_by_text("Nothing left to ask").wait_for()
    assert Decision.objects.filter(active=True).count() == QUESTIONS
    assert Entity.objects.count() == 2 * QUESTIONS - QUESTIONS // 2
    for _ in range(QUESTIONS):
        press(page, "u")
    assert not Decision.objects.filter(active=True).exists()
    assert Decision.objects.count() == QUESTIONS
    assert snapshot() == before


def test_later_open_and_the_dialog_work_by_keys(prepared: None, site: Site) -> None:
    page = sign_in(site)
    first = page.inner_text("#ask")
    press(page, "l")
    assert page.inner_text("#ask") != first
    page.keyboard.press("o")
    page.locator("dialog #edit-name").wait_for()
    page.locator("dialog #edit-name").fill("A better name")
    page.keyboard.press("Enter")
    page.get_by_text("It can be revoked in the history").wait_for()
    assert Entity.objects.filter(name="A better name").exists()


def test_keys_wait_for_the_answer_that_is_under_way_and_for_the_focus(prepared: None, site: Site) -> None:
    page = sign_in(site)
    press(page, "y")
    held: list[Any] = []

    def hold(route: object) -> None:
        held.append(route)

    page.route("**/desk/answer/**", hold)
    page.evaluate("document.querySelector('#desk').dataset.old = '1'")
    page.keyboard.press("y")
    page.keyboard.press("u")
    page.wait_for_function("document.querySelector('.htmx-request')")
    held[0].continue_()
    page.wait_for_selector("#desk:not([data-old])")
    page.unroute("**/desk/answer/**")
    expect(page.get_by_text("Undo the last of 2 answers")).to_be_visible()
    page.focus(".wordmark")
    page.keyboard.press("n")
    page.locator(".card-ask .quiet >> nth=0").click()
    press(page, "l")
    assert [decision.kind for decision in Decision.objects.filter(active=True)] == ["same", "same"]


def test_what_is_refused_is_said_and_the_question_stays(prepared: None, site: Site) -> None:
    page = sign_in(site)
    asked = page.inner_text("#ask")
    page.route("**/desk/answer/**", lambda route: route.fulfill(status=502, body="<h1>Bad Gateway</h1>"))
    page.keyboard.press("y")
    expect(page.get_by_role("alert")).to_contain_text("does not answer just now")
    assert page.inner_text("#ask") == asked
    page.unroute("**/desk/answer/**")
    press(page, "y")
    expect(page.get_by_role("alert")).to_have_count(0)
    assert Decision.objects.count() == 1
    site.complaints.clear()


def test_the_last_answer_leads_to_a_desk_that_waits_and_takes_the_focus_from_nobody(
    prepared: None, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graphapp.curation.desk.queue_pages.gather_some", lambda: None)  # the worker is still at it
    Question.objects.exclude(pk=Question.objects.filter(open=True).first().pk).update(open=False)
    Touched.objects.get_or_create(entity=Entity.objects.first().id)
    page = sign_in(site)
    press(page, "n")
    page.get_by_text("Looking through what is new").wait_for()
    page.focus("[data-key=u]")
    page.evaluate("window.held = document.activeElement")
    for _ in range(2):
        with page.expect_response(f"{site.address}/desk/"):
            pass
    page.wait_for_function("() => document.activeElement === window.held && window.held.isConnected")
    expect(page.locator("#desk")).to_have_count(1)


def test_whoever_was_signed_out_is_led_to_sign_in_and_back(prepared: None, site: Site) -> None:
    page = sign_in(site)
    Session.objects.all().delete()
    page.keyboard.press("y")
    page.wait_for_url(f"{site.address}/accounts/sign-in/?next=/desk/")
    expect(page.locator("main")).to_have_count(1)
    site.complaints.clear()


def test_words_selected_in_a_transcript_become_a_mention(prepared: None, site: Site) -> None:
    page = sign_in(site)
    video = Video.objects.get(title="A0")
    page.goto(f"{site.address}/videos/{video.slug}/?at=1#s1")  # as every quote leads there
    page.wait_for_selector("html[data-ready]")
    page.wait_for_selector(".pick-words", state="attached")
    page.evaluate(
        "() => { const text = document.querySelector('#s1 p').firstChild;"
        " const range = document.createRange(); range.setStart(text, 0); range.setEnd(text, 4);"
        " getSelection().removeAllRanges(); getSelection().addRange(range); }"
    )
    page.locator(".pick-words:not([hidden])").wait_for()
    page.keyboard.press("e")
    page.locator("dialog #edit-words").wait_for()
    expect(page.locator("dialog #edit-words")).to_have_value("This")
    page.get_by_role("button", name="Mark it").press("Enter")
    page.get_by_text("It can be revoked in the history").wait_for()
    expect(page).to_have_url(re.compile(r"\?at=1#s1$"))
    assert Mention.objects.filter(video=video, segment__number=1).count() == 1


def test_words_are_marked_by_keys_alone_where_nothing_can_be_selected(prepared: None, site: Site) -> None:
    page = sign_in(site)
    video = Video.objects.get(title="A0")
    page.goto(f"{site.address}/videos/{video.slug}/")
    page.wait_for_selector(".pick-words", state="attached")
    page.focus("#s1 .when")
    page.keyboard.press("e")
    expect(page.locator("dialog h1")).to_be_focused()
    page.keyboard.press("e")
    expect(page.locator("dialog[open]")).to_have_count(1)
    page.locator("dialog #edit-words").fill("This")
    page.get_by_role("button", name="Mark it").press("Enter")
    page.get_by_text("It can be revoked in the history").wait_for()
    assert Mention.objects.filter(video=video, segment__number=1).count() == 1


def test_escape_closes_the_dialog_alone_and_an_edit_comes_back_to_the_very_view(prepared: None, site: Site) -> None:
    page = sign_in(site)
    video, entity = Video.objects.get(title="A0"), Entity.objects.get(name="Arbor Labs")
    page.goto(f"{site.address}/videos/{video.slug}/?e={entity.slug}&at=1&weak=1")
    page.wait_for_selector("html[data-ready]")
    edit = page.locator("#panel .edit-link")
    edit.press("Enter")
    expect(page.locator("dialog h1")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(edit).to_be_focused()
    edit.press("Enter")
    page.locator("dialog #edit-name").fill("Harbour Labs")
    page.keyboard.press("Enter")
    page.get_by_text("It can be revoked in the history").wait_for()
    renamed = Entity.objects.get(name="Harbour Labs").slug
    expect(page).to_have_url(f"{site.address}/videos/{video.slug}/?e={renamed}&at=1&weak=1")
    expect(page.locator("#panel h2")).to_have_text("Harbour Labs")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/desk/", "/desk/history/", "/desk/changes/", "/desk/words/?video={video}"])
def test_the_desk_can_be_used_by_everybody(prepared: None, site: Site, scheme: str, path: str) -> None:
    page = sign_in(site, scheme=scheme)
    page.goto(site.address + path.format(video=Video.objects.get(title="A0").id))
    assert find_violations(page) == []
