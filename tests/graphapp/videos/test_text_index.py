"""Texts are folded by one rule: in SQLite's index, in PostgreSQL's, and in what is typed and lit."""

from __future__ import annotations

import unicodedata
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from graphapp.explorer.search.asked import read_asked
from graphapp.explorer.search.finding import search_library
from graphapp.videos.models import Segment
from graphapp.videos.recording import record_document
from graphapp.videos.text_index import postgresql
from graphapp.videos.text_index.folding import fold_text, list_words
from graphapp.videos.text_index.installing import install_text_indexes
from tests.graphapp.videos.documents import build_document

LETTERS = st.text(st.characters(categories=["L", "N", "Zs", "P"]), max_size=30)


@given(LETTERS)
def test_folding_again_changes_nothing(text: str) -> None:
    assert fold_text(fold_text(text)) == fold_text(text)


@given(LETTERS)
def test_case_and_composition_do_not_count(text: str) -> None:
    assert fold_text(unicodedata.normalize("NFD", text)) == fold_text(unicodedata.normalize("NFC", text))


@given(LETTERS)
def test_words_are_those_of_the_whole_text_and_lie_in_it(text: str) -> None:
    words = list(list_words(text))
    assert " ".join(word.folded for word in words) == fold_text(text)
    assert all(0 <= word.start < word.end <= len(text) and word.folded for word in words)


FOLDED_THERE = {
    "sqlite": "SELECT FOLDED(%s)",
    "postgresql": f"SELECT {postgresql.FOLD.replace('%', '%%')} FROM (SELECT %s::text AS body) said",
}
TEXTS = [
    "한국 новый ещё Straße ẞ Αθήνα ΛΌΓΟΣ 东京塔 ガラス ｶﾞﾗｽ हिन्दी ภาษาไทย مُحَمَّد ﬁne Ørsted İzmir état",
    "e\u0301tat",
    "กรุงเทพฯ คำ ພາສາລາວ ຄຳ မြန်မာ ភាសាខ្មែរ",
]


@pytest.mark.django_db
@pytest.mark.parametrize("text", TEXTS)
def test_the_database_folds_as_we_do(text: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(FOLDED_THERE[connection.vendor], [text])
        ((folded,),) = cursor.fetchall()
    assert folded.split() == fold_text(text).split()


SET_ASIDE = {"sqlite": "SELECT 1", "postgresql": "SELECT pg_catalog.set_config('search_path', '', true)"}


@pytest.mark.django_db
def test_rows_can_be_written_as_the_script_of_a_dump_does_with_no_schema_in_sight() -> None:
    video = record_document(build_document("Read back", {"Tin": []})).video
    table = '"public"."videos_segment"' if connection.vendor == "postgresql" else "videos_segment"
    statement = f"INSERT INTO {table} (video_id, number, speaker, text, paragraph) VALUES (%s, 99, '', 'Tin', false)"
    with connection.cursor() as cursor:
        cursor.execute(SET_ASIDE[connection.vendor])
        cursor.execute(statement, [video.id])
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_catalog.set_config('search_path', 'public', true)")
    assert Segment.objects.get(video=video, number=99).text == "Tin"


BEFORE = {
    "sqlite": [
        "DROP TRIGGER said_added",
        "DROP TABLE said_words",
        "CREATE VIRTUAL TABLE said_words USING fts5(text, speaker, content='videos_segment', "
        "content_rowid='id', tokenize='unicode61 remove_diacritics 2')",
        "CREATE TRIGGER said_added AFTER INSERT ON videos_segment BEGIN "
        "INSERT INTO said_words(rowid, text, speaker) VALUES (new.id, new.text, new.speaker); END",
        "INSERT INTO said_words(said_words) VALUES ('rebuild')",
    ],
    "postgresql": [
        "ALTER TABLE videos_segment DROP COLUMN words",
        "CREATE FUNCTION saidgraph_words(body text, minor text) RETURNS tsvector AS $$ "
        "SELECT to_tsvector('simple', body) || to_tsvector('simple', minor) $$ LANGUAGE sql IMMUTABLE",
        "ALTER TABLE videos_segment ADD COLUMN words tsvector "
        "GENERATED ALWAYS AS (saidgraph_words(text, speaker)) STORED",
    ],
}


BEFORE_SYLLABLES = {
    "sqlite": [
        "DROP TRIGGER said_added",
        "CREATE TRIGGER said_added AFTER INSERT ON videos_segment BEGIN "
        "INSERT INTO said_words(rowid, text, speaker) VALUES (new.id, FOLDED(new.text), FOLDED(new.speaker)); END",
        "INSERT INTO said_words(said_words) VALUES ('delete-all')",
    ],
    "postgresql": [
        "ALTER TABLE videos_segment DROP COLUMN words",
        "CREATE FUNCTION saidgraph_folded_words(body text) RETURNS tsvector AS $$ "
        "SELECT to_tsvector('simple', body) $$ LANGUAGE sql IMMUTABLE",
        "ALTER TABLE videos_segment ADD COLUMN words tsvector "
        "GENERATED ALWAYS AS (saidgraph_folded_words(text)) STORED",
    ],
}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("before", "word"), [(BEFORE, "новый"), (BEFORE_SYLLABLES, "กรุงเทพ")])
def test_an_index_of_before_these_rules_is_made_anew_by_migrate(before: dict[str, list[str]], word: str) -> None:
    record_document(build_document("Old", {"Tin": []}, extra_words="Эйлер сказал: новый. เขาอยู่ในกรุงเทพมหานคร"))
    with connection.cursor() as cursor:
        for statement in before[connection.vendor]:
            cursor.execute(statement)
    call_command("migrate", stdout=StringIO())
    (moments,) = search_library(read_asked(word), kinds=["moment"]).groups
    assert [moment.title for moment in moments.results] == ["Old"]


@pytest.mark.django_db
def test_an_index_that_is_as_it_should_be_is_left_alone() -> None:
    with CaptureQueriesContext(connection) as asked:
        install_text_indexes()
    assert not [query["sql"] for query in asked if query["sql"].startswith(("INSERT", "UPDATE", "DROP", "DELETE"))]
