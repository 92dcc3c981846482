"""Which predicates two names that stand together must not be guessed to have, by the words around them.

Refuses only; guesses nothing itself.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise

from ingest.ids import fold_name
from ingest.language.gatherings import is_gathering
from ingest.language.words import word_set
from ingest.records import Entity, EntityType
from ingest.relate.features import name_rarity
from ingest.relate.following import is_of_another_firm, qualifies
from ingest.relate.leading import find_leading
from ingest.relate.pairs import Meeting
from ingest.relate.talk import Naming, Talk

_RARE = 0.55
_OTHER_DEEDS = word_set(
    "he she sell sells sold rent rents rented offer offers offered support supports supported teach teaches taught"
)
_RUNS = word_set("run runs ran running host hosts hosted put puts")
_APART = word_set("from without through like than")
_OTHER_CLAUSE = word_set("and ;")
_DEEDS = word_set("created founded makes acquired")
_POSTS = word_set("works_for leads")
_DOINGS = word_set("uses hosts created")
_PEOPLE = frozenset({EntityType.PERSON})
_OWNERS = _PEOPLE | {EntityType.ORGANIZATION}
_ADDRESSING = word_set("you your you're you've you'd you'll let what")
_PAUSES = word_set(", . ? ! : ; - – —")
_OPENERS = word_set("and so but well maybe yeah yes okay ok right no now")
_SAYING_WHO = word_set("who whose a an the our my his her its from of at as in welcome thank thanks")
_PUBLISHED = word_set("in from through")
_GETTING = word_set("has had have got get gets getting")
_LEADING_AWAY = word_set("in at from for of about through by on into around to")
_MAKERS = word_set("founder co-founder cofounder creator co-creator maker author co-author inventor")
_BEFORE_A_CLAUSE = word_set("because but so then when while if that though since until")
_JOINING = word_set("and but so because while when or")
_SUBJECTS = word_set("the this that these those i we you my your our their its")
_SELLING = word_set("sold sells sell bought buys buy")
_WHEREABOUTS = word_set("at in near from inside outside")
_MEASURES = word_set(
    "one two three four five six seven eight nine ten twelve twenty thirty forty fifty sixty hundred hundreds thousand"
    " thousands million millions billion billions second seconds minute minutes hour hours day days week weeks month"
    " months year years decade decades century metre metres meter meters centimetre centimetres millimetre millimetres"
    " nanometre nanometres kilometre kilometres mile miles foot feet inch inches gram grams kilo kilos kilogram"
    " kilograms ton tons dollar dollars euro euros percent bit bits byte bytes"
)


def may_guess(talk: Talk, meeting: Meeting, *, predicate: str, backward: bool) -> bool:
    """Whether the words allow it. `backward`: the second name is the subject."""
    subject, obj = (meeting.second, meeting.first) if backward else (meeting.first, meeting.second)
    if _is_said_to(talk, subject, predicate=predicate) or _is_said_to(talk, obj, predicate=predicate):
        return False
    if predicate == "located_in" or predicate in _DEEDS | _POSTS:
        return not _is_told_otherwise(talk, meeting, obj, predicate=predicate, backward=backward)
    if predicate == "uses":
        return not _is_no_use(talk, meeting, backward=backward)
    if predicate == "appears_on":
        return _may_appear(talk, meeting, who=subject, stage=obj)
    if predicate == "competes_with":
        return _are_alike(talk, subject, obj)
    # What a show or a paper is named with is seldom what it is about.
    return predicate != "about" or talk.type_of(subject) is not EntityType.MEDIA


def _is_told_otherwise(talk: Talk, meeting: Meeting, obj: Naming, *, predicate: str, backward: bool) -> bool:
    """Whether the words between tell it of somebody else, or something else of the two."""
    if predicate == "located_in":
        # "In Lima, and with me is Roe": where somebody else is. An idea is nowhere.
        apart = backward and not _OTHER_CLAUSE.isdisjoint(_words_between(talk, meeting))
        idea = talk.type_of(meeting.second if backward else meeting.first) is EntityType.CONCEPT
        return idea or apart or _has_between(talk, meeting, _OWNERS)
    if predicate in _DEEDS and ((not backward and _is_led_away(talk, meeting)) or qualifies(talk, obj)):
        return True
    if predicate in _POSTS and (_is_deal(talk, meeting) or is_of_another_firm(talk, obj)):
        return True
    return _is_of_another(talk, meeting)


def _is_said_to(talk: Talk, naming: Naming, *, predicate: str) -> bool:
    return _is_called(talk, naming) or (predicate in _DOINGS and _is_addressed(talk, naming))


def _is_addressed(talk: Talk, naming: Naming) -> bool:
    """Whether somebody is spoken to, and what is said is asked or told: "Jane, what do people use A for?"."""
    if talk.type_of(naming) is not EntityType.PERSON:
        return False
    begin, end = talk.tokens_of(naming.sentence)
    opens = naming.first == begin or talk.tokens[naming.first - 1].word in _PAUSES | _OPENERS
    closes = naming.last == end or talk.tokens[naming.last].word in _PAUSES
    return opens and closes and not _ADDRESSING.isdisjoint(talk.words(begin, end))


def _is_called(talk: Talk, naming: Naming) -> bool:
    """Whether another speaker is called by name, and what is said is asked or told of others: "Roe, I was in A", "on
    A, Roe"; but not "Roe, you are at A", "Roe, a friend of A"."""
    speaker = talk.speakers.get(talk.speaker_at(naming.start) or "")
    if speaker == naming.entity or naming.entity not in talk.speakers.values():
        return False
    begin, end = talk.tokens_of(naming.sentence)
    ahead, after = talk.words(begin, naming.first), talk.words(naming.last, end)
    if not set(ahead) <= _OPENERS | _PAUSES:
        return ahead[-1] == "," and set(after) <= _PAUSES
    return after[:1] == [","] and (_ADDRESSING | _SAYING_WHO).isdisjoint(after[1:2])


def _may_appear(talk: Talk, meeting: Meeting, *, who: Naming, stage: Naming) -> bool:
    """Nobody appears on what they listen to, are only published in, or where "Roe and I" were."""
    begin, end = talk.tokens_of(who.sentence)
    listens = _is_addressed(talk, who) and "listening" in talk.words(begin, end)
    published = talk.type_of(stage) is EntityType.MEDIA and find_leading(talk, stage) in _PUBLISHED
    speaking = who is meeting.first and ("and", "i") in pairwise(_words_between(talk, meeting))
    return _is_stage(talk.entities[stage.entity]) and not (listens or published or speaking)


def _is_deal(talk: Talk, meeting: Meeting) -> bool:
    """ "sold the company to A", "had a printer from A"."""
    between = _words_between(talk, meeting)
    got = not _GETTING.isdisjoint(between) and find_leading(talk, meeting.second) == "from"
    return got or not _SELLING.isdisjoint(between)


def _is_stage(entity: Entity) -> bool:
    """A show, a book or a conference: nobody appears on a war."""
    words = fold_name(entity.name).split()
    return entity.type is not EntityType.EVENT or any(is_gathering(word) for word in words)


def _are_alike(talk: Talk, one: Naming, other: Naming) -> bool:
    types = {talk.type_of(one), talk.type_of(other)}
    return len(types) == 1 or types == {EntityType.ORGANIZATION, EntityType.PRODUCT}


def _is_led_away(talk: Talk, meeting: Meeting) -> bool:
    """Whether the second name is only come to: "published in Rocket", but not "founder and head of Rocket"."""
    leading = find_leading(talk, meeting.second)
    made = leading == "of" and not _MAKERS.isdisjoint(_words_between(talk, meeting))
    return leading in _LEADING_AWAY and not made


def _is_of_another(talk: Talk, meeting: Meeting) -> bool:
    """Whether somebody else acts between the two: "Jane was at Acme, and the lab got a printer from Bolt", "Jane got it
    from John at Acme"."""
    between = _words_between(talk, meeting)
    begun = [after for word, after in pairwise(between[1:]) if word in _JOINING]
    own = find_leading(talk, meeting.second) in _BEFORE_A_CLAUSE or between[-2:] == [",", "and"]
    own = own or not _SUBJECTS.isdisjoint(begun)
    return own or _has_between(talk, meeting, _PEOPLE)


def _words_between(talk: Talk, meeting: Meeting) -> list[str]:
    return talk.words(meeting.first.last, meeting.second.first)


def _has_between(talk: Talk, meeting: Meeting, kinds: frozenset[EntityType]) -> bool:
    first = bisect_left(talk.namings, meeting.first.end, key=lambda naming: naming.start)
    last = bisect_left(talk.namings, meeting.second.start, key=lambda naming: naming.start)
    return any(talk.type_of(naming) in kinds for naming in talk.namings[first:last])


def _is_no_use(talk: Talk, meeting: Meeting, *, backward: bool) -> bool:
    """Whether nothing can be used there: a bare notion or measure, another's or another clause's thing, or just
    whereabouts; and whatever somebody runs on something else is not what they use.
    """
    used = talk.entities[(meeting.first if backward else meeting.second).entity]
    between = _words_between(talk, meeting)
    if used.type is EntityType.CONCEPT and (_is_generic(used) or not _MEASURES.isdisjoint(used.name.lower().split())):
        return True
    there = between[-2:-1] if between[-1:] == ["the"] else between[-1:]
    runs = not _RUNS.isdisjoint(between) and talk.words(meeting.second.last, meeting.second.last + 1) == ["on"]
    if runs or not _OTHER_DEEDS.isdisjoint(between) or find_leading(talk, meeting.first) in _APART:
        return True
    other_clause = meeting.between > 0 and "," in between and between[0] not in {",", "and"}
    return other_clause or not _WHEREABOUTS.isdisjoint(there)


def _is_generic(entity: Entity) -> bool:
    """One common word in small letters: "model", not "WebAssembly"."""
    plain = " " not in entity.name and any(form == form.lower() for form in entity.surfaces)
    return plain and name_rarity(entity.name) < _RARE
