"""Topics that may be meant where none is called as was typed. Reads only."""

from __future__ import annotations

from functools import reduce
from heapq import nsmallest
from operator import or_

from django.db.models import CharField, Q, Value
from django.db.models.functions import Concat

from graphapp.explorer.meant import MEANT
from graphapp.graph.likeness import cut_pieces, find_like
from graphapp.videos.models import Topic
from graphapp.videos.reading.browsing import name_topics
from ingest.ids import fold_name


def list_meant(text: str) -> list[tuple[str, str]]:
    """(slug, name), those first that look most alike. Topics are compared by their slugs, which are folded, and only
    those that hold a piece of what was typed: a large library has a hundred thousand."""
    folded = fold_name(text)
    pieces = [piece.replace(" ", "-") for piece in cut_pieces(folded)]
    if not pieces:
        return []
    bounded = Topic.objects.annotate(bounded=Concat(Value("-"), "slug", Value("-"), output_field=CharField()))
    holding = bounded.filter(reduce(or_, [Q(bounded__contains=piece) for piece in pieces]))
    slugs = list(holding.order_by().values_list("slug", flat=True).distinct())
    alike = find_like(folded, [slug.replace("-", " ") for slug in slugs])
    best = [slugs[place] for place in nsmallest(MEANT, alike, key=lambda place: (-alike[place], slugs[place]))]
    names = name_topics(best)
    return [(slug, names.get(slug, slug)) for slug in best]
