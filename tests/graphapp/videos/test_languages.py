"""What was said is marked with its language and its side, on the page of a video and wherever it is quoted."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from django.test import Client

from graphapp.graph.models import Entity, Relation
from graphapp.videos.models import Video
from graphapp.videos.recording import record_document
from graphapp.web.templatetags.site import said_in
from ingest.records import Document
from tests.e2e.talks import HEBREW, write_document

pytestmark = pytest.mark.django_db
SAID = 'lang="he" dir="auto"'


@pytest.fixture
def talk() -> Video:
    written = write_document(HEBREW)
    document: Document = replace(written, transcript=replace(written.transcript, language="he"))
    return record_document(document).video


def test_title_chapters_and_transcript_are_in_the_language_of_the_talk(client: Client, talk: Video) -> None:
    page = client.get(f"/videos/{talk.slug}/").content.decode()
    assert f"<h1 {SAID}>{HEBREW.title}</h1>" in page
    assert f'<span class="t" {SAID}>' in page
    assert '<ol lang="he"><li class="seg"' in page
    assert page.count('<p dir="auto">') == len(HEBREW.sentences)


def test_quotes_are_in_the_language_of_their_talk(client: Client, talk: Video) -> None:
    relation, entity = Relation.objects.get(), Entity.objects.get(name="מכון ויצמן")
    for path in (
        f"/videos/{talk.slug}/panel/?connection={relation.id}",
        f"/entities/{entity.slug}/",
        f"/connections/{relation.id}/",
        f"/explore/panel/?on={entity.slug}",
    ):
        assert re.search(rf"<(blockquote|p)[^>]* {SAID}>“{HEBREW.sentences[0]}”", client.get(path).content.decode()), (
            path
        )


def test_a_mention_stands_on_the_side_of_its_words_whoever_says_them(client: Client, talk: Video) -> None:
    entity = Entity.objects.get(name="מכון ויצמן")
    panel = client.get(f"/videos/{talk.slug}/panel/?e={entity.slug}").content.decode()
    assert re.search(rf'<p {SAID}><b class="speaker"><bdi>', panel)


def test_a_name_keeps_its_direction_to_itself_in_a_sentence(client: Client, talk: Video) -> None:
    page = client.get(f"/connections/{Relation.objects.get().id}/").content.decode()
    assert re.search(r"<bdi>מכון ויצמן</bdi></a> <em>.*?</em> <a[^>]*><bdi>WEIZAC</bdi>", page)


@pytest.mark.parametrize("language", ["", "en", "und", 'x"><script>', "de\n"])
def test_what_is_no_other_language_names_none(language: str) -> None:
    assert said_in(language) == ' dir="auto"'
    assert said_in("pt-BR") == ' lang="pt-BR" dir="auto"'
