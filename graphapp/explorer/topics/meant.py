"""Topics that may be meant where none is called as was typed. Reads only."""

from __future__ import annotations

from heapq import nsmallest

from graphapp.explorer.meant import MEANT
from graphapp.graph.likeness import SHORTEST, find_like
from graphapp.videos.browsing import name_topics
from graphapp.videos.models import Topic
from ingest.ids import fold_name


def list_meant(text: str) -> list[tuple[str, str]]:
    """(slug, name), those first that look most alike. All topics are compared, by their slugs, which are folded."""
    folded = fold_name(text)
    if len(folded) < SHORTEST:
        return []
    slugs = list(Topic.objects.order_by().values_list("slug", flat=True).distinct())
    alike = find_like(folded, [slug.replace("-", " ") for slug in slugs])
    best = [slugs[place] for place in nsmallest(MEANT, alike, key=lambda place: (-alike[place], slugs[place]))]
    names = name_topics(best)
    return [(slug, names.get(slug, slug)) for slug in best]
