"""Segments read well, keep every word, and bear only times that the file bears."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import ParseError
from ingest.parse import parse_source
from ingest.records import Cue, Metadata, ParsedFile, Segment, Source, Transcript
from ingest.segment import segment_cues
from ingest.sources import source_from_text

FILE = Source(kind="file", name="the-tide_table.en.vtt", sha256="0" * 64)
TALK = [
    (
        "Ada Winter",
        "Good morning and welcome to the harbour, where ships come in from R&D's seven seas every single day.",
    ),
    (
        "Ada Winter",
        "We talk about the tide today. It comes in twice a day, and nobody asks it to do so, not even the moon.",
    ),
    ("Bo", "Thank you."),
    (
        "Ada Winter",
        "“Who wrote the first table?” is what people ask me whenever I stand on the quay and look at the sea.",
    ),
]


def segment(
    *cues: Cue, title: str | None = None, metadata: Metadata | None = None, source: Source = FILE
) -> Transcript:
    parsed = ParsedFile("webvtt", cues, metadata or Metadata())
    return segment_cues(parsed, source=source, title=title)


def caption(number: int, text: str, *, speaker: str | None = None, gap: int = 0) -> Cue:
    start = number * 2000 + gap
    return Cue(text, start, start + 2000, speaker)


def texts(transcript: Transcript) -> list[str]:
    return [s.text for s in transcript.segments]


def flow(text: str) -> str:
    raw = source_from_text(text)
    return " ".join(texts(segment_cues(parse_source(raw), source=raw.source)))


def test_captions_become_whole_sentences() -> None:
    cues = [
        caption(0, "The tide comes in twice a day,"),
        caption(1, "and nobody on the quay has ever"),
        caption(2, "asked it to. We talk about why that is,"),
        caption(3, "and how to tell when it turns."),
        caption(4, "Let us begin."),
    ]
    result = segment(*cues)
    assert [(s.id, s.start_ms, s.end_ms) for s in result.segments] == [("s1", 0, 8000), ("s2", 8000, 10000)]
    assert result.segments[0].text.endswith("how to tell when it turns.")
    assert result.duration_ms == 10000


def test_a_segment_has_one_speaker() -> None:
    result = segment(
        caption(0, "One.", speaker="Ada"), caption(1, "Two.", speaker="Bo"), caption(2, "Three.", speaker="Bo")
    )
    assert [(s.speaker, s.text) for s in result.segments] == [("Ada", "One."), ("Bo", "Two. Three.")]


def test_a_long_silence_ends_a_segment() -> None:
    assert texts(segment(caption(0, "Before the"), caption(1, "storm."), caption(2, "After it.", gap=8000))) == [
        "Before the storm.",
        "After it.",
    ]


def test_a_pause_after_a_sentence_ends_a_segment_however_short() -> None:
    cues = [
        caption(0, "We have seen the tide"),
        caption(1, "come in."),
        caption(2, "Now let's talk about the moon,", gap=1000),
        caption(3, "which has no say.", gap=2500),
        caption(4, "It only looks on.", gap=3499),
    ]
    assert texts(segment(*cues)) == [
        "We have seen the tide come in.",
        "Now let's talk about the moon, which has no say. It only looks on.",
    ]


def test_a_talk_without_ends_lasts_at_least_until_its_last_start() -> None:
    cues = [Cue("The tide comes in.", 0, paragraph=True), Cue("It goes out.", 90_000, paragraph=True)]
    assert segment(*cues).duration_ms == 90_000
    assert segment(*cues, metadata=Metadata(duration_ms=95_000)).duration_ms == 95_000
    assert segment(Cue("The tide comes in.")).duration_ms is None


def test_captions_without_punctuation_are_cut_at_pauses_or_forty_words() -> None:
    spoken = [Cue(f"word{n} is said here", n * 1000, n * 1000 + 1000) for n in range(40)]
    lengths = [len(text.split()) for text in texts(segment(*spoken))]
    assert lengths == [40, 40, 40, 40]
    paused = [
        Cue(c.text, (c.start_ms or 0) + 700 * (n >= 5), (c.end_ms or 0) + 700 * (n >= 5))
        for n, c in enumerate(spoken[:10])
    ]
    assert [len(text.split()) for text in texts(segment(*paused))] == [20, 20]


def test_no_segment_of_captions_grows_too_long() -> None:
    endless = [caption(n, "and then we went on and on,") for n in range(100)]
    for found in segment(*endless, Cue("Stop.", 300_000, 301_000)).segments:
        assert len(found.text.split()) <= 60
        assert (found.end_ms or 0) - (found.start_ms or 0) <= 25_000


def test_a_long_caption_with_a_time_stays_whole() -> None:
    long = "word " * 200 + "end."
    assert texts(segment(Cue(long, 0, 60_000))) == [long]


def test_paragraphs_stay_whole() -> None:
    cues = [Cue("One. Two. Three.", paragraph=True, speaker="Ada"), Cue("Four.", paragraph=True, speaker="Ada")]
    assert texts(segment(*cues)) == ["One. Two. Three.", "Four."]
    assert [s.paragraph for s in segment(*cues).segments] == [True, True]


def test_a_very_long_paragraph_is_cut_between_sentences_without_inventing_times() -> None:
    sentence = "The tide comes in at Dr. Winter's harbour twice a day."
    result = segment(Cue(" ".join([sentence] * 40), paragraph=True, speaker="Ada"))
    assert len(result.segments) > 3
    assert all(s.text.endswith("a day.") and s.speaker == "Ada" and s.start_ms is None for s in result.segments)
    assert [s.paragraph for s in result.segments] == [True] + [False] * (len(result.segments) - 1)
    assert " ".join(texts(result)) == " ".join([sentence] * 40)


def test_a_very_long_paragraph_with_a_time_is_cut_into_pieces_of_that_time() -> None:
    sentence = "The tide comes in twice a day and nobody asks it to."
    cue = Cue(" ".join([sentence] * 40), 5_000, speaker="Ada", paragraph=True)
    found = segment(cue, Cue("It goes out.", 240_000, speaker="Ada", paragraph=True)).segments
    assert max(len(s.text.split()) for s in found) <= 66
    assert {(s.start_ms, s.end_ms) for s in found[:-1]} == {(5_000, None)}
    assert [s.paragraph for s in found] == [True] + [False] * (len(found) - 2) + [True]


def test_a_word_that_is_cut_by_captions_is_whole_where_points_part_clauses() -> None:
    said = ["阿里巴巴集", "团开发了，通义千", "问模型。"]
    assert texts(segment(*(caption(n, text) for n, text in enumerate(said)))) == ["阿里巴巴集团开发了，通义千问模型。"]
    clauses = ["大家好", "今天我们谈数据库"]
    assert texts(segment(*(caption(n, text) for n, text in enumerate(clauses)))) == ["大家好 今天我们谈数据库"]
    korean = ["오늘 우리는", "베이징에 갑니다."]
    assert texts(segment(*(caption(n, text) for n, text in enumerate(korean)))) == [" ".join(korean)]


def test_the_same_chinese_words_come_out_of_captions_and_text() -> None:
    lines = ["阿里巴巴集", "团开发了，", "通义千", "问模型。"]
    times = [f"00:00:0{n},000 --> 00:00:0{n + 1},000" for n in range(1, 5)]
    captions = "".join(f"{time}\n{line}\n\n" for time, line in zip(times, lines, strict=True))
    one = f"{times[0]}\n" + "\n".join(lines) + "\n"
    assert flow("\n".join(lines)) == flow(captions) == flow(one) == "".join(lines)


def test_a_paragraph_without_stops_is_cut_too() -> None:
    assert max(len(text.split()) for text in texts(segment(Cue("and so it goes " * 200, paragraph=True)))) <= 90


@pytest.mark.parametrize("mark", ["", "、", " ", "\n"])
def test_a_paragraph_without_stops_or_words_is_cut_too_and_loses_no_letter(mark: str) -> None:
    said = mark.join(["潮は満ちそして引き船は沖へ出て行く"] * 200)
    texts = [found.text for found in segment(Cue(said)).segments]
    assert len(texts) > 10
    assert max(map(len, texts)) <= 180
    assert "".join("".join(texts).split()) == "".join(said.split())
    assert mark.isspace() or all(text.endswith(mark) for text in texts[:-1])


@pytest.mark.parametrize("word", ["https://a.example/" + "tide" * 500, "潮は" + "a,b" * 500])
def test_what_may_be_one_word_is_not_cut(word: str) -> None:
    texts = [found.text for found in segment(Cue(f"See {word} there")).segments]
    assert any(word.lstrip("潮は") in text for text in texts)


def test_a_paragraph_that_loses_its_stops_on_the_way_is_cut_all_along() -> None:
    text = "The tide comes in. " * 60 + "and so it goes on " * 400
    assert max(len(piece.split()) for piece in texts(segment(Cue(text, paragraph=True)))) <= 90


@given(
    st.lists(
        st.tuples(
            st.text(max_size=30),
            st.none() | st.integers(0, 10**6),
            st.integers(0, 9999),
            st.sampled_from([None, "A", "B"]),
            st.booleans(),
        ),
        max_size=30,
    )
)
def test_no_word_is_lost_and_no_time_invented(drawn: list[tuple[str, int | None, int, str | None, bool]]) -> None:
    cues = [
        Cue(text, start, None if start is None else start + length, speaker, paragraph)
        for text, start, length, speaker, paragraph in sorted(drawn, key=lambda d: (d[1] is None, d[1] or 0))
    ]
    try:
        segments = segment(*cues).segments
    except ParseError:
        assert not any(c.isalnum() for cue in cues for c in cue.text)
        return
    assert [s.id for s in segments] == [f"s{n}" for n in range(1, len(segments) + 1)]
    assert {s.start_ms for s in segments} <= {cue.start_ms for cue in cues}
    assert {s.end_ms for s in segments} <= {cue.end_ms for cue in cues}
    assert {s.speaker for s in segments} <= {cue.speaker for cue in cues}
    assert all(unicodedata.is_normalized("NFC", s.text) and s.text == " ".join(s.text.split()) != "" for s in segments)


def as_vtt() -> str:
    return "WEBVTT\n\n" + "".join(
        f"00:{n:02}:00.000 --> 00:{n:02}:30.000\n<v {name}>{cut(text).replace('&', '&amp;')}</v>\n\n"
        for n, (name, text) in enumerate(TALK)
    )


def as_srt() -> str:
    return "".join(
        f"{n}\n00:{n:02}:00,000 --> 00:{n:02}:30,000\n{name}: {cut(text)}\n\n" for n, (name, text) in enumerate(TALK, 1)
    )


def cut(text: str) -> str:
    middle = text.find(" ", len(text) // 2)
    return text if middle < 0 else f"{text[:middle]}\n{text[middle + 1 :]}"


WRITTEN = {
    "vtt": as_vtt(),
    "srt": as_srt(),
    "markdown": "".join(f"**{name}:** {text}\n\n" for name, text in TALK),
    "text": "".join(f"{name}: {text}\n" for name, text in TALK),
    "otter": "".join(f"{name}  {n}:00\n{text}\n\n" for n, (name, text) in enumerate(TALK)),
    "html": "".join(f"<cite>{name}:</cite><p>{text.replace('&', '&amp;')}</p>" for name, text in TALK),
    "podcast": json.dumps({"segments": [{"speaker": a, "body": b, "startTime": n} for n, (a, b) in enumerate(TALK)]}),
    "whisper": json.dumps({"segments": [{"start": n, "end": n + 1, "text": f" {b}"} for n, (_, b) in enumerate(TALK)]}),
    "utterances": json.dumps(
        {"utterances": [{"speaker": a[0], "text": b, "start": n, "end": n + 1} for n, (a, b) in enumerate(TALK)]}
    ),
}


@pytest.mark.parametrize("form", WRITTEN)
def test_the_same_talk_in_any_format_gives_the_same_text(form: str) -> None:
    assert flow(WRITTEN[form]) == " ".join(text for _, text in TALK)


@pytest.mark.parametrize("text", ["", "...", "— ♪ —", "\u200b"])
def test_a_transcript_without_words_is_refused(text: str) -> None:
    with pytest.raises(ParseError, match="empty"):
        segment(Cue(text))


@pytest.mark.parametrize(
    ("given_title", "own", "name", "title"),
    [
        ("My \x1b[31mtalk", "Own", "a.vtt", "My talk"),
        (None, "Own title", "a.vtt", "Own title"),
        (None, None, "/tmp/the-tide_table.en.vtt", "The tide table"),
        (None, None, "01 - Tides and ships [dQw4w9WgXcQ].en-US.vtt", "Tides and ships"),
        (None, None, "https://example.org/talks/tides%20and-ships.json3?x=1", "Tides and ships"),
        (None, None, "stdin", "Hello from the quay to all of you…"),
        (None, None, "pasted text", "Hello from the quay to all of you…"),
        (" ", "", "transcript.txt", "Hello from the quay to all of you…"),
    ],
)
def test_titles_are_readable(given_title: str | None, own: str | None, name: str, title: str) -> None:
    cue = Cue("Hello from the quay to all of you out there.")
    result = segment(cue, title=given_title, metadata=Metadata(title=own), source=Source("file", name, "0" * 64))
    assert result.title == title


def test_a_nameless_talk_without_spaces_is_called_by_few_of_its_letters() -> None:
    said = "今日は港の潮の話を皆さんにゆっくりとしたいと思います。" * 20
    title = segment(Cue(said), source=Source("text", "pasted text", "0" * 64)).title
    assert title.endswith("…")
    assert said.startswith(title[:-1])
    assert 8 <= len(title) <= 24


@pytest.mark.parametrize(
    ("stated", "text", "language"),
    [
        ("en-US", "bonjour", "en"),
        ("english", "x", "en"),
        ("de_AT", "x", "de"),
        (None, "and that is what we have for you in the harbour", "en"),
        (None, "und das ist nicht der Hafen, den wir auch für euch haben", "de"),
        (None, "et c'est pour vous que nous sommes dans le port avec les bateaux", "fr"),
        (None, "y los barcos que están en el puerto no son para nosotros", "es"),
        (None, "Сегодня мы говорим о приливах", "ru"),
        (None, "今日は潮の話をします", "ja"),
        (None, "오늘은 조수에 대해 이야기합니다", "ko"),
        (None, "I work at Google. I use Kubernetes. I like Docker.", "en"),
        (None, "I love my job. So I do it.", "en"),
        (None, "Hello from the quay", "en"),
        (None, "Jag bor i Stockholm och arbetar i Uppsala", "sv"),
        (None, "Pracuję w Google i używam Kubernetes", "pl"),
        (None, "Hoje vamos falar sobre a maré e a cidade", "pt"),
        (None, "I use Kubernetes", "und"),
        (None, "xyzzy plugh", "und"),
        ("?", "xyzzy plugh", "und"),
    ],
)
def test_languages_are_stated_or_guessed(stated: str | None, text: str, language: str) -> None:
    assert segment(Cue(text), metadata=Metadata(language=stated)).language == language


@pytest.mark.parametrize(
    "looped", ["Thank you. " * 12, "I'm going to go ahead and " * 5, "so " * 20, "and the tide comes in " * 6]
)
def test_a_loop_of_speech_recognition_is_marked_and_kept(looped: str) -> None:
    result = segment(caption(0, "We begin."), caption(1, "Here."), caption(2, looped), caption(3, "And so on."))
    assert [w.code for w in result.warnings] == ["repetition"]
    assert result.warnings[0].where in {s.id for s in result.segments}
    assert looped.strip() in " ".join(texts(result))


def test_a_loop_over_many_cues_is_marked_once() -> None:
    assert [w.code for w in segment(*(caption(n, "Thank you for watching.") for n in range(20))).warnings] == [
        "repetition"
    ]


@pytest.mark.parametrize(
    "said", ["No, no, no, no.", "Ha ha ha ha ha.", "It is what it is. It is what it is.", "very very very big"]
)
def test_people_who_repeat_themselves_are_not_marked(said: str) -> None:
    assert segment(Cue(said)).warnings == ()


def test_times_of_segments_never_run_backwards() -> None:
    cues = [Cue("a b c.", 0, 9000), Cue("d e f.", 1000, 2000), Cue("g h i " * 30 + ".", 1500, 1600)]
    found: tuple[Segment, ...] = segment(*cues).segments
    assert [s.start_ms for s in found] == sorted(s.start_ms or 0 for s in found)
    assert all((s.end_ms or 0) >= (s.start_ms or 0) for s in found)
