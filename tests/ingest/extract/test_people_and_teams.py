"""Names that stand close to others: posts before people, initials, pairs, teams, countries written with stops."""

from __future__ import annotations

import pytest

from ingest.pipeline import extract_document, read_transcript
from ingest.records import EntityType, RawSource, Source


def find(text: str) -> dict[str, EntityType]:
    """Titles and types of what is found in a short talk."""
    raw = RawSource(Source("file", "talk.txt", "0" * 64), text.encode())
    return {entity.name: entity.type for entity in extract_document(read_transcript(raw)).entities}


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Then Amazon CTO Werner Vogels wrote about S3 and how it is built.", ["Werner Vogels"]),
        ("We talked with Daniel Winter & Susan Baker about Kubernetes.", ["Daniel Winter", "Susan Baker"]),
        ("The library was written by Kent C. Dodds, and people love it.", ["Kent C. Dodds"]),
    ],
)
def test_a_person_is_found_behind_a_post_an_ampersand_and_over_an_initial(text: str, people: list[str]) -> None:
    found = find(text)
    assert [name for name, kind in found.items() if kind is EntityType.PERSON] == people


def test_a_company_before_a_post_is_found_too() -> None:
    assert find("Then Amazon CTO Werner Vogels wrote about it.")["Amazon"] is EntityType.ORGANIZATION


def test_a_sentence_may_end_with_a_letter() -> None:
    found = find("The kernel is written in plain C. Then Docker came, and Docker changed how we ship.")
    assert not [name for name in found if "Then" in name]


def test_the_team_that_makes_a_thing_is_not_the_thing() -> None:
    found = find("The Go team shipped it last year. I asked people on the Go team. I like Go, and Go is small.")
    assert found["Go team"] is EntityType.ORGANIZATION
    assert found["Go"] is EntityType.PRODUCT


def test_a_country_written_with_stops_is_a_place() -> None:
    assert find("Most of our users are in the U.S. and some are in Berlin.")["United States"] is EntityType.PLACE


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        ("We met Christopher Hiller there. Later Chris Hiller wrote Mocha.", "Christopher Hiller", "Chris Hiller"),
        ("She lives in Portland, Oregon now. In Portland it rains.", "Portland, Oregon", "Portland"),
    ],
)
def test_a_short_given_name_and_a_city_without_its_state_are_the_same_thing(text: str, one: str, other: str) -> None:
    assert len({one, other} & set(find(text))) == 1


def test_a_short_name_that_two_people_may_have_joins_neither() -> None:
    found = find(
        "**Daniel Winter:** Hello Danielle.\n\n**Chris Baker:** We asked Christopher Baker and Christine Baker.\n"
    )
    assert {"Christopher Baker", "Christine Baker"} <= set(found)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("We talked with Daniel Winter & Susan O’Malley about Kubernetes.", {"Daniel Winter", "Susan O’Malley"}),
        ("They moved it all to Kubernetes & Postgres last year.", {"Kubernetes", "PostgreSQL"}),
        ("We moved our logs from Splunk to Graylog/Kibana, and it was cheap.", {"Graylog", "Kibana"}),
        ("Today I run Terraform plus Ansible on all of them.", {"Terraform", "Ansible"}),
    ],
)
def test_names_joined_by_a_sign_are_two(text: str, names: set[str]) -> None:
    assert names <= set(find(text))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Get Susan Winter on the phone, please.", "Susan Winter"),
        ("Join Mozilla for a day of open source.", "Mozilla"),
        ("It was made in the U.S. So Mozilla had to pay for it.", "Mozilla"),
    ],
)
def test_what_only_begins_a_sentence_is_no_part_of_a_name(text: str, name: str) -> None:
    assert name in find(text)


def test_x_is_a_site_only_where_people_are_on_it() -> None:
    assert "Twitter" in find("I saw it on X this morning, and people on X liked it.")
    assert "Twitter" not in find("We had a node that did X, and a node that did Y.")


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("I was at Heroku then. My Heroku days were great, and the team at Heroku too.", "Heroku", "Organization"),
        ("We run it on Heroku, and we deploy to Heroku. I met people at Heroku.", "Heroku", "Product"),
        ("That became Project Winterberg, and Project Winterberg shipped.", "Project Winterberg", "Product"),
        ("They spoke at Ternsoft Build 2024 about it.", "Ternsoft Build 2024", "Event"),
        ("What keeps it steady is Hydrostasis, and Hydrostasis needs energy.", "Hydrostasis", "Concept"),
        ("There were Docker Winterberg images, and Docker Winterberg was slow.", "Docker Winterberg", "Product"),
    ],
)
def test_the_words_around_and_in_a_name_tell_its_type(text: str, name: str, kind: str) -> None:
    assert find(text)[name] == kind


def test_what_a_thing_is_built_with_and_what_one_does_with_it_are_no_part_of_its_name() -> None:
    found = find("We use a Rust-based Ternfox server. I was SSH-ing into the Ternfox box, and Ternfox was up.")
    assert "Ternfox" in found
    assert not [name for name in found if "Rust" in name or "-ing" in name]


def test_a_name_with_letters_that_carry_strokes_is_a_persons() -> None:
    assert find("The font was made by Søren Nygård Kjeldsen, and I like it.")["Søren Nygård Kjeldsen"] == "Person"


@pytest.mark.parametrize(
    ("text", "name", "not_so"),
    [
        ("So I said: Okay Paul, you do it. And then Paul went and did it, and Paul was fine.", "Paul", "Okay Paul"),
        ("On the twenty-second of April Mehmed moved his ships, and Mehmed won.", "Mehmed", "April Mehmed"),
    ],
)
def test_an_interjection_or_a_date_before_a_name_is_no_part_of_it(text: str, name: str, not_so: str) -> None:
    found = find(text)
    assert name in found
    assert not_so not in found


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("We heard Paul O'Donovan and Fintan McCarthy from Hull.", "Fintan McCarthy", "Person"),
        ("They wrote to Pope Nicholas IV proposing an alliance.", "Pope Nicholas IV", "Person"),
        (
            "She is a member of the British Society for Heart Failure.",
            "British Society for Heart Failure",
            "Organization",
        ),
        ("He works at the Royal Infirmary of Edinburgh.", "Royal Infirmary of Edinburgh", "Organization"),
        ("He died in November, near Cairo, before he could march.", "Cairo", "Place"),
        ("They moved to Jakarta, and then to Poznań.", "Jakarta", "Place"),
    ],
)
def test_names_of_clans_bodies_and_cities_are_known_for_what_they_are(text: str, name: str, kind: str) -> None:
    assert find(text)[name] == kind


def test_that_is_no_article_before_somebody() -> None:
    assert (
        find("I think that Chris took me along. So it was that Chris did it, I know that Chris did.")["Chris"]
        == "Person"
    )


def test_what_is_written_in_capitals_is_nobody_s_given_name() -> None:
    assert find("We had a LAN at home, and LAN is fast.").get("LAN") != "Person"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("One of the Big Fornax - Big Fornax as he calls it.", "Big Fornax - Big Fornax"),
        ("We tried Ternfox - Gullhawk was next.", "Ternfox - Gullhawk"),
        ("I am from the very North of Italy.", "North"),
        ("We asked the Linux Foundation for the Gullhawk again.", "Linux Foundation for the Gullhawk"),
    ],
)
def test_a_dash_parts_names_and_where_things_lie_is_no_name(text: str, name: str) -> None:
    assert name not in find(text)


def test_a_person_may_be_called_like_a_month() -> None:
    assert "June Winter" in find("The book was written by June Winter, and I liked it.")


@pytest.mark.parametrize("name", ["Lord Sumner", "Mrs Beer", "Judge Kowal", "Queen Ada", "Viscount Stone"])
def test_who_has_a_title_is_a_person(name: str) -> None:
    found = find(f"It was decided by {name} in the end. I met {name} once, and we had tea, and it was a fine day.")
    assert {kind for title, kind in found.items() if title.endswith(name.rsplit(maxsplit=1)[-1])} == {EntityType.PERSON}


def test_a_princess_is_not_the_country() -> None:
    assert find("They gave it to the Princess of Wales, who liked it.")["Princess of Wales"] is EntityType.PERSON


def test_a_department_of_justice_is_no_person() -> None:
    found = find("The Justice Department asked for it. We wrote to the Justice Department, and they read it.")
    assert EntityType.PERSON not in found.values()


@pytest.mark.parametrize("case", ["Currie v Misa", "Thomas v Thomas", "Foakes v Beer"])
def test_a_case_between_two_parties_is_an_event(case: str) -> None:
    found = find(f"The rule comes from {case}, as everybody knows. In {case} the judges said so, and it stayed.")
    assert found[case] is EntityType.EVENT


@pytest.mark.parametrize(
    "text",
    [
        "There is a woman named Zorvane who wrote all of it. We like what Zorvane wrote.",
        "We hired Zorvane from a bank, and then Zorvane and I wrote it.",
    ],
)
def test_whom_others_meet_and_hire_is_a_person(text: str) -> None:
    assert find(text)["Zorvane"] is EntityType.PERSON


def test_a_known_name_before_a_persons_is_another() -> None:
    found = find("It was Kubernetes Josh Kowal who said so. We use Kubernetes, and we like what Josh Kowal wrote.")
    assert found["Josh Kowal"] is EntityType.PERSON
    assert "Kubernetes" in found
    assert "Kubernetes Josh Kowal" not in found


def test_a_speaker_at_the_end_of_a_longer_name_is_the_speaker() -> None:
    found = find(
        "Tom Stone: Please welcome the Davis Cup player Danny Kowal to the show.\n\n"
        "Danny Kowal: Thank you, it is good to be here.\n\nTom Stone: So how was it?\n\nDanny Kowal: It was fine."
    )
    assert [name for name in found if "Kowal" in name] == ["Danny Kowal"]
