"""Reads what editors said of connections, each of what it means after all that was split off since. Reads only."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.db.models import Q

from graphapp.resolution.judgements import RelationVerdict
from graphapp.resolution.relations import NO_RULES, Rules, index_verdicts
from graphapp.videos.database.prepared import Prepared
from graphapp.videos.models import Decision, DecisionKey
from graphapp.videos.premises.facts import listed
from graphapp.videos.premises.holders import Holders
from graphapp.videos.premises.judging import OF_RELATIONS, SPLIT, Ends, Trial, list_active, list_ends, read_judgements

_ANY = Prepared(
    lambda: Decision.objects.filter(active=True, kind__in=OF_RELATIONS).order_by().values_list("id")[:1], lists=0
)
FEW = 300
"""About more entities all verdicts are read: there are fewer of them than the entities have keys."""


def load_rules(holders: Holders, *, entities: Collection[str] | None = None, trial: Trial | None = None) -> Rules:
    """The active verdicts on relations of any of the given entities, as resolution puts them; or all verdicts."""
    if not trial and not _ANY():
        return NO_RULES
    keys = holders.select_keys(entities) if entities is not None and len(entities) <= FEW else None
    active = list_active(_add_split_off(keys, trial) if keys else None, trial, kinds=OF_RELATIONS)
    verdicts = judge_relations(active, trial=trial)
    ends = {key for verdict in verdicts for key in (verdict.subject, verdict.object)}
    return index_verdicts(verdicts, entity_of=holders.locate(ends))


def judge_relations(decisions: Iterable[Decision], *, trial: Trial | None = None) -> tuple[RelationVerdict, ...]:
    """What those of the decisions say that are about connections, each of what it means after all splits since."""
    spoken = [decision for decision in decisions if "subject" in decision.said]
    if not spoken:
        return ()
    names = {key for decision in spoken for side in list_ends(decision.said) for key in side}
    splits = [decision for decision in list_active(names, trial, kinds=[SPLIT]) if decision.kind == SPLIT]
    return read_judgements([*spoken, *splits]).relations


def list_judged_ends(keys: Collection[str]) -> list[Ends]:
    """Of each active decision about a connection of what is meant by one of `keys`."""
    return [list_ends(d.said) for d in list_active(keys, None, kinds=OF_RELATIONS) if "subject" in d.said]


def _add_split_off(keys: Q, trial: Trial | None) -> Q:
    """And what was split off from these: what was said by that name is said of the rest."""
    known = set(trial.decision.said["left"]) if trial and trial.decision.kind == SPLIT else set()
    while True:
        with_known = keys | Q(key__in=listed(known))
        spoken = DecisionKey.objects.filter(with_known, kind=SPLIT, decision__active=True).values("decision_id")
        rows = Decision.objects.filter(id__in=spoken).values_list("said", flat=True)
        left = {key for said in rows for key in said["left"]}
        if left <= known:
            return with_known
        known |= left
