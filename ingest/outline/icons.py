"""Picks an icon (a Lucide name) for a sentence by its words. A table, and a look-up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ingest.records import EntityType

DEFAULT_ICON = "message-circle"

_TABLE: Mapping[str, str] = {
    "zap": "fast faster speed quick quickly instant latency realtime accelerate seconds second",
    "cpu": "chip chips hardware gpu gpus cpu processor processors transistors silicon wafer cores core memory",
    "gauge": "benchmark benchmarks performance throughput measure measured metrics score scores tokens bandwidth",
    "shield": "security secure safe safety attack attacks vulnerability encryption privacy cybersecurity risk risks",
    "users": "people team teams community users user customers developers engineers members audience folks everyone",
    "building-2": "company companies business startup enterprise corporate firm organization",
    "calendar": "year years today week month conference event events deadline date launch schedule",
    "book-open": "book books read reading paper papers article chapter documentation docs learn learning study",
    "globe": "web internet world global website browser country countries online network http",
    "code": "code coding programming software developer python javascript function library compiler programs api",
    "database": "data database databases storage sql table tables dataset query queries index pandas",
    "brain": "model models ai neural intelligence thinking mind cognitive brain llm llms reasoning empathy emotion",
    "trending-up": "growth grow growing increase increased rise scale scaling revenue improve improved better",
    "trending-down": "reduce reduced less decrease drop dropped fall fewer lower cut cuts",
    "scale": "versus compare compared comparison trade-off trade-offs tradeoff balance law legal difference fair",
    "lightbulb": "idea ideas insight imagine think concept invent innovation discover",
    "rocket": "release released releases ship shipping launched announce announced introduces deploy",
    "mic": "podcast show episode interview host guest listeners listen welcome talk",
    "wrench": "fix tool tools build building built maintain debug repair configure engineering infrastructure",
    "dollar-sign": "dollar dollars euro euros usd eur",
    "handshake": "partner partners partnership agreement deal together collaborate collaboration",
    "cloud": "cloud aws azure server servers kubernetes containers hosting",
    "git-branch": "open-source github git repository commit branch fork contributors contribute",
    "flask-conical": "research experiment experiments test tests testing study science scientist lab",
    "triangle-alert": "problem problems fail failed failure bug bugs error errors wrong broken limit limits bad",
    "clock": "time minutes hours hour slow wait waiting long history later",
    "heart": "love feel feeling feelings care relationship relationships health compassion",
    "graduation-cap": "teach teaching school university student students course courses training practice education",
    "map-pin": "city place here located lives live country",
    "music": "music song songs sound audio",
    "gamepad-2": "game games gaming play player",
    "eye": "see look looking vision watch image images visual",
    "key": "key access password login authentication permission",
    "target": "goal goals focus aim purpose",
    "puzzle": "plugin plugins integrate integration extension extensions fit compatible",
    "circle-help": "question questions ask asked why",
}  # fmt: skip
_WORDS: Mapping[str, str] = {word: icon for icon, words in _TABLE.items() for word in words.split()}
_BY_TYPE: Mapping[EntityType, str] = {
    EntityType.PERSON: "users",
    EntityType.ORGANIZATION: "building-2",
    EntityType.PRODUCT: "box",
    EntityType.MEDIA: "book-open",
    EntityType.EVENT: "calendar",
    EntityType.CONCEPT: "lightbulb",
    EntityType.PLACE: "map-pin",
}

ICONS = frozenset({*_TABLE, *_BY_TYPE.values(), DEFAULT_ICON})
"""Every name that may come out."""


def choose_icon(lows: Sequence[str], *, types: Sequence[EntityType], avoid: frozenset[str] = frozenset()) -> str:
    """The icon most of the words speak for, earliest first; else that of the first entity's type.

    `avoid`: icons that stand nearby already, taken only where nothing else fits.
    """
    votes: dict[str, float] = {}
    for place, low in enumerate(lows):
        icon = _WORDS.get(low)
        if icon:
            votes[icon] = votes.get(icon, 0.0) + 1 - 0.01 * min(place, 50)
    for kind in types[:1]:
        votes[_BY_TYPE[kind]] = votes.get(_BY_TYPE[kind], 0.0) + 0.5
    ranked = sorted(votes, key=lambda icon: (icon in avoid, -votes[icon], icon))
    return ranked[0] if ranked else DEFAULT_ICON
