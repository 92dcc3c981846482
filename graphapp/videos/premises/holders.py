"""Which entity holds a key, as resolution puts it now: what stands in the rows, and what a change moves. Reads only."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.db.models import Q

from graphapp.videos.database.prepared import Prepared
from graphapp.videos.models import Key
from graphapp.videos.premises.facts import listed

_HOLDERS_OF = Prepared(lambda keys: Key.objects.filter(id__in=keys).values_list("id", "holder"))


class Holders:
    """`moved`: keys that the rows do not place rightly yet, to the entity that holds them then; "" for none. `known`:
    more of which it is known, and need not be asked."""

    def __init__(self, moved: Mapping[str, str] | None = None, *, known: Mapping[str, str] | None = None) -> None:
        self._moved = moved or {}
        self._known = {**(known or {}), **self._moved}

    def moves(self, *keys: str) -> bool:
        """Whether any of the keys is held by another entity than before."""
        return any(key in self._moved for key in keys)

    def locate(self, keys: Collection[str]) -> dict[str, str]:
        """Key to entity, hidden ones too; keys that nothing holds are left out."""
        found = {key: self._known[key] for key in keys if key in self._known}
        rest = [key for key in keys if key not in self._known]
        found.update(_HOLDERS_OF(rest) if rest else ())
        return {key: entity for key, entity in found.items() if entity}

    def locate_all(self) -> dict[str, str]:
        """Every key that is held."""
        found = {**dict(Key.objects.exclude(holder="").values_list("id", "holder")), **self._moved}
        return {key: entity for key, entity in found.items() if entity}

    def select_keys(self, entities: Collection[str]) -> Q:
        """Rows about a key (`key`) that some of the entities hold, or held before the change."""
        moved = [key for key, entity in self._moved.items() if entity in entities]
        return Q(key__in=Key.objects.filter(holder__in=listed(entities)).values("id")) | Q(key__in=moved)
