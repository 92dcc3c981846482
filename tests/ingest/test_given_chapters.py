"""Where the source itself divides the talk by headings, its parts are the chapters, under its own titles."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest import run_pipeline
from ingest.records import Document

ADA = "**Ada:** [00:00:{:02d}] Tides come in twice a day, and nobody in the harbour asks them to."


def read_talk(tmp_path: Path, *lines: str) -> Document:
    path = tmp_path / "talk.md"
    path.write_text("\n\n".join(lines), encoding="utf-8")
    return run_pipeline(path)


def test_headings_become_chapters_and_sections_of_the_summary(tmp_path: Path) -> None:
    document = read_talk(
        tmp_path, "# Tides", "## Coming in", ADA.format(0), ADA.format(9), "## Going *out*", ADA.format(20)
    )
    assert document.transcript.title == "Tides"
    assert [(c.title, c.start_ms) for c in document.outline.chapters] == [("Coming in", 0), ("Going out", 20_000)]
    assert {section.heading for section in document.outline.summary} <= {"Coming in", "Going out"}


def test_what_is_said_before_the_first_heading_is_a_chapter_too(tmp_path: Path) -> None:
    document = read_talk(tmp_path, "# Tides", ADA.format(0), "## In", ADA.format(9), "## Out", ADA.format(20))
    titles = [chapter.title for chapter in document.outline.chapters]
    assert titles[1:] == ["In", "Out"]
    assert titles[0]


def test_no_heading_is_part_of_what_was_said(tmp_path: Path) -> None:
    document = read_talk(tmp_path, "# Tides", "## Coming in", ADA.format(0), "## Going out", ADA.format(20))
    assert not any("oming in" in s.text or "oing out" in s.text for s in document.transcript.segments)


@pytest.mark.parametrize(
    "headings",
    [("## Ada", "## Ben", "## Ada"), ("## Transcript",), ("## Ada [00:01:00]", "## Ben [00:02:00]")],
    ids=["names of speakers", "a single one", "turns"],
)
def test_headings_that_name_no_parts_are_no_chapters(tmp_path: Path, headings: tuple[str, ...]) -> None:
    lines = [line for heading in headings for line in (heading, ADA.format(5).removeprefix("**Ada:** [00:00:05] "))]
    titles = {chapter.title for chapter in read_talk(tmp_path, "# Tides", *lines).outline.chapters}
    assert titles.isdisjoint({"Ada", "Ben", "Transcript"})


def test_the_deeper_headings_divide_nothing(tmp_path: Path) -> None:
    document = read_talk(
        tmp_path, "## In", "### Early", ADA.format(0), "### Late", ADA.format(9), "## Out", ADA.format(20)
    )
    assert [chapter.title for chapter in document.outline.chapters] == ["In", "Out"]
