"""A talk that says one name thousands of times, or thousands of names alike, takes work and memory in proportion."""

from __future__ import annotations

import sys
import tracemalloc
from collections.abc import Callable
from hashlib import sha256
from itertools import pairwise
from types import FrameType

import pytest

from ingest.extract import open_extractor
from ingest.extract.builtin.echoes import add_echoes
from ingest.extract.builtin.gazetteer import load_gazetteer
from ingest.extract.builtin.groups import group_finds
from ingest.extract.builtin.talk import Find, Place, read_talk
from ingest.outline.chapters import find_chapters
from ingest.outline.reading import read_sentences
from ingest.pipeline import extract_document
from ingest.records import EntityType, Mention, NamedSpan
from ingest.resolve import resolve_names
from ingest.resolve.clusters import join_names
from ingest.resolve.fences import build_fences
from ingest.resolve.name import Name
from ingest.resolve.proposal import Join
from tests.ingest.extract.talks import make_talk

pytestmark = pytest.mark.enormous

LETTERS = str.maketrans("0123456789", "ghijklmnop")


def count_calls(do: Callable[[], object], *, of: str = "") -> int:
    """How many functions of Python's are called, or those of that name."""
    calls = 0

    def note(frame: FrameType, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event == "call" and of in {"", frame.f_code.co_name}

    sys.setprofile(note)
    try:
        do()
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize(
    "said", ["We like machine learning and artificial intelligence, or AI.", "So I asked the Docker team."]
)
def test_what_is_said_over_and_over_is_not_compared_with_itself(said: str) -> None:
    times = 300
    talk = make_talk(*[said] * times)
    assert count_calls(lambda: open_extractor("builtin").extract(talk), of="__eq__") < 30 * times


def test_a_name_found_once_is_found_again_any_number_of_times() -> None:
    times = 400
    talk = read_talk(make_talk(*["I met Ada Winter."] * times))
    groups = group_finds(talk, [Find(Place(0, 2, 4), "tagger")], gazetteer=load_gazetteer())
    assert count_calls(lambda: add_echoes(talk, groups)) < 30 * times
    assert len(groups["ada winter"].finds) == times


@pytest.mark.parametrize("apart", [(), (("Ada Winter", "Bo Winter"),)])
def test_names_that_are_one_are_joined_without_looking_at_each_again(apart: tuple[tuple[str, str], ...]) -> None:
    forms = [f"name {number}" for number in range(400)]
    names = {form: Name(form) for form in forms}
    joins = [Join(short, full, "mishearing", 0.9) for short, full in pairwise(forms)]
    fences = build_fences(apart)
    assert count_calls(lambda: join_names(names, joins=joins, fences=fences)) < 40 * len(forms)


@pytest.mark.parametrize("kind", [EntityType.PRODUCT, EntityType.PERSON])
def test_a_name_is_compared_with_a_thousand_of_its_first_letter(kind: EntityType) -> None:
    often = [f"Q{make_up(number)} {make_up(-number - 1)}" for number in range(1000)]
    rare = ["Qwertzuio Alfabet", "Qwertzuio Alfabat"]
    assert len(resolve_said(often[1:] * 2 + rare, kind)) == len(often)
    assert len(resolve_said(often * 2 + rare, kind)) == len(often) + len(rare)


def make_up(number: int) -> str:
    """A word like no other."""
    return sha256(str(number).encode()).hexdigest()[:12].translate(LETTERS).capitalize()


def resolve_said(names: list[str], kind: EntityType) -> set[str]:
    talk = make_talk(*names)
    spans = [NamedSpan(Mention(f"s{n}", 0, len(name)), kind, 0.8) for n, name in enumerate(names, 1)]
    return {entity.name for entity in resolve_names(talk, spans=spans).entities}


def test_nothing_is_kept_of_every_name_that_was_ever_read() -> None:
    names = [f"{make_up(2 * number)} {make_up(2 * number + 1)}" for number in range(150)]
    extract_document(make_talk(*(f"I met {one} and {other}." for one, other in pairwise(names))))
    modules = [module for name, module in sys.modules.items() if name.startswith("ingest.")]
    caches = {name: each for module in modules for name, each in vars(module).items() if hasattr(each, "cache_info")}
    unbounded = {name: each.cache_info() for name, each in caches.items() if each.cache_info().maxsize is None}
    assert unbounded
    assert [name for name, info in unbounded.items() if info.currsize > len(names) / 2] == []


def test_chapters_of_a_talk_need_a_few_kilobytes_for_each_sentence() -> None:
    fewer, more = 1000, 3000
    grown = measure_chapters(more) - measure_chapters(fewer)
    assert grown < 3 * 1024 * (more - fewer)


def measure_chapters(sentences: int) -> int:
    """Bytes at most, besides the sentences themselves."""
    talk = make_talk(" ".join(f"{make_up(n % 500)}." for n in range(sentences)))
    reading = read_sentences(talk, entities=())
    assert len(reading.sentences) == sentences
    tracemalloc.start()
    try:
        find_chapters(reading)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
