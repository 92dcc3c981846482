"""Names meet where a video ties them or where they are equal; nothing else joins them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from graphapp.resolution.entities import group_keys, resolve_entities
from graphapp.resolution.judgements import Distinct, Judgements, Same
from graphapp.resolution.records import ClaimFact, KeyFact, ResolvedEntity, TieFact, Votes
from graphapp.resolution.relations import place_claim, resolve_relations


def said(key: str, *, videos: str = "a", name: str = "", type: str = "Product", votes: int = 2) -> KeyFact:
    """A key as the given videos (one letter each) use it."""
    ballot = Votes(name or key.upper(), votes, f"2026-{videos[0]}"), Votes(type, 800 * votes, f"2026-{videos[0]}")
    return KeyFact(key, 0.8, ballot[:1], ballot[1:])


def resolve(facts: list[KeyFact], ties: list[TieFact], videos: dict[str, str]) -> list[ResolvedEntity]:
    ages = {key: (f"2026-{said[0]}", said[0], 1, False, key) for key, said in videos.items()}
    groups = group_keys(videos, ties=ties)
    return list(resolve_entities(groups, facts={fact.key: fact for fact in facts}, ages=ages))


def test_ties_carry_names_across_videos_and_the_oldest_key_lends_the_id() -> None:
    facts = [said("kubernetes", videos="ac", votes=5), said("k8s", videos="b"), said("docker", videos="b")]
    videos = {"kubernetes": "ac", "k8s": "bc", "docker": "b"}
    entities = resolve(facts, [TieFact("k8s", "kubernetes", 0.9)], videos)
    assert [(e.id, e.name, e.keys) for e in entities] == [
        ("docker", "DOCKER", ("docker",)),
        ("kubernetes", "KUBERNETES", ("k8s", "kubernetes")),
    ]


def test_the_type_is_what_most_mentions_say() -> None:
    facts = [said("apple", type="Product"), said("apple inc", type="Organization", votes=6)]
    entities = resolve(facts, [TieFact("apple", "apple inc", 0.9)], {"apple": "a", "apple inc": "b"})
    assert entities[0].type == "Organization"


TIES = [TieFact("a", "b", 0.9), TieFact("b", "c", 0.5), TieFact("d", "e", 0.7)]


@given(st.permutations("abcdef"), st.permutations(TIES))
def test_the_order_of_rows_says_nothing(keys: list[str], ties: list[TieFact]) -> None:
    assert group_keys(keys, ties=ties) == (("a", "b", "c"), ("d", "e"), ("f",))


KEYS = "abcdefg"
SIDES = st.lists(st.sampled_from(KEYS), min_size=1, max_size=3, unique=True).map(tuple)


@given(st.lists(st.tuples(st.sampled_from(["same", "distinct"]), SIDES, SIDES), max_size=6), st.permutations(TIES))
def test_no_two_groups_are_joined_of_which_any_two_names_are_kept_apart(
    decisions: list[tuple[str, tuple[str, ...], tuple[str, ...]]], ties: list[TieFact]
) -> None:
    same = tuple(Same(n, left + right) for n, (kind, left, right) in enumerate(decisions) if kind == "same")
    distinct = tuple(Distinct(n, left, right) for n, (kind, left, right) in enumerate(decisions) if kind == "distinct")
    groups = group_keys(KEYS, ties=ties, judgements=Judgements(same=same, distinct=distinct))
    assert {frozenset(group) for group in groups} == join_pair_by_pair(same, distinct, ties)


def join_pair_by_pair(
    same: tuple[Same, ...], distinct: tuple[Distinct, ...], ties: list[TieFact]
) -> set[frozenset[str]]:
    """The same by what was said of each two names."""
    groups = {key: frozenset({key}) for key in KEYS}
    apart: set[tuple[str, str]] = set()

    def join(one: str, other: str) -> None:
        pairs = ((a, b) for a in groups[one] for b in groups[other])
        if groups[one] != groups[other] and not any((a, b) in apart or (b, a) in apart for a, b in pairs):
            both = groups[one] | groups[other]
            groups.update(dict.fromkeys(both, both))

    for each in sorted((*same, *distinct), key=lambda each: -each.order):
        if isinstance(each, Same):
            for key in each.keys[1:]:
                join(each.keys[0], key)
        else:
            apart |= {(a, b) for a in each.left for b in each.right if groups[a] != groups[b]}
    for tie in sorted(ties, key=lambda tie: (-tie.confidence, tie.one, tie.other)):
        join(tie.one, tie.other)
    return set(groups.values())


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
