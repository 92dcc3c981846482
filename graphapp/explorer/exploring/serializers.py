"""What may be asked of the exploring call and what it answers, for the API's description and checks."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from graphapp.explorer.exploring.wish import MOST_SEEDS, MOST_WEIGHT, SIZES, TYPES
from graphapp.web.choosing import SomeOf
from ingest.ontology import load_ontology

PREDICATES = sorted(load_ontology().predicates)


class ExploreQuery(serializers.Serializer[Any]):
    """The parameters of the page's address that say what is there. Several may be given together."""

    e = serializers.ListField(
        child=serializers.CharField(max_length=200),
        required=False,
        help_text=f"Slugs or ids to begin with, {MOST_SEEDS} at most.",
    )
    q = serializers.CharField(required=False, allow_blank=True, help_text="Begin with what a search finds.")
    topic = serializers.CharField(required=False, help_text="A topic's slug.")
    video = serializers.CharField(required=False, help_text="A video's slug or id.")
    channel = serializers.CharField(required=False, help_text="A channel's whole name.")
    speaker = serializers.CharField(required=False, help_text="A speaker's whole name.")
    type = SomeOf(choices=TYPES, required=False, help_text="One or several types.")
    predicate = SomeOf(choices=PREDICATES, required=False, help_text="One or several.")
    since = serializers.DateField(required=False, help_text="Said in videos published on this day or later.")
    until = serializers.DateField(required=False, help_text="Published on this day or before.")
    sure = serializers.IntegerField(required=False, min_value=0, max_value=99, help_text="Least confidence, percent.")
    weight = serializers.IntegerField(
        required=False, min_value=0, max_value=MOST_WEIGHT, help_text="Stated at least so often."
    )
    review = serializers.ChoiceField(["approved"], required=False)
    size = serializers.ChoiceField(SIZES, required=False, help_text="How many entities to begin with.")
    open = serializers.CharField(required=False, help_text="Entities whose neighbours are added, with commas between.")
    layout = serializers.CharField(required=False, help_text="“time” adds the first day of each entity.")


class ExploreShape(serializers.Serializer[Any]):
    """Rows instead of objects, since there may be thousands; “place” means the place in `nodes`."""

    title = serializers.CharField(help_text="What it is about, in a few words.")
    nodes = serializers.ListField(
        child=serializers.ListField(child=serializers.JSONField()),
        help_text="slug, name, type, mentions, relations in the library, rank 0..1, community or -1, x, y, first day.",
    )
    edges = serializers.ListField(
        child=serializers.ListField(child=serializers.JSONField()),
        help_text="permanent, source place, target place, place in predicates, polarity, weight, confidence, approved.",
    )
    predicates = serializers.ListField(child=serializers.JSONField(), help_text="[predicate, in words].")
    groups = serializers.ListField(child=serializers.JSONField(), help_text="Communities: [name, size].")
    seeds = serializers.ListField(child=serializers.IntegerField(), help_text="Places of what was asked for.")
    opened = serializers.ListField(child=serializers.JSONField(), help_text="[place, [places it brought]].")
    edge_count = serializers.IntegerField(help_text="All connections among the nodes; `edges` has the strongest.")
    truncated = serializers.BooleanField(
        help_text="More entities are there than the size allows, or more were asked for."
    )
    videos = serializers.IntegerField(allow_null=True, help_text="In how many videos was looked; null: in all.")
    videos_cut = serializers.BooleanField(help_text="More videos would fit; the newest were looked at.")
