"""Which names of one video are one entity, and how far their keys reach."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from ingest.ids import fold_name
from ingest.records import EntityType, Mention, NamedSpan, Resolution, Scope, Transcript
from ingest.resolve import resolve_names
from tests.ingest.extract.talks import make_talk, name_talk, resolve_talk

FILLER = "And so we talked about what it means to get it right, and I think that was a good day for all of us."


def resolve_marked(*names: tuple[str, EntityType], speaker: str | None = None, reason: str = "model") -> Resolution:
    """A talk of one sentence per name, each marked as an extractor would."""
    turns = [(speaker or "", f"There is {name} here.") for name, _ in names]
    talk = make_talk(*turns)
    spans = [
        NamedSpan(Mention(f"s{n}", 9, 9 + len(name)), kind, 0.8, reason=reason)
        for n, (name, kind) in enumerate(names, 1)
    ]
    return resolve_names(talk, spans=spans)


def list_names(found: Resolution) -> set[str]:
    return {entity.name for entity in found.entities}


def test_a_given_name_and_a_surname_are_the_full_name_in_this_video_only() -> None:
    found = resolve_marked(
        ("Ada Lovelace", EntityType.PERSON), ("Ada", EntityType.PERSON), ("Lovelace", EntityType.PRODUCT)
    )
    (entity,) = found.entities
    scopes = {key.folded: (key.scope, key.reason) for key in entity.keys}
    assert scopes["ada lovelace"] == (Scope.LIBRARY, "title")
    assert scopes["ada"] == (Scope.VIDEO, "given-name")
    assert scopes["lovelace"] == (Scope.VIDEO, "surname")
    assert len(entity.mentions) == 3


def test_a_speaker_comes_before_others_of_the_same_given_name() -> None:
    found = resolve_marked(("Ada Byron", EntityType.PERSON), ("Ada", EntityType.PERSON), speaker="Ada Lovelace")
    speaker = next(entity for entity in found.entities if entity.name == "Ada Lovelace")
    assert "Ada" in speaker.surfaces


def test_namesakes_are_left_apart_and_suggested() -> None:
    found = resolve_marked(
        ("Ada Byron", EntityType.PERSON), ("Ada Lovelace", EntityType.PERSON), ("Ada", EntityType.PERSON)
    )
    assert list_names(found) == {"Ada Byron", "Ada Lovelace", "Ada"}
    assert {s.reason for s in found.suggestions} == {"given-name"}
    assert all(s.confidence < 0.7 for s in found.suggestions)


def test_a_given_name_alone_never_meets_another_video() -> None:
    found = resolve_marked(("Ada", EntityType.PERSON))
    assert [key.scope for key in found.entities[0].keys] == [Scope.VIDEO]


def test_an_alias_brings_the_librarys_key_of_its_title() -> None:
    one = name_talk("We moved the cluster to k8s last year. " + FILLER)["Kubernetes"]
    other = name_talk("We moved the cluster to Kubernetes last year. " + FILLER)["Kubernetes"]
    assert one.keys[0].folded == other.keys[0].folded == "kubernetes"
    assert one.keys[0].scope is Scope.LIBRARY
    assert one.keys[0].mentions == 0


def test_an_acronym_is_the_longer_name_of_the_talk() -> None:
    found = resolve_marked(("Vexlorum Research Council", EntityType.ORGANIZATION), ("VRC", EntityType.ORGANIZATION))
    assert list_names(found) == {"Vexlorum Research Council"}


def test_an_acronym_before_a_noun_is_spelled_out_too() -> None:
    long = ("Three letter acronym test", EntityType.CONCEPT)
    assert len(resolve_marked(long, ("TLA test", EntityType.CONCEPT)).entities) == 1
    assert len(resolve_marked(long, ("TLA lens", EntityType.CONCEPT)).entities) == 2


def test_an_empty_noun_makes_no_concept_of_its_own() -> None:
    found = resolve_marked(("Prototype", EntityType.CONCEPT), ("Prototyping stage", EntityType.CONCEPT))
    assert len(found.entities) == 1
    assert {key.reason for key in found.entities[0].keys} >= {"kind-word"}


def test_what_the_talk_spells_out_beats_what_a_list_knows_by_the_letters() -> None:
    talk = make_talk("We met at Vexlorum Space Center.", "VSC was loud.")
    spans = [
        NamedSpan(Mention("s1", 10, 31), EntityType.ORGANIZATION, 0.6, reason="model"),
        NamedSpan(Mention("s2", 0, 3), EntityType.PRODUCT, 0.9, name="Very Small Compiler", reason="lexicon"),
    ]
    (entity,) = resolve_names(talk, spans=spans).entities
    assert (entity.name, entity.type) == ("Vexlorum Space Center", EntityType.ORGANIZATION)
    assert "VSC" in entity.surfaces


def test_a_misheard_person_is_the_speaker() -> None:
    found = resolve_marked(("Otoline Brakspeer", EntityType.PERSON), speaker="Ottoline Brakspear")
    assert list_names(found) == {"Ottoline Brakspear"}
    assert {key.scope for key in found.entities[0].keys if key.reason == "mishearing"} == {Scope.VIDEO}


def test_spellings_of_one_name_are_one() -> None:
    found = resolve_marked(
        ("Vex Lorum", EntityType.PRODUCT), ("VexLorum", EntityType.PRODUCT), ("vexlorum.io", EntityType.PRODUCT)
    )
    assert len(found.entities) == 1


def test_versions_are_not_misspellings_of_each_other() -> None:
    found = resolve_marked(("Vexlorum 2", EntityType.PRODUCT), ("Vexlorum 3", EntityType.PRODUCT))
    assert list_names(found) == {"Vexlorum 2", "Vexlorum 3"}


def test_a_main_title_is_the_work_with_its_subtitle() -> None:
    found = resolve_marked(("Odd Rivers", EntityType.MEDIA), ("Odd Rivers: A Memoir", EntityType.MEDIA))
    assert list_names(found) == {"Odd Rivers: A Memoir"}


def test_of_overlapping_spans_the_longest_is_the_mention() -> None:
    talk = make_talk("We met in New York City.")
    spans = [
        NamedSpan(Mention("s1", 10, 18), EntityType.PLACE, 0.9),
        NamedSpan(Mention("s1", 10, 23), EntityType.PLACE, 0.5),
        NamedSpan(Mention("s1", 19, 23), EntityType.CONCEPT, 0.9),
    ]
    (entity,) = resolve_names(talk, spans=spans).entities
    assert entity.name == "New York City"
    assert entity.mentions == (Mention("s1", 10, 23),)


def test_what_is_named_most_and_first_is_most_salient() -> None:
    names = [("Vexlorum", EntityType.PRODUCT)] * 5 + [("Quibble", EntityType.PRODUCT)]
    found = resolve_marked(*names)
    assert [entity.name for entity in found.entities] == ["Vexlorum", "Quibble"]
    assert found.entities[0].salience > found.entities[1].salience


def test_the_title_makes_salient() -> None:
    plain = resolve_talk("We use Kubernetes and Terraform. " + FILLER)
    titled = resolve_talk("We use Kubernetes and Terraform. " + FILLER, title="All about Terraform")
    rated = [{e.name: e.salience for e in found.entities}["Terraform"] for found in (plain, titled)]
    assert rated[1] > rated[0]


def test_no_spans_no_entities() -> None:
    assert resolve_names(make_talk("Nothing here."), spans=()) == Resolution(())


surfaces = st.sampled_from((Path(__file__).parent / "cases/surfaces.txt").read_text("utf-8").splitlines())
marks = st.lists(st.tuples(surfaces, st.sampled_from(EntityType), st.sampled_from(["model", "lexicon"])), max_size=12)


def _mark(rows: list[tuple[str, EntityType, str]], speaker: str) -> tuple[Transcript, list[NamedSpan]]:
    talk = make_talk(*[(speaker, f"There is {name} here.") for name, _, _ in rows] or ["Nothing."])
    spans = [
        NamedSpan(Mention(f"s{n}", 9, 9 + len(name)), kind, 0.8, reason=reason)
        for n, (name, kind, reason) in enumerate(rows, 1)
    ]
    return talk, spans


@given(marks, st.sampled_from(["", "Ada Lovelace", "Bob Byron"]))
def test_every_mention_is_kept_once_and_names_and_keys_are_unique(
    rows: list[tuple[str, EntityType, str]], speaker: str
) -> None:
    talk, spans = _mark(rows, speaker)
    found = resolve_names(talk, spans=spans)
    mentions = [mention for entity in found.entities for mention in entity.mentions]
    assert sorted(mentions, key=repr) == sorted((span.mention for span in spans), key=repr)
    folded = [key.folded for entity in found.entities for key in entity.keys]
    assert len(folded) == len(set(folded))
    names = [fold_name(entity.name) for entity in found.entities]
    assert len(names) == len(set(names))
    ids = {entity.id for entity in found.entities}
    assert all({s.left, s.right} <= ids and s.left != s.right for s in found.suggestions)
    assert all(entity.keys and 0 <= entity.salience <= 1 and 0 <= entity.confidence <= 1 for entity in found.entities)


def test_a_label_in_capitals_is_written_as_a_name() -> None:
    entities = name_talk(
        ("ZELDA QUANDARY", "So that is how it went. " + FILLER),
        ("FIONA MCALLEN", "I see."),
        ("SIOBHAN O'DRISKEL", "So."),
    )
    assert {"Zelda Quandary", "Fiona McAllen", "Siobhan O'Driskel"} <= set(entities)


def test_a_label_in_capitals_is_spelled_as_the_talk_spells_it() -> None:
    entities = name_talk(("HENK VAN DEWIT", "So that is how it went. " + FILLER), ("MO", "Thanks, Henk Van DeWit."))
    assert {"Henk Van DeWit", "Mo"} <= set(entities)


def test_initials_stay_capitals_in_a_label() -> None:
    entities = name_talk(("TJ QUANDARY", "So that is how it went. " + FILLER), ("DHX", "I see."))
    assert {"TJ Quandary", "DHX"} <= set(entities)


def test_a_label_with_small_letters_stays_as_it_is() -> None:
    assert "bell hooksley" in name_talk(("bell hooksley", "So that is how it went. " + FILLER))


PRODUCT = EntityType.PRODUCT


def test_the_ending_by_which_a_product_is_called_is_the_product() -> None:
    (entity,) = resolve_marked(("QX-7-Vexlor-Tern", PRODUCT), *[("Vexlor-Tern", PRODUCT)] * 3).entities
    keys = {key.name: (key.scope, key.reason) for key in entity.keys}
    assert entity.name == "Vexlor-Tern"
    assert keys == {"Vexlor-Tern": (Scope.LIBRARY, "title"), "QX-7-Vexlor-Tern": (Scope.LIBRARY, "short-form")}


def test_two_versions_with_the_same_ending_stay_apart() -> None:
    found = resolve_marked(("QX-7-Vexlor", PRODUCT), ("QX-8-Vexlor", PRODUCT), *[("Vexlor", PRODUCT)] * 3)
    assert list_names(found) == {"QX-7-Vexlor", "QX-8-Vexlor", "Vexlor"}


def test_two_listed_products_stay_apart_though_one_name_ends_the_other() -> None:
    found = resolve_marked(("QX-7-Vexlor", PRODUCT), *[("Vexlor", PRODUCT)] * 3, reason="lexicon")
    assert list_names(found) == {"QX-7-Vexlor", "Vexlor"}


def test_a_clipped_word_is_the_word_it_is_short_for() -> None:
    found = resolve_marked(("Certificate chain", EntityType.CONCEPT), ("Cert chains", EntityType.CONCEPT))
    assert list_names(found) == {"Certificate chain"}


def test_a_given_name_with_an_initial_and_a_login_are_the_person() -> None:
    forms = [("Daniel Winter", EntityType.PERSON), ("Dan W", EntityType.PERSON), ("Dwinter", EntityType.PRODUCT)]
    assert list_names(resolve_marked(*forms)) == {"Daniel Winter"}


def test_an_initial_that_two_people_share_joins_nobody() -> None:
    forms = [("Ada Winter", EntityType.PERSON), ("Ada Wolf", EntityType.PERSON), ("Ada W", EntityType.PERSON)]
    assert len(list_names(resolve_marked(*forms))) == len(forms)


def test_a_surname_of_two_words_is_the_person() -> None:
    found = resolve_marked(("Ada St. Winter", EntityType.PERSON), ("St. Winter", EntityType.PERSON))
    assert list_names(found) == {"Ada St. Winter"}


def test_what_a_maker_makes_may_be_called_with_its_maker() -> None:
    acme, tern = ("Acme", EntityType.ORGANIZATION), ("Tern", EntityType.PRODUCT)
    assert list_names(resolve_marked(acme, tern, ("Acme Tern", EntityType.PRODUCT))) == {"Acme", "Tern"}
    assert "Acme Tern" in list_names(resolve_marked(tern, ("Acme Tern", EntityType.PRODUCT)))


def test_a_headline_is_not_what_it_ends_with() -> None:
    headline = "End-to-end tide tables in Ternfox"
    found = resolve_marked((headline, EntityType.MEDIA), *[("Ternfox", EntityType.PRODUCT)] * 2)
    assert list_names(found) == {headline, "Ternfox"}
