"""“the Go team”, “the VS Code team”: the people who make a thing are no more the thing than its community is.

Reads the talk's names and their types; finds no name of its own.
"""

from __future__ import annotations

from ingest.extract.builtin.groups import Group
from ingest.extract.builtin.talk import Find, Place, Talk
from ingest.ids import fold_name
from ingest.records import EntityType

TEAM = "team"
_CONFIDENCE = 0.8
_OWNERS = frozenset({EntityType.PRODUCT, EntityType.ORGANIZATION})


def name_teams(talk: Talk, groups: dict[str, Group]) -> None:
    """Gives each place where “team” follows a product's or an organization's name to a group of its own."""
    for group in list(groups.values()):
        if group.type in _OWNERS:
            teams = [find for find in group.finds if _is_team(talk, find.place)]
            group.finds = [find for find in group.finds if not _is_team(talk, find.place)]
            for find in teams:
                _add_team(talk, groups, Place(find.place.run, find.place.first, find.place.last + 1))
    for key in [key for key, group in groups.items() if not group.finds]:
        del groups[key]


def _is_team(talk: Talk, place: Place) -> bool:
    lows = talk.runs[place.run].lows
    return place.last < len(lows) and lows[place.last] == TEAM


def _add_team(talk: Talk, groups: dict[str, Group], place: Place) -> None:
    surface = talk.surface(place)
    key = fold_name(surface)
    team = groups.setdefault(key, Group(key, type=EntityType.ORGANIZATION, confidence=_CONFIDENCE, reason="team"))
    team.finds.append(Find(place, "tagger", type=EntityType.ORGANIZATION))
    team.forms[surface] += 1
