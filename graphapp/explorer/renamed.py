"""Leads an address that chooses entities or a connection by what they were called once to the one that has their names
of now: scripts, links and lists then compare equal names. Changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.http import HttpRequest, HttpResponse

from graphapp.graph.models import Entity
from graphapp.videos.reading.finding import find_entities
from graphapp.videos.reading.relations import find_connection
from graphapp.web.moving import lead_on

MOST_READ, MOST_SOUGHT = 1000, 60
"""Names of an address, and such of them as nothing has now: of these it is asked what they became."""


CONNECTION = "connection"


def lead_to_names(request: HttpRequest, *parameters: str) -> HttpResponse | None:
    """The answer where one of these parameters has a former name of an entity, or CONNECTION one of a connection, else
    None. A parameter holds names between commas; what stands behind a colon after a name stays with it."""
    said = {name: request.GET.getlist(name) for name in parameters if name in request.GET}
    items = [item for values in said.values() for value in values for item in value.split(",")]
    now, connection = _find_renamed(map(_read_name, items)), _find_led_on(request.GET.get(CONNECTION, ""))
    if not now and not connection:
        return None
    renamed = {name: [_rename_all(value, now) for value in values] for name, values in said.items()}
    return lead_on(request, **renamed, **connection)


def _find_led_on(reference: str) -> dict[str, list[str]]:
    """The parameter as it would be said now, where that is otherwise."""
    relation = find_connection(reference).relation if reference else None
    return {CONNECTION: [relation.permanent]} if relation and relation.permanent != reference else {}


def _find_renamed(names: Iterable[str]) -> Mapping[str, str]:
    """The slug of each that has another name now."""
    wanted = set(sorted({name for name in names if name})[:MOST_READ])
    known = set(Entity.objects.filter(slug__in=wanted).values_list("slug", flat=True)) if wanted else set()
    sought = sorted(wanted - known)[:MOST_SOUGHT]
    return {name: entity.slug for name, entity in find_entities(sought).items()}


def _rename_all(value: str, now: Mapping[str, str]) -> str:
    return ",".join(dict.fromkeys(_rename(item, now) for item in value.split(",")))


def _rename(item: str, now: Mapping[str, str]) -> str:
    name = _read_name(item)
    return item.replace(name, now[name], 1) if name in now else item


def _read_name(item: str) -> str:
    return item.partition(":")[0].strip()
