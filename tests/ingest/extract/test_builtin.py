"""What the built-in extractor promises of names, types and places."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.errors import RunCancelled
from ingest.extract import open_extractor
from ingest.records import EntityType, KnownName, NamedSpan, Transcript
from tests.examples import examples
from tests.ingest.extract.talks import make_talk, name_talk

CASES = Path(__file__).parent / "cases"
FILLER = "And so we talked about what it means to get it right, and I think that was a good day for all of us."


def list_surfaces(talk: Transcript, spans: tuple[NamedSpan, ...]) -> list[str]:
    texts = {segment.id: segment.text for segment in talk.segments}
    return [texts[s.mention.segment][s.mention.start : s.mention.end] for s in spans]


def extract(*turns: str | tuple[str, str]) -> tuple[Transcript, tuple[NamedSpan, ...]]:
    talk = make_talk(*turns)
    return talk, open_extractor("builtin").extract(talk).spans


def test_an_ordinary_word_is_no_name_unless_it_is_written_as_one() -> None:
    assert "Go" not in name_talk("We had to go home early. Let's go and rust in peace, said nobody. " + FILLER)
    assert "Go" in name_talk("The whole service is written in Go these days. " + FILLER)


def test_a_listed_name_has_the_lists_type() -> None:
    entities = name_talk("At Netflix we ran Kubernetes and PyTorch on Linux for years. " + FILLER)
    assert entities["Netflix"].type is EntityType.ORGANIZATION
    assert {entities[name].type for name in ("Kubernetes", "PyTorch", "Linux")} == {EntityType.PRODUCT}


def test_an_alias_has_the_title_of_its_entry() -> None:
    entities = name_talk("We moved the cluster to k8s last year. " + FILLER)
    assert entities["Kubernetes"].surfaces == ("k8s",)


def test_the_longest_listed_name_wins() -> None:
    talk, spans = extract("She studied at the University of California, Berkeley before that. " + FILLER)
    assert "University of California, Berkeley" in list_surfaces(talk, spans)


def test_speakers_are_people_also_where_nobody_names_them() -> None:
    entities = name_talk(("Zelda Quandary", "So that is how it went. " + FILLER), ("Mo", "I see."))
    assert entities["Zelda Quandary"].type is EntityType.PERSON
    assert entities["Mo"].type is EntityType.PERSON


def test_a_turn_may_end_with_the_given_name_of_a_speaker() -> None:
    entities = name_talk(("Tom Quandary", "Shall we tell how we met, Zelda"), ("Zelda Brakspear", "Do. " + FILLER))
    assert "Zelda" in entities["Zelda Brakspear"].surfaces


@pytest.mark.parametrize("label", ["Speaker 1", "SPEAKER_02", "Host", "Announcer", "Unknown"])
def test_a_role_or_number_is_no_person(label: str) -> None:
    assert label not in name_talk((label, "So that is how it went. " + FILLER))


def test_names_that_no_list_holds_are_found() -> None:
    entities = name_talk(
        "Today I talk with Ottoline Brakspear, who is the CEO of Vexlorum. Vexlorum raised ten million dollars.",
        "Yeah, I joined Vexlorum in the spring, and Ottoline Brakspear hired me. " + FILLER,
    )
    assert entities["Ottoline Brakspear"].type is EntityType.PERSON
    assert entities["Vexlorum"].type is EntityType.ORGANIZATION


def test_captions_without_capitals_are_read() -> None:
    talk = "so we run everything on kubernetes and terraform and you know it is what we like to do " * 3
    entities = name_talk(talk + "then we go home and react to the news and rest for a bit")
    assert {"Kubernetes", "Terraform"} <= set(entities)
    assert not {"Go", "React"} & set(entities)


def test_a_letter_before_a_known_person_is_no_initial_in_captions() -> None:
    talk = "it was something very close to C Jensen Huang who leads Nvidia put his money on it and it was a bet "
    entities = name_talk(talk * 3)
    assert "Jensen Huang" in entities
    assert "C Jensen Huang" not in entities


def test_the_librarys_names_are_found_and_override_the_lexicon() -> None:
    known = (
        KnownName("Quibbleworks", EntityType.ORGANIZATION, ("qbw",)),
        KnownName("Docker", EntityType.EVENT),
    )
    entities = name_talk("We asked qbw to help us with Docker and so on. " + FILLER, known=known)
    assert entities["Quibbleworks"].type is EntityType.ORGANIZATION
    assert entities["Docker"].type is EntityType.EVENT


def test_days_greetings_and_sentence_starts_are_no_names() -> None:
    entities = name_talk("Hello! Thanks. Yeah. See you on Monday in May. Whatever. Honestly, Absolutely. " + FILLER)
    assert entities.keys() <= {"Whatever"} - {"Whatever"}


def test_a_talks_subject_is_a_concept() -> None:
    text = "Static analysis is what we do. Static analysis finds bugs before the users do. " + FILLER + " "
    concepts = {n.lower() for n, e in name_talk(text * 3).items() if e.type is EntityType.CONCEPT}
    assert "static analysis" in concepts


def test_another_language_is_said_to_be_unknown() -> None:
    talk = make_talk("Wir haben das mit Kubernetes gebaut, und es war gut so.", language="de")
    warnings = open_extractor("builtin").extract(talk).warnings
    assert [warning.code for warning in warnings] == ["language_not_supported"]


def test_a_capital_makes_no_name_in_a_language_that_writes_nouns_so() -> None:
    talk = make_talk("Danke für die Einladung. Danke sagt auch Kubernetes.", language="de")
    spans = open_extractor("builtin").extract(talk).spans
    assert [span.name for span in spans] == ["Kubernetes"]


def test_listed_names_are_found_where_no_space_stands_before_them() -> None:
    talk = make_talk("今日はKubernetesとPostgreSQLについて話します。", language="ja")
    assert [span.name for span in open_extractor("builtin").extract(talk).spans] == ["Kubernetes", "PostgreSQL"]


def test_a_cancelled_run_stops() -> None:
    def cancel(_done: float) -> None:
        raise RunCancelled("stopped")

    with pytest.raises(RunCancelled):
        open_extractor("builtin").extract(make_talk(FILLER), on_progress=cancel)


def test_a_name_cut_by_a_segments_border_keeps_its_whole_name() -> None:
    talk = make_talk(
        "so it was nice to talk about machine", "learning and then about machine learning again", flowing=True
    )
    spans = open_extractor("builtin").extract(talk).spans
    assert [span.name for span in spans if span.mention.segment == "s2"] == ["Machine learning"] * 2


words = st.sampled_from((CASES / "words.txt").read_text("utf-8").split(" "))
texts = st.lists(words, min_size=1, max_size=40).map(" ".join) | st.text(min_size=1, max_size=200)


@settings(max_examples=examples(60))
@given(st.lists(st.tuples(st.sampled_from(["Ann Lee", "", "Speaker 2"]), texts), min_size=1, max_size=6))
def test_every_span_lies_at_its_place_and_none_overlaps_another(turns: list[tuple[str, str]]) -> None:
    talk = make_talk(*turns)
    texts = {segment.id: segment.text for segment in talk.segments}
    taken: dict[str, int] = {}
    for span in open_extractor("builtin").extract(talk).spans:
        place = span.mention
        surface = texts[place.segment][place.start : place.end]
        assert surface
        assert surface == surface.strip()
        assert any(c.isalnum() for c in surface)
        assert place.start >= taken.get(place.segment, 0)
        assert 0.0 <= span.confidence <= 1.0
        taken[place.segment] = place.end


@pytest.mark.enormous
def test_sixty_thousand_words_work() -> None:
    turn = "We use Kubernetes at Netflix, and Ottoline Brakspear says machine learning is like " + FILLER
    talk = make_talk(*[("Zelda Quandary", turn)] * 1800)
    spans = open_extractor("builtin").extract(talk).spans
    assert list_surfaces(talk, spans).count("Kubernetes") == 1800


def test_where_a_file_cuts_the_talk_changes_nothing() -> None:
    whole = "We run Kubernetes at Netflix. Ottoline Brakspear says that machine learning is fun. " + FILLER
    words = whole.split(" ")
    cut = [" ".join(words[n : n + 2]) for n in range(0, len(words), 2)]
    found = []
    for turns in ([whole], cut):
        talk = make_talk(*turns, flowing=True)
        found.append([(s.type, s.name) for s in open_extractor("builtin").extract(talk).spans])
    assert [name for _, name in found[0] if name] == [
        name for _, name in found[1] if name and name != "Ottoline Brakspear"
    ]
    assert [kind for kind, _ in found[0]] == [kind for kind, _ in found[1]]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Vexlorum Agreement", EntityType.EVENT),
        ("Brakspear Outage", EntityType.EVENT),
        ("Quandary Magazine", EntityType.MEDIA),
        ("Brakspear Laboratory", EntityType.ORGANIZATION),
        ("Vexlorum Design Center", EntityType.ORGANIZATION),
        ("Quandary Mountains", EntityType.PLACE),
        ("Vexlorum Public License", EntityType.CONCEPT),
    ],
)
def test_the_last_word_of_an_unknown_name_tells_its_type(name: str, kind: EntityType) -> None:
    assert name_talk(f"For years we spoke of the {name} at breakfast. " + FILLER)[name].type is kind


def test_a_last_word_does_not_overrule_the_list_of_names() -> None:
    found = name_talk(
        "We all tried Vexlor Lab, which was slow. " + FILLER, known=(KnownName("Vexlor Lab", EntityType.PRODUCT),)
    )
    assert found["Vexlor Lab"].type is EntityType.PRODUCT


def test_a_web_is_no_person() -> None:
    assert (
        name_talk("He wrote about the Brakspear Web in spring. " + FILLER)["Brakspear Web"].type
        is not EntityType.PERSON
    )


def test_a_doubtful_name_in_a_list_of_people_is_a_person() -> None:
    found = name_talk("It was made by Grace Hopper, Ada Lovelace and Tzq Vexlorum in a week. " + FILLER)
    assert found["Tzq Vexlorum"].type is EntityType.PERSON


def test_a_list_does_not_overrule_what_is_sure_nor_agree_where_it_is_mixed() -> None:
    found = name_talk("She praised Grace Hopper, Kubernetes and Vexlor3 in a week. " + FILLER)
    assert found["Kubernetes"].type is EntityType.PRODUCT
    assert found["Vexlor3"].type is not EntityType.PERSON


def test_an_everyday_word_that_opens_a_sentence_is_no_name() -> None:
    talk, spans = extract("Sketch a plan first. Next time we add a door. " + FILLER)
    assert not {"Sketch", "Next", "add"} & set(list_surfaces(talk, spans))


def test_an_everyday_word_that_opens_a_sentence_is_a_name_where_the_talk_uses_it_as_one() -> None:
    talk, spans = extract("We all draw in Sketch here. Sketch is what I installed first. " + FILLER)
    assert list_surfaces(talk, spans).count("Sketch") == 2


def test_a_list_of_people_makes_no_person_of_what_no_person_is_called() -> None:
    found = name_talk("They thanked Grace Hopper, Ada Lovelace and Engine Q for it. " + FILLER)
    assert all(entity.type is not EntityType.PERSON for name, entity in found.items() if "Engine" in name)


@pytest.mark.parametrize(
    ("said", "title"), [("SRAM", "Static random-access memory"), ("GPUs", "Graphics processing unit")]
)
def test_an_acronym_has_the_title_that_spells_it_out(said: str, title: str) -> None:
    found = name_talk(f"The cost of {said} fell. With more {said} we trained faster, and {said} got cheap. " + FILLER)
    assert said in found[title].surfaces


def test_a_concept_said_by_quite_another_word_is_shown_as_said_and_brings_no_key_of_the_list() -> None:
    found = name_talk("We fear killer robots. The treaty on killer robots failed, and killer robots won. " + FILLER)
    keys = {key.folded for entity in found.values() for key in entity.keys}
    assert "Killer robots" in found
    assert "lethal autonomous weapons" not in keys


def test_numbers_units_and_languages_are_no_concepts() -> None:
    said = "The twentieth lens was three hundred square millimetres. Square millimetres and centimetres matter. "
    found = name_talk(said + "The Dutch lens was the twentieth. " + FILLER)
    assert not {key.folded for entity in found.values() for key in entity.keys} & {
        "twentieth",
        "square millimetres",
        "centimetres",
        "dutch",
    }


def test_a_concept_that_holds_a_number_word_stays() -> None:
    said = "Zero trust is hard. We rolled out zero trust, and zero trust paid off for the network. "
    assert any("zero trust" in key.folded for entity in name_talk(said + FILLER).values() for key in entity.keys)


def test_a_noun_and_its_verb_are_no_concept() -> None:
    said = "In chip making a lithography factory measures everything, and every lithography machine costs a fortune. "
    surfaces = {form.lower() for entity in name_talk(said + FILLER).values() for form in entity.surfaces}
    assert not any(form.endswith(("measures", "costs")) for form in surfaces)


def test_a_plural_compound_stays_a_concept() -> None:
    said = "We keep transaction logs for a year. Each of the transaction logs grows, and transaction logs fill disks. "
    surfaces = {form.lower() for entity in name_talk(said + FILLER).values() for form in entity.surfaces}
    assert "transaction logs" in surfaces


def test_a_language_is_a_concept_where_it_is_spoken_of_as_one() -> None:
    assert "Portuguese" in name_talk("We wrote the manual in Portuguese. She speaks Portuguese and more. " + FILLER)


def test_a_show_keeps_the_article_that_is_always_said_with_a_capital() -> None:
    found = name_talk("Welcome to The Quandary Shed. Today we dig. " + FILLER, "You heard The Quandary Shed. " + FILLER)
    assert found["The Quandary Shed"].type is EntityType.MEDIA


def test_a_show_has_no_article_where_it_is_said_without_a_capital_too() -> None:
    found = name_talk(
        "Welcome to The Quandary Shed. Today we dig. " + FILLER, "I like the Quandary Shed a lot. " + FILLER
    )
    assert "Quandary Shed" in found


def test_whom_a_talk_was_made_for_counts_only_where_the_talk_speaks_of_them() -> None:
    credit = "Hello, this is a short conversation, recorded for Vexlorum. "
    assert "Vexlorum" not in name_talk(credit + FILLER)
    assert "Vexlorum" in name_talk(credit + "Vexlorum sells kites. " + FILLER)


def test_a_series_named_after_somebody_makes_no_show_of_them() -> None:
    thanks = "Thank you for listening to Vexlorum samples. Goodbye."
    found = name_talk("Welcome to Vexlorum samples. Today's story is about kites. " + FILLER, thanks)
    assert not [name for name in found if "Vexlorum" in name]


def test_who_has_an_article_is_no_person() -> None:
    found = name_talk("Acme made a computer for the hand, the Newton. " + FILLER, "And the Newton failed. " + FILLER)
    assert "Isaac Newton" not in found
    assert found["Newton"].type is not EntityType.PERSON


def test_a_town_is_a_place_whatever_else_a_list_knows_by_its_name() -> None:
    found = name_talk("They are building a plant near Phoenix, in Arizona. " + FILLER)
    assert found["Phoenix"].type is EntityType.PLACE


def test_who_built_sold_or_bought_a_thing_is_an_organization() -> None:
    found = name_talk("The lander was built by Vexlorum. " + FILLER, "Later they bought Quibbleton Vale. " + FILLER)
    assert found["Vexlorum"].type is EntityType.ORGANIZATION
    assert found["Quibbleton Vale"].type is EntityType.ORGANIZATION


def test_a_clause_a_number_and_a_word_for_a_word_are_no_concepts() -> None:
    text = "The idea machine learning came late. Compatibility learns elegance, as the stranger wishes. "
    text += "Twenty-five compilers made the happiest decision. A hacky thing. " + FILLER
    found = {name.lower() for name in name_talk(text)}
    assert not found & {"idea machine learning", "compatibility learns elegance", "stranger wishes"}
    assert not found & {"twenty-five compilers", "happiest decision", "hacky thing"}
    assert "machine learning" in found


def test_a_longer_concept_is_found_inside_and_beside_a_shorter_one() -> None:
    text = "Emotional empathy is hard. Empathy is good, and cognitive empathy is another kind. "
    found = name_talk(text + "Cognitive empathy is learned. Empathy has to be learned. " + FILLER)
    assert {"Empathy", "Cognitive empathy", "Emotional empathy"} <= set(found)


def test_what_a_song_was_made_for_is_no_show() -> None:
    assert name_talk("The engine was made for Vexlorum in spring. " + FILLER)["Vexlorum"].type is not EntityType.MEDIA


def test_a_picture_that_the_speaker_takes_back_is_no_concept() -> None:
    said = "They keep a garden fence, {}, around the protocol. The garden fence has one gate, and the gate is low. "
    assert "Garden fence" not in name_talk(said.format("if you like") + FILLER)
    assert "Garden fence" not in name_talk(said.format("so to speak") + FILLER)


def test_an_everyday_phrase_said_once_is_never_sure() -> None:
    entities = name_talk("She came in by the back door with a wet umbrella, and the database was down. " + FILLER)
    everyday = [e.confidence for name, e in entities.items() if name in {"Back door", "Wet umbrella"}]
    assert all(confidence < 0.6 for confidence in everyday)


def test_an_apposition_tells_a_firm_from_a_product() -> None:
    entities = name_talk("Vossler, the very old family firm, makes the lenses. They depend on Vossler. " + FILLER)
    assert entities["Vossler"].type is EntityType.ORGANIZATION


def test_a_firm_named_after_its_town_is_no_person() -> None:
    entities = name_talk("They got it from a law firm in Lisbon, Brantvik Oleum. " + FILLER)
    assert entities["Brantvik Oleum"].type is EntityType.ORGANIZATION


def test_a_title_is_named_from_its_first_word() -> None:
    entities = name_talk("She wrote a textbook called Introduction to Marlow Systems that year. " + FILLER)
    assert entities["Introduction to Marlow Systems"].type is EntityType.MEDIA
