"""Names that follow another: what one video calls a thing beside its title there, and no decision says of
what it is.

Such a byname is tied to that title and to nothing else, so that by itself it joins nothing and parts from nothing: it
is held by what holds the title. A show has one of its host in each of thousands of videos, and they are read only where
what they follow goes elsewhere. Reads only.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.expressions import RawSQL

from graphapp.graph.models import Tie
from graphapp.videos.database.column_updates import sent_together
from graphapp.videos.database.prepared import Prepared
from graphapp.videos.models import DecisionKey, Key, Naming
from graphapp.videos.premises.judging import OF_THINGS
from ingest.records import Scope


class Place(NamedTuple):
    """Where a key is: `entity` if that is shown, and for a byname the key of the `title` that it follows."""

    entity: str | None
    holder: str
    reach: str
    title: str | None


_SPOKEN_OF = Exists(DecisionKey.objects.filter(OF_THINGS, key=OuterRef("id"), decision__active=True))
_TITLE = Subquery(Tie.objects.filter(key=OuterRef("id")).order_by().values("title")[:1])
PLACE = ("entity_id", "holder", "reach", Case(When(Q(~_SPOKEN_OF, scope=Scope.VIDEO.value), then=_TITLE)))
"""Of a key: `Place`. A key of one video alone is no title there if it is tied, and of one thing alone."""
_BYNAMES = Key.objects.filter(~_SPOKEN_OF, scope=Scope.VIDEO.value).order_by()
_FOLLOWING = Prepared(lambda titles: _BYNAMES.filter(id__in=_list_tied(titles)).values_list("id", *PLACE))
_FOLLOWING_IN = Prepared(
    lambda titles, videos: _BYNAMES.filter(
        Exists(Naming.objects.filter(key=OuterRef("id"), video__in=videos)), id__in=_list_tied(titles)
    ).values_list("id", *PLACE),
    lists=2,
)


def read_following(titles: Collection[str], *, beside: Collection[str], videos: Collection[str]) -> Mapping[str, Place]:
    """All bynames of `titles`, and those of the titles `beside` that are said in some videos."""
    with sent_together():
        rows = _FOLLOWING.ask(titles) if titles else list
        more = _FOLLOWING_IN.ask(beside, videos) if beside and videos else list
    return {key: Place._make(place) for key, *place in (*rows(), *more())}


def load_bynames(entity: str = "") -> dict[str, str]:
    """Every byname, or those that an entity holds, and the key of the title that it follows."""
    tied = _BYNAMES.filter(id__in=Tie.objects.order_by().values("key"))
    return dict((tied.filter(holder=entity) if entity else tied).values_list("id", _TITLE).iterator())


def _list_tied(titles: RawSQL) -> QuerySet[Tie, Any]:
    return Tie.objects.filter(title__in=titles).order_by().values("key")
