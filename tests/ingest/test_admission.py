"""What an extractor proposes is of the form that later stages rely on, or dropped and counted, item by item."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from ingest.admission import admit_extraction
from ingest.errors import ExtractorError
from ingest.pipeline import extract_document
from ingest.records import (
    Chapter,
    EntityType,
    Extraction,
    ExtractorInfo,
    Mention,
    NamedSpan,
    Outline,
    ProposedClaim,
    Quote,
    SummaryPoint,
    SummarySection,
    Topic,
    Warning,
)
from tests.ingest.relate.talks import make_transcript

TRANSCRIPT = make_transcript(["Acme released Rocket.", "It is fast."])
SPAN = NamedSpan(Mention("s1", 0, 4), EntityType.ORGANIZATION, 0.9)
ROCKET = NamedSpan(Mention("s1", 14, 20), EntityType.PRODUCT, 0.9)
CLAIM = ProposedClaim("Acme", "makes", "Rocket", Quote("s1", 0, "Acme released Rocket."), 0.8, "mine")
CHAPTER = Chapter("Rockets", "Acme released Rocket.", "s1", 10_000)
POINT = SummarySection("Rockets", (SummaryPoint("One was released.", "s1"),))
OUTLINE = Outline((CHAPTER,), (Topic("Rockets", ("s1",)),), (POINT,))
NAN: Any = float("nan")


def admit(**facts: Any) -> tuple[Extraction, int]:
    given = Extraction(**{"spans": (SPAN,), "info": ExtractorInfo("mine", "1"), **facts})
    admitted, dropped = admit_extraction(TRANSCRIPT, extraction=given, extractor="mine")
    return admitted, dropped.get("item_malformed", 0)


def test_what_is_well_formed_is_kept_as_it_is() -> None:
    admitted, dropped = admit(claims=(CLAIM,), outline=OUTLINE)
    assert (admitted.spans, admitted.claims, admitted.outline, dropped) == ((SPAN,), (CLAIM,), OUTLINE, 0)


@pytest.mark.parametrize(
    "facts",
    [
        {"type": "Planet"},
        {"type": None},
        {"confidence": NAN},
        {"confidence": "sure"},
        {"mention": Mention("s1", 0.0, 4.0)},  # type: ignore[arg-type]
        {"mention": Mention("s1", False, 4)},
        {"mention": None},
        {"name": 7},
    ],
)
def test_a_malformed_span_costs_no_other(facts: dict[str, Any]) -> None:
    admitted, dropped = admit(spans=(replace(SPAN, **facts), SPAN, None))
    assert (admitted.spans, dropped) == ((SPAN,), 2)


@pytest.mark.parametrize("facts", [{"confidence": NAN}, {"subject": None}, {"polarity": "maybe"}, {"quote": "Acme"}])
def test_a_malformed_claim_costs_no_other(facts: dict[str, Any]) -> None:
    admitted, dropped = admit(claims=(replace(CLAIM, **facts), CLAIM))
    assert (admitted.claims, dropped) == ((CLAIM,), 1)


def test_types_and_polarities_may_be_given_by_their_words() -> None:
    admitted, _ = admit(spans=(replace(SPAN, type="Organization"),), claims=(replace(CLAIM, polarity="denied"),))  # type: ignore[arg-type]
    assert admitted.spans == (SPAN,)
    assert admitted.claims is not None
    assert admitted.claims[0].polarity.value == "denied"


@pytest.mark.parametrize(("given", "kept"), [("Ac\0me\n\ud800", "Acme \ufffd"), ("\u202e", None), ("x" * 5000, None)])
def test_names_are_one_legible_line(given: str, kept: str | None) -> None:
    admitted, dropped = admit(spans=(replace(SPAN, name=given),))
    assert (admitted.spans[0].name, dropped) == (kept, 0)


def test_chapters_come_in_the_order_of_the_talk_at_the_times_of_their_segments() -> None:
    late = Chapter("On\nspeed", "It is fast.", "s2", -5)
    admitted, _ = admit(outline=Outline((late, CHAPTER)))
    assert admitted.outline is not None
    assert admitted.outline.chapters == (CHAPTER, Chapter("On speed", "It is fast.", "s2", 20_000))


def test_what_is_malformed_in_an_outline_is_dropped_alone() -> None:
    odd = Outline((replace(CHAPTER, title=""), CHAPTER), (Topic("A", (1,)), *OUTLINE.topics), OUTLINE.summary)  # type: ignore[arg-type]
    admitted, dropped = admit(outline=odd)
    assert (admitted.outline, dropped) == (OUTLINE, 2)


def give_and_fail() -> Iterator[NamedSpan]:
    yield SPAN
    raise KeyError("odd")


@pytest.mark.parametrize(
    "facts",
    [
        {"spans": None},
        {"spans": give_and_fail()},
        {"claims": 7},
        {"outline": "none"},
        {"outline": Outline(chapters=None)},  # type: ignore[arg-type]
        {"outline": replace(OUTLINE, topics=(Topic("A", ("s1",), entity=7),))},  # type: ignore[arg-type]
        {"info": None},
        {"info": ExtractorInfo("mine", "1", dropped=None)},  # type: ignore[arg-type]
        {"info": ExtractorInfo("mine", "1", cost=NAN)},
        {"warnings": ("text",)},
        {"distinct": (5,)},
        {"distinct": ("Acme",)},
    ],
)
def test_whatever_of_an_extraction_is_malformed_is_left_out_and_counted(facts: dict[str, Any]) -> None:
    admitted, dropped = admit(**facts)
    assert dropped == 1
    assert (admitted.info.name, admitted.info.cost) == ("mine", 0)
    assert admitted.spans == (() if "spans" in facts else (SPAN,))
    assert (admitted.warnings, admitted.distinct) == ((), ())


def test_offsets_of_any_kind_of_whole_number_are_ours() -> None:
    admitted, dropped = admit(spans=(replace(SPAN, mention=Mention("s1", np.int64(0), np.int32(4))),))  # type: ignore[arg-type]
    assert dropped == 0
    assert json.dumps([admitted.spans[0].mention.start, admitted.spans[0].mention.end]) == "[0, 4]"


def test_all_that_is_shown_of_an_extraction_is_legible() -> None:
    odd = "b\ud800\0"
    admitted, dropped = admit(
        spans=(replace(SPAN, reason=odd),),
        claims=(replace(CLAIM, rule=odd),),
        info=ExtractorInfo(odd, odd, dropped={odd: 1}),
        warnings=(Warning(odd, odd, odd),),
    )
    legible = "b\ufffd"
    assert (admitted.spans[0].reason, admitted.claims[0].rule if admitted.claims else "") == (legible, legible)
    assert admitted.info == ExtractorInfo(legible, legible, dropped={legible: 1})
    assert (admitted.warnings, dropped) == ((Warning(legible, legible, legible),), 0)


def test_no_extraction_is_an_error_in_one_sentence() -> None:
    with pytest.raises(ExtractorError, match="“mine” returned no extraction"):
        admit_extraction(TRANSCRIPT, extraction=None, extractor="mine")  # type: ignore[arg-type]


def test_a_run_goes_on_without_what_was_malformed(monkeypatch: pytest.MonkeyPatch) -> None:
    class Odd:
        name, version = "odd", "1"

        def extract(self, *_: object, **__: object) -> Extraction:
            odd: Any = replace(SPAN, type="Planet", confidence=NAN)
            return Extraction((odd, SPAN, ROCKET), ExtractorInfo(self.name, self.version), claims=(CLAIM,))

    monkeypatch.setattr("ingest.pipeline.open_extractor", lambda _name: Odd())
    document = extract_document(TRANSCRIPT, extractor="odd")
    assert [entity.name for entity in document.entities] == ["Acme", "Rocket"]
    assert len(document.claims) == 1
    assert document.extractor.dropped["item_malformed"] == 1
    assert "1 dropped: not of the form" in document.warnings[-1].message
