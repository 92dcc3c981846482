"""The graph in step with time: by the slider, at reading speed, and as the recording plays."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import expect

from graphapp.videos.models import Video
from tests.e2e.conftest import Site
from tests.e2e.recording import serve_sound
from tests.e2e.talks import WAFERS, write_large_talk
from tests.e2e.test_video_page import DESKTOP, PHONE, open_video
from tests.graphapp.explorer.talks import record

SAID = ".seg.is-said"


def count_lit(page: Any, *, above: int = 0) -> int:
    """Dots and names in the light, as soon as there are more than `above`: the layer above the graph is compared with
    an empty one."""
    found = page.wait_for_function(
        """(above) => { const canvas = document.querySelector(".sigma-lit");
            const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
            let inked = 0;
            for (let i = 3; i < data.length; i += 4) inked += data[i] > 0 ? 1 : 0;
            return inked > above && inked; }""",
        arg=above,
    )
    return int(found.json_value())


def test_the_slider_tells_what_was_said_by_then(site: Site, wafers: Video) -> None:
    page = open_video(site, wafers)
    slider = page.locator("[data-step]")
    slider.fill("2")
    expect(page.locator(SAID)).to_have_attribute("id", "s2")
    expect(page.locator("[data-line] q")).to_have_text(page.locator("#s2 p").inner_text())
    early = count_lit(page)
    slider.fill("12")
    assert count_lit(page, above=early) > early
    slider.press("ArrowLeft")
    expect(page.locator(SAID)).to_have_attribute("id", "s11")
    page.wait_for_url("**until=11*")


def test_an_address_opens_at_a_step_and_back_and_escape_lead_out(site: Site, wafers: Video) -> None:
    page = open_video(site, wafers, "?until=3")
    expect(page.locator("[data-step]")).to_have_value("3")
    page.keyboard.press("Escape")
    expect(page.locator(SAID)).to_have_count(0)
    page.go_back()
    expect(page.locator(SAID)).to_have_attribute("id", "s3")
    page.click("[data-whole]")
    expect(page.locator(SAID)).to_have_count(0)
    page.wait_for_function("() => !location.search.includes('until')")


def test_it_is_told_at_reading_speed_and_pauses(site: Site, wafers: Video) -> None:
    page = open_video(site, wafers, reduced_motion="reduce")
    page.clock.install()
    page.click("[data-tell]")
    page.clock.run_for(50)
    expect(page.locator(SAID)).to_have_attribute("id", "s1")
    page.clock.run_for(20_000)
    expect(page.locator(SAID)).not_to_have_attribute("id", "s1")
    reached = page.locator(SAID).get_attribute("id")
    page.click("[data-tell]")
    page.clock.run_for(20_000)
    expect(page.locator(SAID)).to_have_attribute("id", reached)


def test_every_time_on_the_page_leads_there(site: Site, wafers: Video) -> None:
    page = open_video(site, wafers, "?until=2")
    page.press("#s7 a.when", "Enter")
    expect(page.locator(SAID)).to_have_attribute("id", "s7")


def test_a_transcript_without_times_is_told_by_segments(site: Site, transactional_db: None) -> None:
    from dataclasses import replace

    page = open_video(site, record(replace(WAFERS, timed=False)), viewport=PHONE)
    page.locator("[data-step]").fill("4")
    expect(page.locator(SAID)).to_have_attribute("id", "s4")
    page.press("#s6 a.when", "Enter")
    expect(page.locator(SAID)).to_have_attribute("id", "s6")


def test_the_recording_sets_the_pace_and_follows_the_reader(site: Site, wafers: Video) -> None:
    with serve_sound(110) as address:
        Video.objects.filter(id=wafers.id).update(video_url=address)
        page = open_video(site, wafers)
        assert site.foreign == []
        page.click("[data-play]")
        page.wait_for_function("() => document.querySelector('audio')?.currentTime > 0.2")
        expect(page.locator(SAID)).to_have_attribute("id", "s1")
        page.evaluate("() => { document.querySelector('audio').playbackRate = 0.1; }")  # for slow onlookers
        page.press(".seg a[data-at='54']", "Enter")
        page.wait_for_function("() => document.querySelector('audio').currentTime >= 54")
        expect(page.locator(SAID)).to_have_attribute("id", "s7")
        page.click("[data-tell]")
        page.wait_for_function("() => document.querySelector('audio').paused")
        page.locator("[data-step]").fill("3")
        page.wait_for_function("() => document.querySelector('audio').currentTime === 18")
        expect(page.locator(SAID)).to_have_attribute("id", "s3")
        site.foreign.clear()


def test_a_reader_leaves_a_recording_that_plays_on(site: Site, wafers: Video) -> None:
    with serve_sound(110) as address:
        Video.objects.filter(id=wafers.id).update(video_url=address)
        page = open_video(site, wafers)
        page.click("[data-play]")
        for leave in (page.go_back, lambda: page.keyboard.press("Escape"), lambda: page.click("[data-whole]")):
            expect(page.locator(SAID)).to_have_count(1)
            leave()
            expect(page.locator(SAID)).to_have_count(0)
            now = page.evaluate("() => document.querySelector('audio').currentTime")
            page.wait_for_function("(now) => document.querySelector('audio').currentTime > now + 0.7", arg=now)
            expect(page.locator(SAID)).to_have_count(0)
            assert "until" not in page.url
            page.evaluate("() => document.querySelector('audio').pause()")
            page.evaluate("() => document.querySelector('audio').play()")
        site.foreign.clear()


def test_the_most_telling_are_drawn_first_and_the_rest_on_request(site: Site, transactional_db: None) -> None:
    page = open_video(site, record(write_large_talk(120, connections=200)), viewport=PHONE)
    note = page.locator("[data-crowd]")
    expect(note).to_contain_text("most telling of 120 are drawn")
    page.click("[data-crowd] a")
    expect(note).to_contain_text(re.compile("^All 120 are drawn."))
    expect(page).to_have_url(re.compile("all=1"))
    page.go_back()
    expect(note).to_contain_text("most telling")


def test_all_are_drawn_where_they_have_room(site: Site, wafers: Video) -> None:
    page = open_video(site, wafers, viewport=DESKTOP)
    expect(page.locator("[data-crowd]")).to_be_hidden()
