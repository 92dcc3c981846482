"""The wordings that state a connection outright, as a table. Holds no code that reads a transcript.

A row reads: between the name of one of `subjects` and the name of one of `objects` stands one of `cues`.
`before` and `after` are how many further words may stand between the cue and either name. With `via`, one
of these prepositions must lead to the second name. `turned`: the second name is the subject. `trust` is
how often such a wording was right on annotated talk, 0..1, guessed where it was too rare to count.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from ingest.records import EntityType


class Place(Enum):
    """Where the cue stands: between the two names, before both, or after both."""

    BETWEEN = "between"
    BEFORE = "before"
    AFTER = "after"


Types = frozenset[EntityType]

PERSON = frozenset({EntityType.PERSON})
ORG = frozenset({EntityType.ORGANIZATION})
PRODUCT = frozenset({EntityType.PRODUCT})
MEDIA = frozenset({EntityType.MEDIA})
EVENT = frozenset({EntityType.EVENT})
CONCEPT = frozenset({EntityType.CONCEPT})
PLACE = frozenset({EntityType.PLACE})
MAKER = ORG | PERSON
TEAM = ORG | PRODUCT | MEDIA
WORK = PRODUCT | MEDIA
THING = PRODUCT | CONCEPT
DOER = PERSON | ORG | PRODUCT | CONCEPT | MEDIA
ANY = frozenset(EntityType)


@dataclass(frozen=True, slots=True)
class Pattern:
    """One row. Every cue is a tuple of lower-case words."""

    predicate: str
    cues: tuple[tuple[str, ...], ...]
    subjects: Types
    objects: Types
    before: int = 3
    after: int = 3
    via: frozenset[str] = frozenset()
    turned: bool = False
    verb: bool = False
    place: Place = Place.BETWEEN
    trust: float = 0.7


def _row(predicate: str, cues: str, subjects: Types, objects: Types, **rest: object) -> Pattern:
    split = tuple(tuple(cue.split()) for cue in cues.split("|"))
    via = frozenset(str(rest.pop("via", "")).split())
    return Pattern(predicate, split, subjects, objects, via=via, **rest)  # type: ignore[arg-type]


def _verbs(predicate: str, bases: str, subjects: Types, objects: Types, **rest: object) -> Pattern:
    """A row whose cues are all forms of these verbs; followed by "by" they turn round."""
    forms = (form for base in bases.split("|") for form in conjugate(base.strip()))
    return _row(predicate, "|".join(forms), subjects, objects, verb=True, **rest)


_IRREGULAR = {
    "build": ("builds", "built", "building"),
    "make": ("makes", "made", "making"),
    "write": ("writes", "wrote", "written", "writing"),
    "run": ("runs", "ran", "running"),
    "lead": ("leads", "led", "leading"),
    "buy": ("buys", "bought", "buying"),
    "ship": ("ships", "shipped", "shipping"),
    "begin": ("begins", "began", "begun", "beginning"),
    "teach": ("teaches", "taught", "teaching"),
    "put": ("puts", "putting"),
    "beat": ("beats", "beating"),
    "hold": ("holds", "held", "holding"),
    "grow": ("grows", "grew", "growing"),
    "study": ("studies", "studied", "studying"),
    "cut": ("cuts", "cutting"),
    "let": ("lets", "letting"),
    "plug": ("plugs", "plugged", "plugging"),
    "speed": ("speeds", "sped", "speeding"),
    "back": ("backs", "backed", "backing"),
    "fit": ("fits", "fitting"),
    "host": ("hosts", "hosted", "hosting"),
    "get": ("gets", "got", "getting"),
    "give": ("gives", "gave", "given", "giving"),
    "hurt": ("hurts", "hurting"),
    "break": ("breaks", "broke", "breaking"),
    "develop": ("develops", "developed", "developing"),
    "rely": ("relies", "relied", "relying"),
    "publish": ("publishes", "published", "publishing"),
    "launch": ("launches", "launched", "launching"),
    "unveil": ("unveils", "unveiled", "unveiling"),
}


def conjugate(verb: str) -> Iterable[str]:
    """All forms of a verb, its particle after each ("run on", "runs on", …)."""
    base, _, particle = verb.partition(" ")
    forms = (base, *_IRREGULAR.get(base, _inflect(base)))
    return [f"{form} {particle}".strip() for form in forms]


def _inflect(base: str) -> tuple[str, ...]:
    if base.endswith("e"):
        return base + "s", base + "d", base[:-1] + "ing"
    return base + "s", base + "ed", base + "ing"


_HEADS = (
    "ceo|cto|coo|cfo|president|chief executive|chief scientist|chief technologist|head|director|vp|vice president"
    "|chairman|chairwoman|chair|leader"
)
_STAFF = (
    "engineer|developer|scientist|strategist|researcher|manager|professor|designer|advocate|analyst|intern"
    "|employee|architect|consultant|works|worked|working|work"
)
_FOUNDERS = "founder|co-founder|cofounder|founders|co-founders"
_BIGGER = "faster|slower|bigger|smaller|better|worse|cheaper|larger|quicker|easier|simpler|more powerful|more efficient|lighter|newer|older"

PEOPLE = (
    _row("leads", _HEADS, PERSON, ORG | EVENT, before=5, after=4, via="of at for", trust=0.85),
    _row("leads", _HEADS, ORG, PERSON, before=1, after=0, turned=True, trust=0.85),
    _verbs("leads", "lead|head up|direct", PERSON, ORG, before=3, after=3, trust=0.7),
    _row("founded", _FOUNDERS, PERSON, ORG | PRODUCT | EVENT, before=6, after=4, via="of at", trust=0.85),
    _row("founded", _FOUNDERS, ORG, PERSON, before=1, after=0, turned=True, trust=0.85),
    _verbs("founded", "found|co-found|cofound", MAKER, ORG | PRODUCT | EVENT, trust=0.85),
    _verbs("founded", "start", PERSON, ORG, before=2, after=2, trust=0.7),
    _row("works_for", _STAFF, PERSON, ORG, before=6, after=3, via="at for with from", trust=0.8),
    _row("works_for", "engineer|scientist|researcher|developer|designer|'s", ORG, PERSON, before=1, after=0, turned=True, trust=0.75),
    _verbs("works_for", "join", PERSON, ORG, before=3, after=2, trust=0.7),
    _row("works_for", "from|at|over at", PERSON, ORG, before=1, after=1, trust=0.6),
    _row("member_of", "member|part|board|fellow|maintainer", PERSON | ORG, ORG | EVENT, before=4, after=2, via="of at", trust=0.6),
    _row("created", "author|creator|inventor|writer|co-author|co-creator|maintainer", PERSON, WORK | CONCEPT, before=6, after=6, via="of behind on", trust=0.8),
    _row("created", "author|creator|inventor", WORK, PERSON, before=1, after=0, turned=True, trust=0.8),
    _verbs("created", "write|create|invent|coin|author|build|design", PERSON, WORK, before=3, after=5, trust=0.7),
    _row("created", "'s book|'s new book|'s paper|'s article|'s library|'s project", PERSON, WORK, before=0, after=2, trust=0.75),
    _row("created", "by|written by", WORK, PERSON, before=1, after=0, turned=True, trust=0.7),
    _row("hosts", "host|co-host|hosts|your host|hosting|hosted", PERSON, MEDIA | EVENT, before=3, after=2, trust=0.75),
    _row("appears_on", "on|speaking at|spoke at|talk at|speak at|keynote at|keynoted|guest on|joins us on|presented at|presenting at", PERSON, MEDIA | EVENT, before=2, after=2, trust=0.55),
    _verbs("related_to", "teach|study|work on|focus on|talk about|specialize in", PERSON, THING | PLACE, before=3, after=4, trust=0.6),
    _row("related_to", "interested in|expert in|expert on|passionate about|background in|obsessed with", PERSON, ANY - PERSON, before=4, after=3, trust=0.6),
)

BUSINESS = (
    _verbs("makes", "make|release|announce|launch|ship|develop|publish|introduce|unveil|maintain|build|create|design|open-source|roll out|own", ORG, WORK, before=4, after=6, trust=0.75),
    _verbs("makes", "make|release|announce|launch|ship|develop|publish|introduce|unveil|roll out", PRODUCT, WORK, before=2, after=3, trust=0.3),
    _row("makes", "'s", ORG, WORK, before=0, after=5, trust=0.7),
    _row("makes", "from|out of", WORK, ORG, before=2, after=1, turned=True, trust=0.6),
    _verbs("acquired", "acquire|buy|purchase|take over", MAKER, TEAM, before=3, after=3, trust=0.8),
    _row("acquired", "acquisition of|purchase of|takeover of", ORG, TEAM, before=4, after=2, trust=0.75),
    _verbs("invested_in", "invest in|fund|back|finance", MAKER, ORG | PRODUCT | EVENT, before=3, after=3, trust=0.75),
    _row("invested_in", "investment in|investor in|stake in|investors in|money into", MAKER, ORG | PRODUCT, before=6, after=2, trust=0.7),
    _verbs("partner_of", "partner with|team up with|collaborate with|ally with", MAKER, MAKER, before=4, after=2, trust=0.75),
    _row("partner_of", "partnership|deal|agreement|contract|collaboration|alliance|partners", MAKER, MAKER | PRODUCT, before=6, after=6, via="with", trust=0.75),
    _row("partner_of", "deal|partnership|agreement|collaboration|contract|alliance", ORG, ORG, place=Place.BEFORE, after=3, trust=0.7),
    _row("partner_of", "deal|partnership|agreement|collaboration|partners|partnered|teamed up|joined forces|contract", ORG, ORG, place=Place.AFTER, before=5, trust=0.7),
    _row("partner_of", "brought to you by|sponsored by", MEDIA, TEAM, before=4, after=2, turned=True, trust=0.75),
    _row("partner_of", "customer of|client of|supplier of|reseller of|supplies|supplier to", ORG, ORG, before=3, after=1, trust=0.6),
)

THINGS = (
    _verbs("uses", "run on|run in|build on|rely on|depend on|switch to|move to|migrate to|adopt|deploy on|host on|sit on", DOER | EVENT, THING, before=4, after=4, trust=0.7),
    _row("uses", "built in|built with|written in|powered by|runs with|made with|hosted on|served on|served from|deployed to|implemented in|works on|runs entirely on|runs on top of|run on top of|built on top of", DOER, THING, before=4, after=4, trust=0.7),
    _verbs("uses", "use|deploy|leverage|utilize", MAKER | PRODUCT | MEDIA, THING, before=3, after=4, trust=0.65),
    _verbs("uses", "use|require", CONCEPT, THING, before=2, after=3, trust=0.45),
    _row("uses", "powers|powering|drives", THING, PRODUCT, before=2, after=2, turned=True, trust=0.55),
    _row("based_on", "based on|based upon|forked from|inspired by|derived from|fork of|version of|variant of|descendant of|distilled from|relative of|sibling of|successor to|successor of", THING | MEDIA, THING | MEDIA, before=5, after=3, trust=0.65),
    _row("competes_with", "competes with|competes against|compete with|competing with|rival of|rivals|rival to|alternative to|competitor to|competitor of|versus|vs|compared to|compared with|instead of|rather than|as opposed to|unlike|in contrast to|than|against", PRODUCT | ORG, PRODUCT | ORG, before=5, after=3, trust=0.6),
    _row("competes_with", "versus|vs|as opposed to|alternative to|in contrast to|replaces|replacing", CONCEPT | PRODUCT, CONCEPT | PRODUCT, before=4, after=3, trust=0.5),
    _verbs("competes_with", "replace|outperform|beat|surpass", PRODUCT | ORG, PRODUCT | ORG, before=3, after=3, trust=0.6),
    _row("competes_with", "times the size|times the area|times larger|times bigger|times faster|" + _BIGGER, PRODUCT | ORG, PRODUCT | ORG, before=6, after=4, via="of than as", trust=0.65),
    _row("competes_with", "difference between|compare|comparing|comparison between|choice between|choose between", ANY - PERSON - PLACE, ANY - PERSON - PLACE, place=Place.BEFORE, after=2, trust=0.65),
    _row("competes_with", "from|away from", PRODUCT | CONCEPT, PRODUCT | CONCEPT, place=Place.BEFORE, after=4, via="to", trust=0.55),
    _row("integrates_with", "integrates with|integrate with|integrated with|integrated into|integration with|plugs into|connects to|compatible with|works with|plugin for|plug-in for|extension for|interoperates with|talks to", PRODUCT, PRODUCT, before=3, after=3, trust=0.65),
    _verbs("supports", "support|enable|offer|provide|include", PRODUCT | ORG, CONCEPT, before=3, after=5, trust=0.55),
    _row("supports", "support for|comes with|ships with|designed for|made for|meant for|built for|good for|great for|ideal for|suited for|suited to|platform for|library for|tool for|tools for|framework for|helps with", PRODUCT | ORG | CONCEPT, CONCEPT, before=5, after=4, trust=0.5),
    _verbs("improves", "improve|accelerate|boost|speed up|optimize|simplify", THING | ORG, CONCEPT | PRODUCT, before=3, after=4, trust=0.5),
    _verbs("improves", "reduce|cut|eliminate|solve|fix|lower", THING, CONCEPT, before=3, after=4, trust=0.45),
    _verbs("limits", "limit|harm|threaten|hurt|block|constrain|restrict|prevent", THING, THING, before=3, after=4, trust=0.45),
    _row("instance_of", "is a kind of|is a form of|is a type of|is one of the|is one of|kind of|form of|type of|example of|variation of|is just a|is also a|is an|is a|are a|are a kind of|was a", DOER, CONCEPT, before=0, after=3, trust=0.45),
    _row("instance_of", "called|named|such as|like|including|namely|e.g|for example|for instance", CONCEPT, PRODUCT | CONCEPT, before=2, after=1, turned=True, trust=0.55),
    _row("instance_of", "and other|or other|and similar", PRODUCT | CONCEPT, CONCEPT, before=1, after=2, trust=0.65),
    _row("part_of", "part of|component of|piece of|feature of|feature in|module in|module of|belongs to|division of|subsidiary of|section of|chapter of|one of the services in|subset of|unit of", ANY, ANY, before=5, after=3, trust=0.6),
    _row("part_of", "consists of|is made up of|contains|comprises|is composed of", ANY - PERSON, ANY - PERSON, before=3, after=4, turned=True, trust=0.5),
    _row("about", "about|covers|discusses|explores|is on|describes|on the topic of", MEDIA | EVENT, ANY - MEDIA, before=6, after=4, trust=0.6),
)

PLACES = (
    _row("located_in", "based in|located in|headquartered in|lives in|live in|living in|moved to|from|born in|out of|grew up in|over in", PERSON | ORG | MEDIA | EVENT, PLACE, before=5, after=2, trust=0.65),
    _row("located_in", "in", ORG | EVENT | PLACE, PLACE, before=1, after=2, trust=0.5),
    _row("happened_at", "took place in|held in|held at|happening in|takes place in|hosted in|hosted at|takes place at", EVENT, PLACE | ORG | EVENT, before=4, after=2, trust=0.7),
)

PATTERNS: tuple[Pattern, ...] = (*PEOPLE, *BUSINESS, *THINGS, *PLACES)
