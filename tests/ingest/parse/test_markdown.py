"""The ways of Markdown: headings that name speakers and times, lists, references, front matter."""

from __future__ import annotations

import pytest

from tests.ingest.parse.reading import parse_text, rows, words


def test_headings_that_come_back_name_the_speakers() -> None:
    text = "# The tide\n\n### Ada\n\nHello.\n\nWelcome.\n\n### Bo Pier\n\nHi.\n\n### Ada\n\nWell.\n"
    parsed = parse_text(text)
    assert parsed.metadata.title == "The tide"
    assert [(cue.speaker, cue.text, cue.heading) for cue in parsed.cues] == [
        ("Ada", "Hello.", ""),
        ("Ada", "Welcome.", ""),
        ("Bo Pier", "Hi.", ""),
        ("Ada", "Well.", ""),
    ]


def test_a_section_among_headings_that_name_speakers_is_no_speaker() -> None:
    titles = ("Ada", "Bo Pier", "Ada", "Closing Thoughts", "Bo Pier")
    text = "# The tide\n\n" + "".join(f"## {title}\n\nWords of {n}.\n\n" for n, title in enumerate(titles))
    assert {cue.speaker for cue in parse_text(text).cues} == {"Ada", "Bo Pier"}


@pytest.mark.parametrize("titles", [("The sea", "Ships", "The sea", "Boats"), ("Key points", "so far", "so far", "x")])
def test_headings_of_which_few_come_back_or_none_is_a_name_name_nobody(titles: tuple[str, ...]) -> None:
    text = "".join(f"## {title}\n\nWords of {n}.\n\n" for n, title in enumerate(titles))
    assert {cue.speaker for cue in parse_text(text).cues} == {None}


def test_a_heading_that_is_a_time_is_the_time_of_what_follows_and_no_chapter() -> None:
    text = "# Weekly\n\n### 00:00:00\n\n**Ada:** Hello.\n\n**Bo:** Hi.\n\n### 00:05:00\n\n**Ada:** More.\n"
    parsed = parse_text(text)
    assert rows(parsed.cues) == [
        (0, None, "Ada", "Hello."),
        (None, None, "Bo", "Hi."),
        (300_000, None, "Ada", "More."),
    ]
    assert {cue.heading for cue in parsed.cues} == {""}


def test_a_number_at_the_beginning_of_a_wrapped_line_is_a_word() -> None:
    text = "**Ada:** We had\n12. That was the number.\n\nSteps:\n1. Look\n   around.\n2. Leap.\n\n3. Rest.\n"
    assert [cue.text for cue in parse_text(text).cues] == [
        "We had 12. That was the number.",
        "Steps:",
        "Look around.",
        "Leap.",
        "Rest.",
    ]


@pytest.mark.parametrize(
    "head",
    [
        "The tide\n========\n\n",
        '+++\ntitle = "The tide"\ndate = 2024-01-02\n+++\n\n',
        "---\ntitle: The tide\n---\n\n",
        "<h1>The tide</h1>\n\n",
    ],
)
def test_the_title_is_found_however_it_is_written_and_is_nobody_s_words(head: str) -> None:
    parsed = parse_text(head + "**Ada:** Hello.\n")
    assert (parsed.metadata.title, words(parsed)) == ("The tide", "Hello.")


def test_references_are_links_and_their_addresses_no_words() -> None:
    text = '**Ada:** See [the map][1], [tides][] and [that][x].\n\n[1]: https://map.example "Map"\n[Tides]: <https://t.example>\n'
    parsed = parse_text(text)
    assert words(parsed) == "See the map, tides and [that][x]."
    assert parsed.metadata.links == (("the map", "https://map.example"), ("tides", "https://t.example"))
