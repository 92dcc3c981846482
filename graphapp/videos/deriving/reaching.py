"""Reads all keys that a change can have reached, and what resolution must know of them: asked together, since the way
to a database server and back takes longer than most answers. Reads only, and decides nothing."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from graphapp.graph.models import list_hidden
from graphapp.resolution.judgements import Judgements
from graphapp.resolution.records import KeyFact, TieFact
from graphapp.videos.database.column_updates import sent_together
from graphapp.videos.database.prepared import Prepared
from graphapp.videos.deriving.bynames import PLACE, Place
from graphapp.videos.deriving.derived_rows import EntityFields, ask_entities
from graphapp.videos.deriving.entity_slugs import ask_alike
from graphapp.videos.models import Key
from graphapp.videos.premises.facts import ask_key_facts, ask_ties
from graphapp.videos.premises.judging import Trial, ask_judgements, ask_next_to

_PLACES_OF = Prepared(lambda keys: Key.objects.filter(id__in=keys).values_list("id", *PLACE))
_HIDDEN = Prepared(lambda: list_hidden().values_list("id"), lists=0)


@dataclass(frozen=True, slots=True)
class Reached:
    """`places`: of those keys that there are, as the rows have them. `bynames`: which of them
    follow which title, of which resolution needs no facts. `entities`: rows of those that have the id of any
    of the keys, as each has that of one it holds. `alike`: all whose ids begin like theirs. `hidden`: all that are."""

    keys: frozenset[str]
    places: Mapping[str, Place]
    bynames: Mapping[str, str]
    facts: Mapping[str, KeyFact]
    ties: tuple[TieFact, ...]
    judgements: Judgements
    entities: Mapping[str, EntityFields]
    alike: frozenset[str]
    hidden: frozenset[str]


def read_reached(keys: Collection[str], *, trial: Trial | None = None) -> Reached:
    """Of `keys` and all keys that ties and decisions, as they were and as they are, could make one with any of them,
    but bynames of which nothing is said.

    A decision mostly speaks of all names of a thing: that these are all is asked together with the rest of them.
    """
    known, reached = (set(), {*keys}) if trial else ({*keys}, ask_next_to(keys)())
    while True:
        with sent_together():
            farther = ask_next_to(reached, trial=trial) if reached != known else None
            places, hidden = _PLACES_OF.ask(reached), _HIDDEN.ask()
            entities, alike = ask_entities(reached), ask_alike(reached)
            facts, ties = ask_key_facts(reached), ask_ties(reached)
            judgements = ask_judgements(reached, trial=trial)
        known, reached = reached, farther() if farther else reached
        if reached == known:
            placed, spoken = {key: Place._make(place) for key, *place in places()}, trial.keys if trial else ()
            bynames = {key: place.title for key, place in placed.items() if place.title and key not in spoken}
            return Reached(
                keys=frozenset(reached),
                places=placed,
                bynames=bynames,
                facts={key: fact for key, fact in facts().items() if key not in bynames},
                ties=ties(),
                judgements=judgements(),
                entities=entities(),
                alike=alike(),
                hidden=frozenset(id for (id,) in hidden()),
            )
