"""Works out what a change makes of the derived rows, before anything of it is written. Reads only.

So what a decision would do can be told without doing it, and what is done is what was told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product

from graphapp.resolution.entities import Group, group_keys, resolve_entities, sum_appearances
from graphapp.resolution.joining import list_reach
from graphapp.resolution.judgements import Judgements
from graphapp.resolution.records import KeyFact, ResolvedEntity, TieFact
from graphapp.videos.database.column_updates import sent_together
from graphapp.videos.database.prepared import Prepared
from graphapp.videos.deriving.bynames import Place, read_following
from graphapp.videos.deriving.derived_rows import (
    AppearanceChanges,
    EntityChanges,
    ask_appearances,
    compare_appearances,
    compare_entities,
)
from graphapp.videos.deriving.entity_slugs import settle_slugs
from graphapp.videos.deriving.reaching import Reached, read_reached
from graphapp.videos.deriving.relating import Relating, Share, ask_claims, plan_relating
from graphapp.videos.deriving.tallying import NOTHING_SAID, Said
from graphapp.videos.models import Naming
from graphapp.videos.premises.facts import ask_namings, load_ages
from graphapp.videos.premises.holders import Holders
from graphapp.videos.premises.judging import Ends, Trial, list_ends


@dataclass(frozen=True, slots=True)
class Before:
    """What a video brought to relations, and said of keys, before it was changed."""

    shares: Mapping[str, Share] = field(default_factory=dict)
    said: Said = NOTHING_SAID


@dataclass(frozen=True, slots=True)
class Footprint:
    """What a change concerns: keys, and of each video that is added, replaced, edited or removed what was before.
    `whole`: those of the videos of which all names are among the keys."""

    keys: frozenset[str]
    before: Mapping[str, Before] = field(default_factory=dict)
    whole: frozenset[str] = frozenset()

    def __or__(self, other: Footprint) -> Footprint:
        """Of both changes, which are of different videos."""
        return Footprint(self.keys | other.keys, {**self.before, **other.before}, self.whole | other.whole)


_VIDEOS_NAMING = Prepared(lambda keys: Naming.objects.filter(key__in=keys).values_list("video_id").distinct())
NOT_SETTLED: Mapping[str, str] = {}
NO_FOOTPRINT = Footprint(frozenset())
SIGHT = frozenset({"sight"})
"""What all rest on that hide something or show it again: what hangs on it is in sight only where its other end is."""


@dataclass(frozen=True, slots=True)
class Resolving:
    """`after`: the entity that holds each key, hidden ones too. `shown`: ids of those that are not hidden."""

    entities: tuple[ResolvedEntity, ...]
    after: Mapping[str, str]
    shown: frozenset[str]
    reach: Mapping[str, str]
    judgements: Judgements

    def with_bynames(self, titles: Mapping[str, str]) -> Resolving:
        """Each byname where its title is. Nothing but itself can be felt as far as it reaches."""
        held = {key: self.after[title] for key, title in titles.items() if title in self.after}
        return replace(self, after={**self.after, **held}, reach={**self.reach, **{key: key for key in held}})


@dataclass(frozen=True, slots=True)
class Plan:
    """Rows that are new, differ or go. `named`: keys of the footprint; `after`: the entity of each key that the
    change can have reached, hidden or not; `gone`: entities that hold nothing any more; `hidden_before`,
    `hidden_after`: all that are hidden. `rests_on`: keys, entities and connections of which it was made, and SIGHT."""

    named: frozenset[str]
    after: Mapping[str, str]
    entities: EntityChanges
    gone: frozenset[str]
    places: tuple[tuple[str | None, str, str, str], ...]
    appearances: AppearanceChanges
    relating: Relating
    hidden_before: frozenset[str]
    hidden_after: frozenset[str]
    rests_on: frozenset[str]


def plan_change(
    footprint: Footprint,
    *,
    between: Sequence[Ends] = (),
    trial: Trial | None = None,
) -> Plan:
    """See `resolve_footprint` in `graphapp.videos.deriving.resolving`. `trial`: a decision that counts as if it had
    been made."""
    reached = read_reached(footprint.keys, trial=trial)
    hidden = reached.hidden
    settled = {} if footprint.before else _list_holders(reached.places, but=reached.bynames)
    resolving = resolve_keys(reached.facts, ties=reached.ties, judgements=reached.judgements, settled=settled)
    resolving = resolving.with_bynames(reached.bynames)
    moved = _list_moved(reached.places, resolving)
    videos = _list_naming_videos(moved) | footprint.before.keys()
    known = _add_following(reached, resolving, moved=moved, videos=videos - footprint.whole)
    resolving = resolving.with_bynames(_list_titles(known, but=reached.places))
    before, after = _list_holders(known), resolving.after
    moved = _list_moved(known, resolving)
    placed = {key: after.get(key, "") for key in known}
    holders = Holders({key: placed[key] for key in moved}, known=placed)
    felt = moved | _list_judged_keys(moved, resolving.judgements, before=before, after=after)
    pairs = _list_entity_pairs(between, holders)
    with sent_together():
        namings = ask_namings(keys=known, videos=videos)
        standing = ask_appearances({*before.values(), *after.values()}, videos=videos)
        claims = ask_claims(videos=footprint.before, keys=felt, pairs=pairs)
    appearances = compare_appearances(sum_appearances(namings(), entity_of=after), standing=standing())
    gone = frozenset(before.values()) - frozenset(after.values())
    entities = compare_entities(resolving.entities, appearances, standing=reached.entities)
    entities = settle_slugs(entities, standing=reached.entities, gone=gone, alike=reached.alike)
    relating = plan_relating(claims(), holders=holders, before=_list_shares(footprint), trial=trial)
    ends = {end for pair in (*pairs, *relating.ends.values()) for end in pair}
    ends |= {key for sides in between for side in sides for key in side}
    return Plan(
        named=footprint.keys,
        after=after,
        entities=entities,
        gone=gone,
        places=tuple(row for row in place_keys(resolving, keys=known) if known[row[3]][:3] != row[:3]),
        appearances=appearances,
        relating=relating,
        hidden_before=hidden,
        hidden_after=(hidden - gone - resolving.shown) | entities.hidden,
        rests_on=(SIGHT if entities.toggled else frozenset())
        | frozenset({*reached.keys, *before.values(), *after.values(), *entities.values, *relating.ends, *ends}),
    )


def _list_shares(footprint: Footprint) -> dict[str, Mapping[str, Share]]:
    return {video: before.shares for video, before in footprint.before.items()}


def plan_trial(trial: Trial) -> Plan:
    """What a decision would do that speaks of no words in a transcript."""
    said = trial.decision.said
    if "subject" in said:
        return plan_change(NO_FOOTPRINT, between=[list_ends(said)], trial=trial)
    return plan_change(Footprint(frozenset(trial.keys)), trial=trial)


def _list_holders(places: Mapping[str, Place], *, but: Collection[str] = ()) -> dict[str, str]:
    return {key: place.holder for key, place in places.items() if place.holder and key not in but}


def _list_moved(places: Mapping[str, Place], resolving: Resolving) -> set[str]:
    return {key for key, place in places.items() if place.holder != resolving.after.get(key, "")}


def _list_titles(places: Mapping[str, Place], *, but: Collection[str]) -> dict[str, str]:
    return {key: place.title for key, place in places.items() if place.title and key not in but}


def _add_following(
    reached: Reached, resolving: Resolving, *, moved: set[str], videos: Collection[str]
) -> Mapping[str, Place]:
    """The places of what is reached, and of bynames that go elsewhere with it, are judged as it is, or are counted
    beside it in `videos`."""
    places, titles = reached.places, reached.places.keys() - reached.bynames.keys()
    before = _list_holders(places)
    placed = {row[3]: row[:2] for row in place_keys(resolving, keys=titles)}
    following = {key for key in titles if key in before and places[key][:2] != placed[key]}
    following |= titles & _list_judged_keys(moved, resolving.judgements, before=before, after=resolving.after)
    if not following and not videos:
        return places
    return {**read_following(following, beside=titles, videos=videos), **places}


def resolve_keys(
    facts: Mapping[str, KeyFact],
    *,
    ties: Sequence[TieFact],
    judgements: Judgements,
    settled: Mapping[str, str] = NOT_SETTLED,
) -> Resolving:
    """What keys are of which these are all facts; they must be all keys that a change can have reached. `settled`: what
    holds them now, where nothing was said since that was resolved: who stays together keeps its id."""
    groups = group_keys(facts, ties=ties, judgements=judgements)
    ids = _find_standing(groups, settled)
    ages = load_ages({key: facts[key] for group in groups if len(group) > 1 and group not in ids for key in group})
    entities = resolve_entities(groups, facts=facts, ages=ages, judgements=judgements, ids=ids)
    return Resolving(
        entities=entities,
        after={key: entity.id for entity in entities for key in entity.keys},
        shown=frozenset(entity.id for entity in entities if not entity.hidden),
        reach=list_reach(facts, ties=ties, judgements=judgements) if judgements.distinct else _list_least(groups),
        judgements=judgements,
    )


def _find_standing(groups: Iterable[Group], settled: Mapping[str, str]) -> dict[Group, str]:
    """The holder of each group that is all of what one holds."""
    sizes = Counter(settled.values())
    found = {group: {settled.get(key, "") for key in group} for group in groups}
    return {
        group: holder
        for group, holders in found.items()
        for holder in holders
        if len(holders) == 1 and sizes[holder] == len(group)
    }


def _list_least(groups: Iterable[Group]) -> dict[str, str]:
    """The reach of each key where nothing is kept apart."""
    return {key: group[0] for group in groups for key in group}


def place_keys(resolving: Resolving, *, keys: Collection[str]) -> Iterator[tuple[str | None, str, str, str]]:
    """(entity that is shown or None, holder, reach, key) of each."""
    for key in sorted(keys):
        holder = resolving.after.get(key, "")
        yield holder if holder in resolving.shown else None, holder, resolving.reach.get(key, ""), key


def _list_naming_videos(keys: set[str]) -> set[str]:
    if not keys:
        return set()
    return {video for (video,) in _VIDEOS_NAMING(keys)}


def _list_judged_keys(
    moved: set[str], judgements: Judgements, *, before: Mapping[str, str], after: Mapping[str, str]
) -> set[str]:
    """All keys of entities that verdicts on relations speak of, if anything moved: such a verdict goes with its
    entity, and reads the claims of whatever that is joined to."""
    spoken = {key for verdict in judgements.relations for key in (verdict.subject, verdict.object)}
    entities = {where[key] for where in (before, after) for key in spoken if key in where}
    if not moved:
        return set()
    return {key for where in (before, after) for key, entity in where.items() if entity in entities}


def _list_entity_pairs(between: Sequence[Ends], holders: Holders) -> list[tuple[str, str]]:
    entity_of = holders.locate({key for sides in between for side in sides for key in side})
    held = [[{entity_of[key] for key in side if key in entity_of} for side in sides] for sides in between]
    return sorted({pair for sides in held for pair in product(*sides)})
