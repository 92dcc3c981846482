"""What a reader does on the page of a video, in a real browser, with mouse, keyboard, and neither."""

from __future__ import annotations

import json
import math
import re
from typing import Any
from urllib.parse import quote

import pytest
from django.contrib.auth.models import User
from django.test import Client
from playwright.sync_api import expect

from graphapp.accounts.permissions import Role
from graphapp.accounts.services import give_role
from graphapp.graph.models import Relation
from graphapp.videos.models import Video
from ingest.records import EntityType
from tests.e2e.conftest import Site, let_it_draw
from tests.e2e.talks import HEBREW, Said, Talk
from tests.graphapp.asking import slug_of
from tests.graphapp.explorer.talks import record

DESKTOP = {"width": 1440, "height": 900}
PHONE = {"width": 360, "height": 800}
WALL = {"width": 3840, "height": 2160}


def open_video(site: Site, video: Video, query: str = "", **options: Any) -> Any:
    return site.open_page(f"/videos/{video.slug}/{query}", **{"viewport": DESKTOP, **options})


def test_every_time_leads_somewhere_whatever_topic_is_chosen(site: Site, wafers: Video) -> None:
    page = open_video(site, wafers, "?topic=hardware")
    expect(page.locator("#s9")).to_be_hidden()
    page.press(".chapters a.when[data-at='72']", "Enter")
    expect(page.locator("#s9")).to_be_in_viewport()
    expect(page.locator("#s10")).to_be_hidden()
    page.press(".chapters a.when[data-at='0']", "Enter")
    expect(page.locator("#s9")).to_be_hidden()
    expect(page.locator("#s1")).to_be_in_viewport()


def test_without_times_too(site: Site, chips: Video) -> None:
    page = open_video(site, chips, f"?topic=none&e={slug_of('California')}")
    page.evaluate("document.querySelector('#s3').hidden = true")  # as a topic would have it
    page.press("#panel a.when", "Enter")
    expect(page.locator("#s3")).to_be_in_viewport()


@pytest.mark.parametrize("query", ["", "?topic=latency", "?type=Event"])
def test_tab_reaches_the_index_whatever_is_shown_at_first(site: Site, wafers: Video, query: str) -> None:
    page = open_video(site, wafers, query)
    expect(page.locator("[data-index] li:not([hidden]) a[tabindex='0']")).to_have_count(1)


def test_a_talk_is_read_from_the_side_of_its_language(site: Site, transactional_db: None) -> None:
    page = open_video(site, record(HEBREW))
    sides = page.evaluate(
        """() => ["#s1 p", "#s3 p", ".summary li p"].map((place) => {
            const box = document.querySelector(place);
            const words = document.createRange();
            words.selectNodeContents(box);
            const [all, said] = [box.getBoundingClientRect(), words.getBoundingClientRect()];
            return Math.round(said.left - all.left) > Math.round(all.right - said.right) ? "right" : "left";
        })"""
    )
    assert sides == ["right", "left", "right"]


def test_what_is_chosen_is_seen_where_the_system_chooses_the_colours(site: Site, wafers: Video) -> None:
    page = open_video(site, wafers, f"?topic=hardware&at=9&e={slug_of('NVIDIA')}", forced_colors="active")
    for chosen in ("a[data-topic][aria-current]", ".seg[aria-current]", "[data-index] a[aria-current]"):
        expect(page.locator(chosen)).to_have_css("outline-style", "dashed")


def test_whoever_was_signed_out_is_led_to_sign_in_and_sees_it_once(site: Site, wafers: Video, settings: Any) -> None:
    page = open_video(site, wafers)
    settings.PUBLIC = False
    page.press("[data-index] a[data-e] >> nth=0", "Enter")
    page.wait_for_url(re.compile(r"/accounts/sign-in/\?next=/videos/.*%3Fe%3D"))
    expect(page.locator("main")).to_have_count(1)
    site.complaints.clear()


def find_dot(page: Any, name: str, *, reach: int = 48) -> tuple[float, float]:
    """Where an entity stands on the screen: guessed from its place, then felt for with the pointer."""
    page.locator("[data-canvas]").scroll_into_view_if_needed()
    box = page.locator("[data-canvas]").bounding_box()
    nodes = json.loads(page.locator("#graph-data").text_content())["nodes"]
    slug, place = next((node[0], (node[4], node[5])) for node in nodes if node[1] == name)
    wide, high = (max(n[k] for n in nodes) - min(n[k] for n in nodes) for k in (4, 5))
    middle = [(max(n[k] for n in nodes) + min(n[k] for n in nodes)) / 2 for k in (4, 5)]
    scale = min((box["width"] - 112) / wide, (box["height"] - 112) / high)
    x = box["x"] + box["width"] / 2 + (place[0] - middle[0]) * scale
    y = box["y"] + box["height"] / 2 - (place[1] - middle[1]) * scale
    steps = range(-reach, reach + 1, 8)
    for dx, dy in sorted(((dx, dy) for dx in steps for dy in steps), key=lambda step: math.hypot(*step)):
        page.mouse.move(x + dx, y + dy)
        let_it_draw(page)
        if page.locator(f'.index a[data-e="{slug}"].is-over').count():
            return x + dx, y + dy
    raise AssertionError(f"{name} is nowhere in the picture")


def test_click_on_a_dot_opens_its_panel_and_back_closes_it(site: Site, wafers: Video) -> None:
    page = open_video(site, wafers)
    x, y = find_dot(page, "Cerebras")
    page.mouse.click(x, y)
    page.wait_for_selector("#panel h2:has-text('Cerebras')")
    expect(page).to_have_url(re.compile(f"e={slug_of('Cerebras')}"))
    assert page.locator(".told").first.inner_text().count("Wafer Scale Engine 3") == 1
    expect(page.locator(".seg .m.is-on")).to_have_count(4)
    page.go_back()
    page.wait_for_selector("#panel", state="hidden")
    expect(page).not_to_have_url(re.compile("e="))


def test_hovering_the_list_lights_the_same_in_the_transcript(site: Site, wafers: Video) -> None:
    page = open_video(site, wafers)
    page.hover(f'.index a[data-e="{slug_of("NVIDIA")}"]')
    expect(page.locator(".seg .m.is-over")).to_have_count(3)
    expect(page).not_to_have_url(re.compile("e="))


def test_a_connection_says_who_says_so(site: Site, wafers: Video) -> None:
    page = open_video(site, wafers, f"?e={slug_of('Cerebras')}")
    page.click(".told a:has-text('is a partner of')")
    expect(page.locator("#panel blockquote")).to_have_text("“OpenAI is a partner of Cerebras.”")
    expect(page.locator("#panel figcaption")).to_contain_text(re.compile(r"^\s*Ada Example"))
    page.click("#panel figcaption a[data-at]")
    expect(page).to_have_url(re.compile("at=54"))
    expect(page.locator(".seg[aria-current]")).to_contain_text(re.compile(r"OpenAI is a partner of Cerebras\.\s*$"))


def test_escape_takes_choices_back_one_by_one(site: Site, wafers: Video) -> None:
    page = open_video(site, wafers)
    page.click("a[data-topic='hardware']")
    page.click(f'.index a[data-e="{slug_of("NVIDIA")}"]')
    page.wait_for_selector("#panel h2")
    page.keyboard.press("Escape")
    page.wait_for_selector("#panel", state="hidden")
    expect(page).to_have_url(re.compile("topic=hardware"))
    page.keyboard.press("Escape")
    expect(page).not_to_have_url(re.compile(r"\?"))


def test_the_whole_way_by_keyboard(site: Site, wafers: Video) -> None:
    page = open_video(site, wafers)
    page.focus(".index li a >> nth=0")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_selector("#panel h2")
    chosen = page.locator(".index a[aria-current] .name").inner_text()
    expect(page.locator("#panel h2")).to_have_text(chosen)
    expect(page.locator("#panel")).to_be_focused()
    while not page.evaluate("document.activeElement.matches('#panel .told a')"):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('#panel') !== null")
    page.keyboard.press("Enter")
    page.wait_for_selector("#panel blockquote")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.wait_for_selector("#panel", state="hidden")
    expect(page.locator(".index a:focus .name")).to_have_text(chosen)


def test_the_legend_filters_the_list(site: Site, wafers: Video) -> None:
    page = open_video(site, wafers)
    page.click(".legend a[data-type='Concept']")
    expect(page.locator(".index [data-group]:visible")).to_have_count(1)
    expect(page).to_have_url(re.compile("type=Concept"))
    page.click(".legend a[data-type='Concept']")
    expect(page.locator(".index [data-group]:visible")).to_have_count(5)


def test_a_topic_filters_everything_together(site: Site, wafers: Video) -> None:
    page = open_video(site, wafers)
    page.click("a[data-topic='latency']")
    expect(page.locator(".seg:visible")).to_have_count(2)
    expect(page.locator("[data-seg-count]")).to_have_text("2 of")
    names = page.locator(".index li:visible .name").all_inner_texts()
    assert set(names) == {"Codex-Spark", "latency", "WebSocket", "Spring Update"}
    expect(page.locator("[data-chapter-row].is-out")).to_have_count(1)
    page.click("[data-clear='topic']")
    expect(page.locator(".seg:visible")).to_have_count(12)


def test_less_certain_connections_are_shown_on_request(site: Site, wafers: Video) -> None:
    page = open_video(site, wafers)
    words = page.locator("[data-certainty]:visible").first
    expect(words).to_contain_text(re.compile("^10 of the 11 connections and"))
    page.click("a[data-weak]:visible")
    expect(words).to_contain_text("All 11 connections and")
    expect(page).to_have_url(re.compile("weak=1"))
    expect(page.locator(".facts")).to_contain_text("11 connections")


def test_an_address_opens_what_it_says(site: Site, wafers: Video) -> None:
    relation = Relation.objects.get(predicate="competes_with")
    page = open_video(site, wafers, f"?connection={relation.id}&at=90")
    expect(page.locator("#panel .tag")).to_have_text("supposed")
    expect(page.locator(".seg[aria-current]")).to_be_in_viewport(ratio=1)


def test_a_dot_can_be_dragged_and_zoomed(site: Site, wafers: Video) -> None:
    page = open_video(site, wafers)
    x, y = find_dot(page, "Spring Update")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 90, y - 60, steps=6)
    page.mouse.up()
    page.mouse.move(0, 0)
    let_it_draw(page)
    page.mouse.move(x, y)
    let_it_draw(page)
    expect(page.locator(".index a.is-over")).to_have_count(0)
    page.mouse.move(x + 90, y - 60)
    expect(page.locator(f'.index a.is-over[data-e="{slug_of("Spring Update")}"]')).to_have_count(1)
    page.click("[data-act='in']")
    page.click("[data-act='reset']")


def test_on_a_phone_what_a_time_or_tab_leads_to_stands_above_the_panel(site: Site, wafers: Video) -> None:
    page = open_video(site, wafers, f"?e={slug_of('Cerebras')}", viewport=PHONE)
    above = """(selector) => {
        const [box, panel] = [document.querySelector(selector), document.querySelector("#panel")];
        return box.getBoundingClientRect().bottom <= panel.getBoundingClientRect().top;
    }"""
    page.press("#panel .places a.when >> nth=-1", "Enter")
    page.wait_for_selector(".seg[aria-current]")
    page.wait_for_function(above, arg=".seg[aria-current]")
    page.locator("[data-index] li:not([hidden]) a >> nth=-1").focus()
    page.wait_for_function(above, arg=":focus")


def test_in_full_screen_too_a_dot_tells_who_says_so(site: Site, wafers: Video) -> None:
    page = open_video(site, wafers)
    page.click("[data-act='full']")
    page.wait_for_function("() => document.fullscreenElement")
    page.evaluate(f"() => document.querySelector('.index a[data-e={slug_of('Cerebras')}]').click()")
    page.wait_for_selector("#panel h2:has-text('Cerebras')")
    canvas, panel = (page.locator(part).bounding_box() for part in ("[data-canvas]", "#panel"))
    assert canvas["width"] == DESKTOP["width"]
    assert panel["y"] < DESKTOP["height"]
    assert page.evaluate(
        """() => {
            const {left, top} = document.querySelector("#panel h2").getBoundingClientRect();
            return document.elementFromPoint(left + 2, top + 2).closest("#panel") !== null;
        }"""
    )


def test_two_fingers_draw_the_graph_nearer_and_leave_the_page_as_it_is(site: Site, wafers: Video) -> None:
    page = open_video(site, wafers, viewport=PHONE, has_touch=True)
    x, y = find_dot(page, "Spring Update")
    page.mouse.move(0, 0)
    box = page.locator("[data-canvas]").bounding_box()
    touch = page.context.new_cdp_session(page)
    for apart in range(20, 140, 20):
        points = [{"x": box["x"] + box["width"] / 2 + side * apart, "y": box["y"] + 90} for side in (-1, 1)]
        kind = "touchStart" if apart == 20 else "touchMove"
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    page.mouse.move(x, y)
    let_it_draw(page)
    expect(page.locator(".index a.is-over")).to_have_count(0)
    assert page.evaluate("window.visualViewport.scale") == 1


def test_on_paper_it_is_a_document_to_read(site: Site, wafers: Video) -> None:
    page = open_video(site, wafers, color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    for shown in ("h1", ".summary", "[data-still] svg", ".said blockquote >> nth=0", ".chapters", ".seg >> nth=-1"):
        expect(page.locator(shown)).to_be_visible()
    expect(page.locator(":is(button, input, .masthead, .take, .foot):visible")).to_have_count(0)
    expect(page.locator(".said li").filter(has_text="OpenAI is a partner of Cerebras").first).to_be_visible()
    red, green, blue = map(float, re.findall(r"[\d.]+", page.evaluate(INK))[:3])
    assert max(red, green, blue) < 100
    assert page.pdf(format="A4").startswith(b"%PDF")


INK = """() => { const pen = document.createElement("canvas").getContext("2d");
  pen.fillStyle = getComputedStyle(document.querySelector("h1")).color; pen.fillRect(0, 0, 1, 1);
  return pen.getImageData(0, 0, 1, 1).data.slice(0, 3).join(" ") }"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_without_script_everything_is_there(site: Site, wafers: Video, scheme: str) -> None:
    page = open_video(
        site, wafers, f"?e={slug_of('Cerebras')}&topic=hardware", java_script_enabled=False, color_scheme=scheme
    )
    expect(page.locator("svg.drawing path")).to_have_count(11)
    expect(page.locator("#panel h2")).to_have_text("Cerebras")
    expect(page.locator(".seg:visible")).to_have_count(5)
    page.click(".told a >> nth=0")
    expect(page.locator("#panel blockquote")).to_have_count(1)
    page.click("[data-clear='topic']")
    expect(page.locator(".seg:visible")).to_have_count(12)


def test_without_webgl_the_drawing_stays(site: Site, wafers: Video) -> None:
    page = site.open_page("/", viewport=DESKTOP)
    page.add_init_script("HTMLCanvasElement.prototype.getContext = () => null")
    page.goto(f"{site.address}/videos/{wafers.slug}/")
    page.wait_for_selector("html[data-ready]")
    expect(page.locator("[data-still] svg")).to_be_visible()
    page.click(".index li a >> nth=0")
    page.wait_for_selector("#panel h2")


def test_markup_in_what_was_said_is_text(site: Site, hostile: Video) -> None:
    page = open_video(site, hostile)
    expect(page.locator("h1")).to_have_text(hostile.title)
    expect(page.locator("article img, article b:not(.speaker), article script")).to_have_count(0)
    page.click(".index li a >> nth=0")
    page.wait_for_selector("#panel h2")
    expect(page.locator("#panel img, #panel script")).to_have_count(0)


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP, WALL], ids=["phone", "desktop", "wall"])
def test_nothing_is_wider_than_the_screen(site: Site, wafers: Video, viewport: dict[str, int]) -> None:
    for path in ("/", f"/videos/{wafers.slug}/", f"/videos/{wafers.slug}/?e={slug_of('Codex-Spark')}"):
        page = site.open_page(path, viewport=viewport)
        assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]


def test_a_title_and_names_of_one_long_word_make_no_page_wider_than_a_phone(site: Site, transactional_db: None) -> None:
    word = "InterviewWithSomebodyAboutSomethingFinalVersion2CopyOfTheCopyThatWasMadeLastYear"
    talk = Talk(
        title=word,
        sentences=(f"{word} makes Spark.", f"It is told at https://example.org/{word}"),
        names={word: EntityType.ORGANIZATION, "Spark": EntityType.PRODUCT},
        said=(Said(word, "makes", "Spark", 0),),
        chapters=((word, 0), ("The rest", 1)),
        topics={word: (0, 1)},
        summary=((word, ((word, 0, "cpu"),)),),
        speakers=(word,),
    )
    page, entity, topic = f"/videos/{record(talk).slug}/", slug_of(word), word.lower()
    chosen = (f"?e={entity}&topic={topic}", f"?connection={Relation.objects.get().id}", f"embed/?e={entity}")
    found = (f"/entities/{entity}/", f"/topics/{topic}/", "/search/?q=InterviewWith", "/")
    for path in (*(page + query for query in chosen), *found):
        opened = site.open_page(path, viewport=PHONE)
        for box in (opened.locator("html"), opened.locator("main"), opened.locator("#panel")):
            if box.count():
                assert box.evaluate("e => e.scrollWidth") <= PHONE["width"], path


def test_a_panel_can_be_closed_whatever_the_other_videos_are_called(site: Site, transactional_db: None) -> None:
    word = "InterviewWithSomebodyAboutSomethingFinalVersion2CopyOfTheCopyThatWasMadeLastYear"
    for title in (word, "A short one"):
        said = record(Talk(title, (f"{title} is about Spark.",), {"Spark": EntityType.PRODUCT}))
    for part in ("", "embed/"):
        page = site.open_page(f"/videos/{said.slug}/{part}?e={slug_of('Spark')}", viewport=PHONE)
        expect(page.locator(".others a")).to_have_text(word)
        page.click("#panel .close", timeout=5_000)
        expect(page.locator("#panel")).to_be_hidden()


@pytest.mark.parametrize("width", [640, 1280])
def test_beside_what_is_chosen_an_embedded_graph_stays_whole(site: Site, wafers: Video, width: int) -> None:
    page = site.open_page(
        f"/videos/{wafers.slug}/embed/?e={slug_of('OpenAI')}", viewport={"width": width, "height": 520}
    )
    edge = page.locator("#panel").bounding_box()["x"]
    for part in ("[data-canvas]", ".sigma-nodes", "[data-act=full]", ".legend"):
        box = page.locator(part).bounding_box()
        assert box["x"] + box["width"] <= edge + 1, part
    page.click("#panel .close")
    page.wait_for_function(f"document.querySelector('.sigma-nodes').getBoundingClientRect().right > {edge} + 100")


def test_nothing_is_asked_of_another_host_before_the_reader_presses_play(site: Site, wafers: Video) -> None:
    Video.objects.filter(id=wafers.id).update(video_url="https://www.youtube.com/watch?v=abcdefghijk")
    page = open_video(site, wafers, "?at=27")
    assert site.foreign == []
    page.route("https://www.youtube-nocookie.com/**", lambda route: route.fulfill(body="the recording"))
    page.click("[data-play]")
    expect(page.locator("[data-player] iframe")).to_have_attribute(
        "src",
        "https://www.youtube-nocookie.com/embed/abcdefghijk?autoplay=1&rel=0&enablejsapi=1"
        f"&origin={quote(site.address, safe='')}&start=27",
    )
    # a frame that is still coming takes the keys with it when it is there
    expect(page.frame_locator("[data-player] iframe").locator("body")).to_contain_text("the recording")
    before = page.evaluate("history.length")
    with page.expect_request(re.compile("start=54$")):
        page.press(".seg a[data-at='54']", "Enter")  # by key: the page is still moving under the pointer
    page.wait_for_function("(before) => history.length === before + 1", arg=before)  # what the frame does is no step
    site.foreign.clear()


def test_a_file_may_be_dropped_on_the_zone(site: Site, wafers: Video, client: Client) -> None:
    user = User.objects.create_user("editor", password="correct horse battery staple")
    give_role(user, role=Role.EDITOR)
    client.force_login(user)
    page = site.open_page("/")
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site.address}])
    page.goto(f"{site.address}/add/")
    page.evaluate(
        """() => {
            const dataTransfer = new DataTransfer();
            dataTransfer.items.add(new File(["WEBVTT"], "talk.vtt"));
            const drop = new DragEvent("drop", {dataTransfer, bubbles: true});
            document.querySelector("[data-dropzone]").dispatchEvent(drop);
        }"""
    )
    assert page.evaluate("document.querySelector('[data-dropzone] input').files[0].name") == "talk.vtt"


def test_the_reader_chooses_the_theme_and_it_is_kept(site: Site, wafers: Video) -> None:
    page = open_video(site, wafers, color_scheme="light")
    paper, colour = page.locator("body"), "getComputedStyle(document.body).backgroundColor"
    before = page.evaluate(colour)
    page.click("[data-theme-toggle]")
    expect(paper).not_to_have_css("background-color", before)
    after = page.evaluate(colour)
    page.reload()
    expect(paper).to_have_css("background-color", after)


def test_a_video_of_a_thousand_entities_follows_the_pointer(site: Site, enormous: Video) -> None:
    """No time is asserted here, only that hovering works at that size."""
    page = open_video(site, enormous)
    page.locator("[data-canvas]").scroll_into_view_if_needed()
    box = page.locator("[data-canvas]").bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_selector(".index a.is-over", state="attached")
    expect(page.locator("[data-crowd]")).to_contain_text("most telling of 1,000 are drawn")
