"""Transcripts within web pages: what is a mark of the transcript, and what are words of the page."""

from __future__ import annotations

import pytest

from ingest.errors import ParseError
from tests.ingest.parse.reading import parse_text, rows

PAGE = "<!DOCTYPE html><html><head><title>Talk</title></head><body>{}</body></html>"
TURNS = "<p><strong>Ada Winter:</strong> I read the {} today.</p><p><strong>Bo:</strong> So did I.</p>"


@pytest.mark.parametrize(
    ("aside", "paper"),
    [
        ('<p>Posted <time datetime="2024-01-05">January 5, 2024</time></p>', "Harbour Times"),
        ("<p>Posted at <time>10:30</time></p>", "<cite>Harbour Times</cite>"),
        ("<div><time>10:30</time></div><p>A talk.</p><p>Of tides.</p>", "<cite>Harbour Times</cite>"),
        ("<blockquote><p>It turns.</p><cite>Ann Pier</cite></blockquote>", "<em>Harbour Times</em>"),
    ],
)
def test_a_date_or_a_cited_work_takes_nobody_s_words(aside: str, paper: str) -> None:
    cues = parse_text(PAGE.format(aside + TURNS.format(paper))).cues
    assert [(cue.speaker, cue.text) for cue in cues][-2:] == [
        ("Ada Winter", "I read the Harbour Times today."),
        ("Bo", "So did I."),
    ]


def test_a_cited_work_in_a_marked_transcript_is_said_like_other_words() -> None:
    text = "<cite>Ada:</cite><time>0:01</time><p>I read <cite>Harbour Times</cite>.</p><time>0:05</time><p>Twice.</p>"
    assert rows(parse_text(text).cues) == [(1000, None, "Ada", "I read Harbour Times."), (5000, None, "Ada", "Twice.")]


def test_a_page_that_only_bears_its_date_is_no_transcript() -> None:
    with pytest.raises(ParseError, match="without a transcript"):
        parse_text(PAGE.format("<p><time>January 5, 2024</time></p><p>Hats are in.</p><p>And <cite>Hats</cite>.</p>"))


@pytest.mark.parametrize(
    "paragraph",
    [
        "<p>[00:12] <strong>{}</strong>: {}</p>",
        "<p><span>00:12</span> <strong>{}:</strong> {}</p>",
        "<p><time>00:12</time> <b>{}:</b> {}</p>",
    ],
)
def test_a_bold_name_after_a_stamp_is_the_speaker(paragraph: str) -> None:
    page = PAGE.format(paragraph.format("Ada Winter", "Hello.") + paragraph.format("Bo", "Hi."))
    assert rows(parse_text(page).cues) == [(12000, None, "Ada Winter", "Hello."), (12000, None, "Bo", "Hi.")]


def test_a_transcript_inside_a_form_is_read() -> None:
    page = PAGE.format(f"<form action='.'>{TURNS.format('sea')}<button>Send</button></form>")
    assert [cue.speaker for cue in parse_text(page).cues] == ["Ada Winter", "Bo"]


def test_captions_in_marks_begin_no_paragraphs_as_in_other_formats() -> None:
    cue = "<cite>Ada:</cite><time>0:0{}</time><p>{}</p>"
    text = "".join(cue.format(n, words) for n, words in enumerate(("The tide comes", "in twice a day.", "It goes")))
    assert [cue.paragraph for cue in parse_text(text).cues] == [True, False, False]


SAID = [("Ada Winter", "Hello there."), ("Bo", "So it turns."), ("Ada Winter", "Twice a day.")]


@pytest.mark.parametrize(
    "turn",
    [
        "<h3>{who}</h3><p>{said}</p>",
        "<dl><dt>{who}</dt><dd>{said}</dd></dl>",
        "<p><strong>{who} </strong><em>00:00:0{n}</em></p><p>{said}</p>",
        "<table><tr><td>00:0{n}</td><td>{who}</td><td>{said}</td></tr></table>",
        "<div><span>{who}</span><span><a href='/?t={n}'>(00:00:0{n})</a> </span><span>{said}</span></div>",
        "<pre>{who}: {said}\n</pre>",
        "<pre><b>{who}:</b> {said}</pre>",
    ],
)
def test_who_speaks_is_read_from_the_layout_of_a_page(turn: str) -> None:
    turns = (turn.format(who=who, said=said, n=n) for n, (who, said) in enumerate(SAID, 1))
    cues = parse_text(PAGE.format("<h1>Talk</h1>" + "\n".join(turns))).cues
    assert [(cue.speaker, cue.text) for cue in cues] == SAID
    assert [cue.start_ms for cue in cues] == ([1000, 2000, 3000] if "{n}" in turn else [None] * 3)


def test_lines_of_preformatted_text_are_lines_and_those_that_go_on_are_one_turn() -> None:
    page = PAGE.format(
        "<pre>Ada Winter: The tide comes\nin twice.\nBo: So?\n\nAda Winter: Yes.</pre><p>Ada Winter: a\nb</p>"
    )
    assert [(cue.speaker, cue.text) for cue in parse_text(page).cues] == [
        ("Ada Winter", "The tide comes in twice."),
        ("Bo", "So?"),
        ("Ada Winter", "Yes."),
        ("Ada Winter", "a b"),
    ]


@pytest.mark.parametrize(
    "page",
    [
        "<h3>Read More</h3><p>Hats are in.</p><h3>Related Posts</h3><p>Hats.</p>" * 2,
        "<h3>Ada Winter</h3><p>Hats are in.</p><h3>Hats for Bo</h3><p>Hats.</p>",
        "<table><tr><td>Hats</td><td>Ten</td></tr><tr><td>Caps</td><td>Two</td></tr></table>",
        "<dl><dt>Hats</dt><dd>Ten of them.</dd><dt>Caps</dt><dd>Two.</dd></dl>",
    ],
)
def test_headings_and_tables_of_any_page_make_it_no_transcript(page: str) -> None:
    with pytest.raises(ParseError, match="without a transcript"):
        parse_text(PAGE.format(page))


@pytest.mark.parametrize("turn", ["<p><b>{}:</b> {}</p>", "<h3>{}</h3><p>{}</p>", "<p>{}: {}</p>"])
def test_what_a_page_goes_on_with_behind_its_transcript_is_said_by_nobody(turn: str) -> None:
    said = [("Ada Winter", "Hello there."), ("Jane", "Hi."), ("Ada Winter", "So."), ("Jane", "Yes.")]
    turns = [turn.format(*one) for one in said]
    page = f"<html><body><h1>Talk</h1>{turns[0]}<h2>Ships</h2><p>And on.</p>{''.join(turns[1:])}"
    cues = parse_text(f"{page}<h2>Related</h2><p>Part 2: of the sea.</p><p>Nice talk!</p></body></html>").cues
    assert [(cue.speaker, cue.text) for cue in cues] == [
        said[0],
        ("Ada Winter", "And on."),
        *said[1:],
        (None, "Part 2: of the sea."),
        (None, "Nice talk!"),
    ]


@pytest.mark.parametrize("name", ["<b>{}: </b>", "<b>{} (</b><b>00:09</b><b>):</b><br>", "<em><b>{}:</b></em> "])
def test_a_name_is_read_however_its_bold_ends(name: str) -> None:
    page = "".join(f"<p>{name.format(who)}It turns.</p>" for who in ("Ada", "Jane", "Ada", "Jane"))
    assert [cue.speaker for cue in parse_text(page).cues] == ["Ada", "Jane", "Ada", "Jane"]


def test_a_bold_that_ends_twice_is_a_name_all_the_same() -> None:
    page = "".join(f"<p><b>{who}:</b></b> It turns.</p>" for who in ("Ada", "Jane", "Ada", "Jane"))
    assert [cue.speaker for cue in parse_text(page).cues] == ["Ada", "Jane", "Ada", "Jane"]
