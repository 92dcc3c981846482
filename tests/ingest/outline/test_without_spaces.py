"""Chapters of talks in scripts without spaces begin with, and are titled by, as much of them as of other talks."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ingest.language.lengths import first_words
from ingest.outline import outline_video
from ingest.records import Transcript
from tests.ingest.relate.talks import make_transcript, place_entities

SAID = {
    "ja": "私たちは去年の春から大阪にある小さな研究室で新しい言語モデルの学習方法について議論を重ねてきました。",
    "zh": "我们从去年春天开始在上海的一个小实验室里每天讨论新的语言模型的训练方法但是结果还没有告诉过任何人。",
    "th": "เราเริ่มทำงานวิจัยเกี่ยวกับปัญญาประดิษฐ์ในกรุงเทพมหานครตั้งแต่ปีที่แล้วและได้พบปัญหามากมายที่ยังไม่มีใครแก้ไขได้",
}


def make_talk(said: str, language: str) -> Transcript:
    return replace(make_transcript([said]), language=language)


@pytest.mark.parametrize(("language", "said"), SAID.items())
def test_a_chapter_is_titled_by_its_first_words_and_begins_with_them(language: str, said: str) -> None:
    (chapter,) = outline_video(make_talk(said, language), entities=()).chapters
    assert chapter.title.endswith("…")
    assert said.startswith(chapter.title.rstrip("…"))
    assert 15 < len(chapter.title) < 40
    assert said.startswith(chapter.starts_with)
    assert 8 < len(chapter.starts_with) < 25


def test_a_title_ends_at_a_clause_and_has_no_stop() -> None:
    long = "今日はとても楽しい一日でしたから、私たちは去年の春から大阪にある小さな研究室で働いています。"
    titles = [
        outline_video(make_talk(said, "ja"), entities=()).chapters[0].title
        for said in (long, "今日はとても楽しい一日でした。")
    ]
    assert titles == ["今日はとても楽しい一日でしたから", "今日はとても楽しい一日でした"]


def test_first_words_end_with_no_half_of_a_word_or_letter() -> None:
    assert first_words("one  two three", 2) == "one two"
    assert first_words("今日はKubernetesの話をします", 3) == "今日はKubernetes"
    assert first_words("จังหวัด", 3) == "จังหวั"
    assert first_words("", 9) == ""


@pytest.mark.parametrize(
    ("language", "title"), [("en", "Nabla and Orbit"), ("de", "Nabla · Orbit"), ("und", "Nabla and Orbit")]
)
def test_and_joins_the_names_in_english_titles_only(language: str, title: str) -> None:
    talk = make_talk("Nabla came with Orbit. Nabla uses Orbit. Orbit likes Nabla.", language)
    found = outline_video(talk, entities=place_entities(talk, {"Nabla": "Product", "Orbit": "Product"}))
    assert [chapter.title for chapter in found.chapters] == [title]
