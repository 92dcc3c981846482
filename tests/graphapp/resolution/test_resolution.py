"""Names meet where a video ties them or where they are equal; nothing else joins them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from graphapp.resolution.entities import resolve_entities
from graphapp.resolution.records import ClaimFact, NamingFact
from graphapp.resolution.relations import place_claim, resolve_relations


def naming(video: str, cluster: int, key: str, *, title: bool = True, mentions: int = 1, type: str = "Product"):
    return NamingFact(video, f"2026-{video}", cluster, key, key.upper(), title, type, mentions, 1, 1000, 0.5, 0.8)


def test_equal_keys_meet_across_videos_and_ties_carry_further_names() -> None:
    entities = resolve_entities(
        [
            naming("a", 1, "kubernetes", mentions=3),
            naming("b", 1, "k8s"),
            naming("c", 1, "kubernetes"),
            naming("c", 1, "k8s", title=False),
        ]
    )
    assert [(e.id, e.name, e.keys, e.video_count) for e in entities] == [
        ("kubernetes", "KUBERNETES", ("k8s", "kubernetes"), 3)
    ]


def test_the_type_is_what_most_mentions_say() -> None:
    rows = [naming("a", 1, "apple", type="Product"), naming("b", 1, "apple", type="Organization", mentions=5)]
    assert resolve_entities(rows)[0].type == "Organization"


@given(
    st.permutations([naming(v, c, k, mentions=n) for n, (v, c, k) in enumerate(["a1x", "a1y", "b1y", "b2z", "c1z"])])
)
def test_the_order_of_rows_says_nothing(rows: list[NamingFact]) -> None:
    assert resolve_entities(rows) == resolve_entities(sorted(rows, key=repr))


def claim(number: int, subject: str, predicate: str, obj: str, *, confidence: float = 0.5) -> ClaimFact:
    return ClaimFact(number, "a", subject, predicate, obj, "asserted", confidence)


ENTITY_OF = {"x": "1", "y": "2", "x2": "1"}


def test_claims_of_the_same_ends_are_one_relation_and_its_confidence_grows() -> None:
    relations = resolve_relations([claim(1, "x", "uses", "y"), claim(2, "x2", "uses", "y")], entity_of=ENTITY_OF)
    assert [(r.subject, r.object, r.weight, r.confidence) for r in relations] == [("1", "2", 2, 0.75)]


def test_direction_counts_unless_the_predicate_has_none() -> None:
    assert place_claim(claim(1, "x", "uses", "y"), entity_of=ENTITY_OF) != place_claim(
        claim(2, "y", "uses", "x"), entity_of=ENTITY_OF
    )
    assert place_claim(claim(1, "x", "competes_with", "y"), entity_of=ENTITY_OF) == place_claim(
        claim(2, "y", "competes_with", "x"), entity_of=ENTITY_OF
    )


def test_a_claim_whose_ends_became_one_joins_nothing() -> None:
    assert place_claim(claim(1, "x", "uses", "x2"), entity_of=ENTITY_OF) == ""
    assert resolve_relations([claim(1, "x", "uses", "x2")], entity_of=ENTITY_OF) == ()
