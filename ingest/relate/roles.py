"""Who hosts the show and who is its guest, by how people introduce themselves and each other.

Says nothing where no show is named.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.records import EntityType
from ingest.relate.hit import Hit
from ingest.relate.talk import Naming, Talk

_WELCOME_CUES = ("welcome to", "welcome back to", "listening to", "episode of")
_OPENING_CUES = ("welcome to", "welcome back to", "this is", "here on")
_SHOW_CUES = (
    "welcome to",
    "welcome back to",
    "episode of",
    "listening to",
    "this is",
    "edition of",
    "here on",
    "on to",
)
_HOST_CUES = ("i'm", "this is", "your host", "my name is", "i am", "co-host", "with me as always", "as always")
_CO_HOST_CUES = ("co-host", "as always")
_GUEST_CUES = (
    "welcome", "joined by", "joining us", "joining me", "guest", "talking to", "talking with", "speaking with",
    "here with", "thanks for coming", "thanks for joining", "sitting down with", "conversation with",
)  # fmt: skip
_MEETING_CUES = (
    "my guest", "our guest", "special guest", "guest is", "guest today is", "sat down with", "sitting down with",
)  # fmt: skip
_GUEST_AFTER = (
    "is here",
    "is with us",
    "joins us",
    "joins me",
    "is joining",
    "is our guest",
    "welcome to the show",
    "welcome back",
)
_OPENING = 0.25
_NEAR = 5
_GREETING = 4
"""Words of "welcome back to the"."""
_BESIDE = 2
"""Sentences from the show's name to its host's."""
_SOON = 12
"""Sentences from the show's name to where its hosts have said who they are."""
_FAR = 10
_JOINING = ("joining me", "joining us", "joined by", "we have")
_SUBJECT_CUES = (
    "talking about",
    "talk about",
    "topic of",
    "discussing",
    "discuss",
    "story is about",
    "dive into",
    "subject is",
)
_NO_SUBJECTS = frozenset({EntityType.PERSON, EntityType.MEDIA, EntityType.PLACE})
_SUBJECT_REACH = 150
_MOST_SUBJECTS = 3
_SUBJECT_TRUST = 0.6
_HOST_TRUST = 0.9
_GUEST_TRUST = 0.75


def find_roles(talk: Talk) -> Iterator[Hit]:
    """Hosts and guests of the show that the opening names."""
    show = _find_show(talk)
    if show is None:
        return
    introduced = _find_people(talk, ahead=_HOST_CUES, behind=())
    speaking = _find_hosts(talk, introduced, show=show)
    kept = list({naming.entity: naming for naming in reversed(speaking[:3])}.values())
    for naming in kept:
        yield Hit(naming, "hosts", show, _HOST_TRUST, "role: host")
    hosting = {naming.entity for naming in kept}
    for naming in _find_subjects(talk, show=show):
        yield Hit(show, "about", naming, _SUBJECT_TRUST, "role: subject")
    themselves = [naming for naming in introduced if _names_oneself(talk, naming) is not False]
    for naming in _find_guests(talk, hosting=hosting, themselves=themselves):
        yield Hit(naming, "appears_on", show, _GUEST_TRUST, "role: guest")


def _opening_namings(talk: Talk, *, kind: EntityType) -> Iterator[Naming]:
    limit = max(400, len(talk.tokens) * _OPENING)
    return (n for n in talk.namings if n.first < limit and talk.type_of(n) is kind)


def _find_show(talk: Talk) -> Naming | None:
    for cues in (_WELCOME_CUES, _SHOW_CUES):
        for naming in _opening_namings(talk, kind=EntityType.MEDIA):
            if _preceded(talk, naming, cues, near=_GREETING):
                return naming
    return None


def _preceded(talk: Talk, naming: Naming, cues: Sequence[str], *, near: int) -> bool:
    first, _ = talk.tokens_of(naming.sentence)
    words = " ".join(talk.words(max(first, naming.first - near), naming.first))
    return any(f" {cue} " in f" {words} " for cue in cues)


def _followed(talk: Talk, naming: Naming, cues: Sequence[str]) -> bool:
    words = " ".join(talk.words(naming.last, naming.last + _NEAR))
    return any(f" {cue} " in f" {words} " for cue in cues)


def _find_people(talk: Talk, *, ahead: Sequence[str], behind: Sequence[str]) -> list[Naming]:
    people = _opening_namings(talk, kind=EntityType.PERSON)
    return [n for n in people if _preceded(talk, n, ahead, near=_NEAR) or _followed(talk, n, behind)]


def _find_hosts(talk: Talk, introduced: Sequence[Naming], *, show: Naming) -> list[Naming]:
    """Whoever says the show's name and, with that one, who names oneself soon after and is nobody's guest. Where the
    opener names nobody, it is guests who tell who they are."""
    met = {naming.entity for naming in _find_people(talk, ahead=_MEETING_CUES, behind=("is our guest", "is my guest"))}
    hosting = [
        naming
        for naming in introduced
        if _may_host(talk, naming, show=show) and (naming.entity not in met or _is_called_host(talk, naming))
    ]
    opener = _find_opener(talk, show=show)
    if opener is None or any(naming.entity == opener for naming in hosting):
        return hosting
    named = next((naming for naming in talk.namings if naming.entity == opener), None)
    # Nobody may say the host's name: then it is the greeting that tells.
    greeting = named or replace(show, entity=opener, mention=None, pronoun="host")
    return [greeting, *(naming for naming in hosting if _is_called_host(talk, naming))]


def _is_called_host(talk: Talk, naming: Naming) -> bool:
    """“I'm your host Ada Winter”, “my name is Ada Winter, I am your host”."""
    ahead = _preceded(talk, naming, (*_CO_HOST_CUES, "host"), near=_NEAR)
    return ahead or _followed(talk, naming, ("your host", "your co-host", "your other host"))


def _names_oneself(talk: Talk, naming: Naming) -> bool | None:
    """None where nobody knows who speaks."""
    speaker = talk.speaker_at(naming.start)
    return None if speaker is None else talk.speakers.get(speaker) == naming.entity


def _may_host(talk: Talk, naming: Naming, *, show: Naming) -> bool:
    """People name themselves; a speaker who says "this is" before another's name is introducing a guest. Where nobody
    knows who speaks, a host is named beside the show: later it is the guests' turn to say who they are."""
    own = _names_oneself(talk, naming)
    if own is None:
        own = abs(naming.sentence - show.sentence) <= _BESIDE
    elif own:
        own = abs(naming.sentence - show.sentence) <= _SOON or _is_called_host(talk, naming)
    return own or _preceded(talk, naming, _CO_HOST_CUES, near=_NEAR)


def _find_opener(talk: Talk, *, show: Naming) -> int | None:
    """Whoever opens the show by its name: before that a guest's best words are often played."""
    named = (naming for naming in _opening_namings(talk, kind=EntityType.MEDIA) if naming.entity == show.entity)
    opening = next((naming for naming in named if _preceded(talk, naming, _OPENING_CUES, near=_GREETING)), show)
    speaker = talk.speaker_at(opening.start)
    return talk.speakers.get(speaker) if speaker is not None and len(talk.speakers) > 1 else None


def _find_subjects(talk: Talk, *, show: Naming) -> list[Naming]:
    """What the opening says today's talk is about."""
    reach = show.first + _SUBJECT_REACH
    near = [n for n in talk.namings if n.first <= reach and talk.type_of(n) not in _NO_SUBJECTS]
    return [n for n in near if _preceded(talk, n, _SUBJECT_CUES, near=_NEAR)][:_MOST_SUBJECTS]


def _find_guests(talk: Talk, *, hosting: set[int], themselves: Sequence[Naming]) -> list[Naming]:
    """`themselves`: people who say who they are. Where every label is somebody's name, the guests are among them."""
    named = [*_find_people(talk, ahead=_GUEST_CUES, behind=_GUEST_AFTER), *themselves]
    people = _opening_namings(talk, kind=EntityType.PERSON)
    named += [n for n in people if _preceded(talk, n, _JOINING, near=_FAR)]
    labels = {segment.speaker for segment in talk.flow.segments if segment.speaker}
    told = bool(labels) and labels <= talk.speakers.keys()
    speaking = talk.speakers.values()
    others = [n for n in named if n.entity not in hosting and (not told or n.entity in speaking)]
    return list({naming.entity: naming for naming in reversed(others)}.values())
