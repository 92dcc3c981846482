"""Cues come out in time order, with each word once and its text as it was meant."""

from __future__ import annotations

import json

import pytest

from ingest.records import Cue
from tests.ingest.parse.reading import make_vtt, parse_text, rows, words

VTT = "WEBVTT\n\n00:01.000 --> 00:02.000\n{}\n"


def test_cues_come_out_in_time_order_with_a_warning() -> None:
    parsed = parse_text(make_vtt(("00:05.000", "00:06.000", "second"), ("00:01.000", "00:02.000", "first")))
    assert words(parsed) == "first second"
    assert [warning.code for warning in parsed.warnings] == ["order"]


def test_overlapping_cues_keep_their_times_and_words() -> None:
    parsed = parse_text(make_vtt(("00:01.000", "00:05.000", "long"), ("00:02.000", "00:03.000", "short")))
    assert rows(parsed.cues) == [(1000, 5000, None, "long"), (2000, 3000, None, "short")]


def test_an_end_before_its_start_becomes_the_start() -> None:
    assert rows(parse_text(make_vtt(("00:05.000", "00:01.000", "odd"))).cues) == [(5000, 5000, None, "odd")]


def test_untimed_text_stays_behind_what_it_follows() -> None:
    parsed = parse_text("[00:10] later\n\n[00:05] sooner\n\nwithout a time\n")
    assert words(parsed) == "sooner without a time later"


@pytest.mark.parametrize(
    ("stamp", "ms"),
    [
        ("00:00:01.5", 1500),
        ("0:01.5", 1500),
        ("1:00:00", 3_600_000),
        ("00:00:01,0009", 1000),
        ("100:00:00.000", 360_000_000),
    ],
)
def test_stamps_of_every_width_give_whole_milliseconds(stamp: str, ms: int) -> None:
    assert parse_text(f"{stamp} --> {stamp}\nhello\n").cues == (Cue("hello", ms, ms),)


def test_text_in_json_is_plain_text() -> None:
    said = "<b>x</b> &amp;lt; **y** \\n"
    parsed = parse_text(json.dumps([{"text": said, "start": 0, "duration": 1}]))
    assert words(parsed) == said


def test_entities_are_decoded_once_in_webvtt() -> None:
    assert words(parse_text(VTT.format("AT&amp;T &amp;lt; &#39;s"))) == "AT&T &lt; 's"


def test_subrip_made_from_encoded_captions_is_decoded() -> None:
    assert words(parse_text("1\n00:00:01,000 --> 00:00:02,000\nAT&amp;T&#39;s\n")) == "AT&T's"


def test_the_punctuated_level_is_chosen() -> None:
    said = ["Good", "morning.", "Hello,", "you."]
    word_list = [{"text": word, "start": n * 100, "end": n * 100 + 90} for n, word in enumerate(said)]
    value = {"audio_url": "x", "status": "completed", "text": "good morning hello you", "words": word_list}
    assert words(parse_text(json.dumps(value))) == "Good morning. Hello, you."


def test_a_level_that_lacks_words_is_not_chosen() -> None:
    value = {
        "segments": [{"start": 0, "end": 1, "text": "one two three four five six seven eight nine ten"}],
        "word_segments": [{"word": "One.", "start": 0, "end": 1}],
    }
    assert words(parse_text(json.dumps(value))).endswith("ten")


def spoken(*words: str) -> list[dict[str, object]]:
    return [{"word": word, "start": n, "end": n + 0.5} for n, word in enumerate(words)]


def test_words_without_marks_lend_their_times_to_the_text_that_has_them() -> None:
    value = {
        "task": "transcribe",
        "text": "Hello, R&D. Is it well-known – at 5.30? Yes, it's “so”.",
        "words": spoken("Hello", "R", "D", "Is", "it", "well", "known", "at", "5", "30", "Yes", "it", "s", "so"),
    }
    assert rows(parse_text(json.dumps(value)).cues) == [
        (0, 2500, None, "Hello, R&D."),
        (3000, 9500, None, "Is it well-known – at 5.30?"),
        (10000, 13500, None, "Yes, it's “so”."),
    ]


def test_words_that_are_not_those_of_the_text_lend_it_no_times() -> None:
    value = {"task": "transcribe", "text": "Hello there. It is.", "words": spoken("Hello", "their", "It", "is")}
    assert rows(parse_text(json.dumps(value)).cues) == [(None, None, None, "Hello there. It is.")]


def test_the_text_keeps_each_of_its_marks() -> None:
    text = "“Hello,” — they said. – Really?"
    value = {"task": "transcribe", "text": text, "words": spoken("Hello", "they", "said", "Really")}
    assert words(parse_text(json.dumps(value))) == text


def test_text_without_spaces_is_cut_at_its_stops() -> None:
    value = {"task": "transcribe", "text": "こんにちは。はい。", "words": spoken(*"こんにちははい")}
    assert rows(parse_text(json.dumps(value)).cues) == [(0, 4500, None, "こんにちは。"), (5000, 6500, None, "はい。")]


def test_segments_without_spaces_are_as_whole_as_their_single_characters() -> None:
    letters = [{"word": letter, "start": n, "end": n + 1} for n, letter in enumerate("こんにちは。")]
    value = {"segments": [{"start": 0, "end": 6, "text": "こんにちは。"}], "word_segments": letters}
    assert rows(parse_text(json.dumps(value)).cues) == [(0, 6000, None, "こんにちは。")]


def write_cpp(*pieces: str) -> str:
    return json.dumps(
        {
            "transcription": [
                {"offsets": {"from": n * 100, "to": n * 100 + 90}, "text": text} for n, text in enumerate(pieces)
            ]
        }
    )


def test_pieces_of_words_in_whisper_cpp_are_joined() -> None:
    parsed = parse_text(write_cpp("", " And", " so", " my", " Americ", "ans", ",", " ask", " not", "."))
    assert words(parsed) == "And so my Americans, ask not."
    assert rows(parsed.cues)[3:5] == [(400, 690, None, "Americans,"), (700, 790, None, "ask")]


def test_pieces_of_a_language_without_spaces_stay_apart() -> None:
    assert [cue.text for cue in parse_text(write_cpp("こんにちは。", "はい。")).cues] == ["こんにちは。", "はい。"]


def test_whisper_cpp_tells_where_speakers_change_and_not_who_where_it_is_unsure() -> None:
    pieces = [
        {"offsets": {"from": 0, "to": 10}, "text": " One. [SPEAKER_TURN]", "speaker_turn_next": True, "speaker": "0"},
        {"offsets": {"from": 10, "to": 20}, "text": " Two.", "speaker": "?"},
    ]
    cues = parse_text(json.dumps({"transcription": pieces})).cues
    assert [(cue.speaker, cue.text, cue.paragraph) for cue in cues] == [
        ("Speaker 0", "One.", False),
        (None, "Two.", True),
    ]


def test_segments_of_whisper_kept_alone_keep_ends_and_speakers() -> None:
    value = [
        {"start": 0.5, "end": 1.5, "text": "Hello.", "speaker": "SPEAKER_00"},
        {"start": 2, "end": 3, "text": "Yes."},
    ]
    assert rows(parse_text(json.dumps(value)).cues) == [(500, 1500, "SPEAKER_00", "Hello."), (2000, 3000, None, "Yes.")]


def test_a_list_of_one_list_of_youtube_is_that_list() -> None:
    value = [[{"text": "Hello", "start": 1.0, "duration": 2.0}]]
    assert rows(parse_text(json.dumps(value)).cues) == [(1000, 3000, None, "Hello")]


def test_markdown_may_begin_with_a_link_of_a_wiki() -> None:
    assert words(parse_text("[[Jane Doe]] spoke of tides.\n")) == "[[Jane Doe]] spoke of tides."


@pytest.mark.parametrize(
    "head",
    [
        "<!-- made by hand -->\n# My talk\n",
        '<p align="center"><img src="boat.png"></p>\n\n# My talk\n',
        '<div align="center">\n<h1>My talk</h1>\n</div>\n',
    ],
)
def test_markdown_that_begins_with_a_tag_is_markdown(head: str) -> None:
    parsed = parse_text(f"{head}\n**Jane Doe:** Hello *there* [x](http://y.example).\n\n- one\n\n**Bo:** Hi\n")
    assert (parsed.format, parsed.metadata.title) == ("markdown", "My talk")
    assert [(cue.speaker, cue.text) for cue in parsed.cues] == [
        ("Jane Doe", "Hello there x."),
        ("Jane Doe", "one"),
        ("Bo", "Hi"),
    ]


def test_paragraphs_of_html_with_stars_in_them_are_html() -> None:
    parsed = parse_text("<!-- x -->\n<p>Ada: The **tide**.</p>\n<p>Bo: It goes.</p>\n")
    assert (parsed.format, [cue.speaker for cue in parsed.cues]) == ("podcast-html", ["Ada", "Bo"])


def test_cue_names_numbers_notes_and_styles_are_no_words() -> None:
    head = "WEBVTT\nKind: captions\nLanguage: fr\n\nSTYLE\n::cue{}\n\nNOTE one\ntwo\n\n"
    parsed = parse_text(head + "x-1\n00:01.000 --> 00:02.000\nsaid\n\nNOTE end")
    assert words(parsed) == "said"
    assert parsed.metadata.language == "fr"


def test_a_line_of_one_space_ends_no_cue() -> None:
    assert words(parse_text("WEBVTT\n\n00:01.000 --> 00:02.000\n \nsaid\n")) == "said"


def test_links_and_titles_of_markdown_are_kept_as_metadata() -> None:
    parsed = parse_text("# The talk\n\n**Ada:** See [the paper](https://example.org/p_(1)) and ![x](a.png).\n")
    assert parsed.metadata.title == "The talk"
    assert parsed.metadata.links == (("the paper", "https://example.org/p_(1)"),)
    assert words(parsed) == "See the paper and ."


APPLE = """<tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttm="http://www.w3.org/ns/ttml#metadata"
 xmlns:podcasts="http://podcasts.apple.com/transcript-ttml-internal"><head><metadata>
<ttm:agent type="person" xml:id="SPEAKER_1"/><ttm:agent type="person" xml:id="v2"/></metadata></head>
<body><div>{}</div></body></tt>"""


def test_words_without_white_space_between_them_are_words_with_times_and_an_agent_without_a_name_speaks() -> None:
    def span(begin: str, text: str, unit: str = "word") -> str:
        return f'<span begin="{begin}" podcasts:unit="{unit}">{text}</span>'

    first = span("0.9", span("0.9", "The") + span("1.2", "tide."), "sentence")
    second = span("2.5", span("2.5", "It") + span("2.8", "turns."), "sentence")
    turn = f'<p begin="0.9" end="4.0" ttm:agent="SPEAKER_1">{first}{second}</p>'
    parsed = parse_text(APPLE.format(turn + f'<p begin="4" end="5" ttm:agent="v2">{span("4", "Yes.")}</p>'))
    assert rows(parsed.cues) == [
        (900, 2500, "SPEAKER_1", "The tide."),
        (2500, 4000, "SPEAKER_1", "It turns."),
        (4000, 5000, None, "Yes."),
    ]


@pytest.mark.parametrize(
    ("paragraph", "spans"),
    [
        ('begin="1s" end="5s"', ('begin="0s" end="1.5s"', 'begin="1.5s" end="4s"')),
        ('begin="100s" end="104s"', ('begin="100s" end="101.5s"', 'begin="101.5s" end="104s"')),
        ('begin="100s" end="104s"', ('begin="100" podcasts:unit="sentence"', 'begin="101.5" podcasts:unit="sentence"')),
    ],
)
def test_sentences_in_spans_with_times_are_cues_of_their_own_and_their_words_stay_apart(
    paragraph: str, spans: tuple[str, str]
) -> None:
    said = f"<span {spans[0]}>The tide comes.</span><span {spans[1]}>It turns.</span>"
    start = 1000 if "1s" in paragraph.split('"')[1:2] else 100_000
    assert rows(parse_text(APPLE.format(f"<p {paragraph}>{said}</p>")).cues) == [
        (start, start + 1500, None, "The tide comes."),
        (start + 1500, start + 4000, None, "It turns."),
    ]


def test_syllables_in_spans_with_times_are_one_word() -> None:
    spans = '<span begin="1s">Har</span><span begin="2s">bour</span> <span begin="3s">town</span>'
    song = f'<p begin="1s" end="5s">{spans}</p>'
    assert rows(parse_text(APPLE.format(song)).cues) == [(1000, 5000, None, "Harbour town")]


def test_both_forms_of_youtube_s_rolling_captions_are_cut_at_the_same_words() -> None:
    words = [("It", 0), (" turns.", 500), (" Then", 1500), (" we", 1800), (" go.", 2000)]
    spans = "".join(f'<s t="{at}">{text}</s>' for text, at in words)
    xml = f'<timedtext format="3"><body><p t="1000" d="4000">{spans}</p></body></timedtext>'
    segs = [{"utf8": text, "tOffsetMs": at} for text, at in words]
    json3 = json.dumps({"events": [{"tStartMs": 1000, "dDurationMs": 4000, "segs": segs}]})
    cut = [(1000, 2500, None, "It turns."), (2500, 5000, None, "Then we go.")]
    assert rows(parse_text(xml).cues) == rows(parse_text(json3).cues) == cut


TTML = '<tt xmlns:ttp="http://www.w3.org/ns/ttml#parameter" {}><body><div><p begin="{}">One hour.</p></div></body></tt>'


@pytest.mark.parametrize(
    ("rates", "begin", "start"),
    [
        ('ttp:frameRate="24" ttp:frameRateMultiplier="1000 1001"', "86400f", 3_603_600),
        ('ttp:frameRate="24" ttp:frameRateMultiplier="0 0"', "86400f", 3_600_000),
        ("", "3600t", 3_600_000),
        ('ttp:frameRate="25"', "90000t", 3_600_000),
    ],
)
def test_frames_and_ticks_are_as_long_as_the_file_says(rates: str, begin: str, start: int) -> None:
    assert parse_text(TTML.format(rates, begin)).cues[0].start_ms == start


def test_times_after_the_first_hour_are_times_in_lyrics_too() -> None:
    parsed = parse_text("[59:58.50] The tide\n[1:02:03.50] comes in\n[1:02:05.00][1:03:00.00] again\n")
    assert [(cue.start_ms, cue.text) for cue in parsed.cues] == [
        (3_598_500, "The tide"),
        (3_723_500, "comes in"),
        (3_725_000, "again"),
        (3_780_000, "again"),
    ]


def test_the_middle_form_of_youtube_s_captions_keeps_its_times() -> None:
    text = '<timedtext format="2"><text t="160" d="4790">the tide</text><text t="5000" d="900">turns</text></timedtext>'
    assert rows(parse_text(text).cues) == [(160, 4950, None, "the tide"), (5000, 5900, None, "turns")]


def test_what_lies_before_the_beginning_begins_with_it() -> None:
    parsed = parse_text("1\n-00:00:01,000 --> 00:00:01,500\nThe tide\n\n2\n00:00:02,000 --> 00:00:03,000\nturns.\n")
    assert [cue.start_ms for cue in parsed.cues] == [0, 2000]


def test_a_list_of_words_in_seconds_is_not_read_as_one_in_milliseconds() -> None:
    words = [("Hello", 61.5, "speaker_0"), ("there.", 62.0, "speaker_0"), ("Hi.", 63.0, "speaker_1")]
    items = [{"text": t, "start": s, "end": s + 0.4, "type": "word", "speaker_id": who} for t, s, who in words]
    text = json.dumps({"language_code": "en", "text": "Hello there. Hi.", "words": items})
    assert rows(parse_text(text).cues) == [
        (61500, 62400, "speaker_0", "Hello there."),
        (63000, 63400, "speaker_1", "Hi."),
    ]
