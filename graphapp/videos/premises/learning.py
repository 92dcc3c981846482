"""What editors' active decisions teach the next ingests: names, and pairs never to be joined.

Reads only. Names that mean something in one video alone teach nothing. Each name is taught as what talks call it by
itself, never as another form of what it was merged with or renamed to: that two names are one thing is for the
decision to say, which does so for talks of whatever time, and no longer once it is revoked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from graphapp.resolution.entities import resolve_entities
from graphapp.videos.models import Decision, Key, Naming
from graphapp.videos.premises.facts import ask_key_facts, listed
from graphapp.videos.premises.judging import DISTINCT, MENTION, SAME, SPLIT
from ingest.ids import fold_name
from ingest.lexicon import Lexicon
from ingest.records import EntityType, KnownName, Scope

MOST = 3000
"""Of the latest decisions so many are read: an ingest should not wait for a history."""
FORMS = 12
PAIRS = 40


def learn_lexicon() -> Lexicon:
    """Latest decisions first, each name once."""
    decisions = list(Decision.objects.filter(active=True, kind__in=(SAME, MENTION, DISTINCT, SPLIT))[:MOST])
    if not decisions:
        return Lexicon()
    spoken = {key for d in decisions for side in ("keys", "left", "right") for key in d.said.get(side, ())}
    rows = Key.objects.filter(id__in=listed(spoken), scope=Scope.LIBRARY).values_list("id", "folded")
    folded = dict(rows)
    return Lexicon(names=tuple(_list_names(decisions, folded)), apart=tuple(_list_apart(decisions, folded)))


def _list_names(decisions: Iterable[Decision], folded: Mapping[str, str]) -> Iterable[KnownName]:
    accepted = [d for d in decisions if d.kind in {SAME, MENTION}]
    keys = list(dict.fromkeys(key for d in accepted for key in d.said["keys"] if key in folded))
    facts = ask_key_facts(keys)()
    alone = resolve_entities([(key,) for key in facts], facts=facts, ages={})
    called = {entity.id: entity for entity in alone}
    forms = _load_forms(keys, accepted)
    for key in keys:
        if key in called:
            written = sorted(form for form in forms[key] if fold_name(form) == folded[key]) or [folded[key]]
            name = called[key].name if called[key].name in written else written[0]
            others = [form for form in written if form != name]
            yield KnownName(name, EntityType(called[key].type), tuple(others[:FORMS]))


def _load_forms(keys: Iterable[str], accepted: Iterable[Decision]) -> Mapping[str, set[str]]:
    """How talks write what they call so, and how editors found it written."""
    forms: dict[str, set[str]] = defaultdict(set)
    for key, name in Naming.objects.filter(key__in=listed(keys)).values_list("key_id", "name").distinct():
        forms[key].add(name)
    for decision in accepted:
        for place in decision.said.get("places", ()):
            forms[decision.said["keys"][-1]].add(place["text"])
    return forms


def _list_apart(decisions: Iterable[Decision], folded: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    found: dict[tuple[str, str], None] = {}
    for decision in decisions:
        if decision.kind in {DISTINCT, SPLIT}:
            left, right = ([folded[key] for key in decision.said[side] if key in folded] for side in ("left", "right"))
            pairs = [(one, other) for one in left for other in right if one != other]
            found.update(dict.fromkeys(pairs[:PAIRS]))
    return found
