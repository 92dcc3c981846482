"""Finds where one of the wordings of `cues` joins two names of a sentence.

Decides whether a wording fits its place; knows nothing of probabilities beyond the wording's own trust.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest.language.words import word_set
from ingest.records import EntityType
from ingest.relate.cues import HEADS, Pattern, Place
from ingest.relate.fit import aside_length, fit_between
from ingest.relate.following import says_what_for
from ingest.relate.hit import Hit, find_cues
from ingest.relate.leading import find_leading
from ingest.relate.misled import is_misled
from ingest.relate.said import Said
from ingest.relate.shapes import match_shapes
from ingest.relate.talk import Naming, Talk

REACH = 18
MOST_PARTNERS = 8
_BEFORE_A_CLAUSE = word_set("and but so then when while because if that though since where until after before")
_DOING = word_set("works work working taught teaches went lives hosts hosting spoke speaks")
_PRONOUN_TRUST = 0.8


def find_hits(talk: Talk, *, namings: Sequence[Naming]) -> Iterator[Hit]:
    """Every wording that joins two of `namings` (in order; pronouns may be among them) within a sentence."""
    for number, left in enumerate(namings):
        for step, right in enumerate(namings[number + 1 : number + 1 + MOST_PARTNERS]):
            if right.sentence != left.sentence or right.first - left.last > REACH:
                break
            if right.entity != left.entity:
                inner = namings[number + 1 : number + 1 + step]
                yield from _match_pair(talk, left=left, right=right, inner=inner)


def _match_pair(talk: Talk, *, left: Naming, right: Naming, inner: Sequence[Naming]) -> Iterator[Hit]:
    words = talk.words(left.last, right.first)
    types = (talk.type_of(left), talk.type_of(right))
    for pattern, begin, end in find_cues(words, Place.BETWEEN):
        if _is_joined(words[:begin], gerund=pattern.verb and words[begin].endswith("ing")):
            continue
        skipped = _skip_shared(talk, pattern, left=left, inner=inner, words=words[: begin + 1])
        turned = fit_between(pattern, types=types, words=words[skipped:], cue=(begin - skipped, end - skipped))
        said = Said(words[:begin], words[begin:end], words[end:])
        if turned is None or is_misled(talk, pattern, left=left, right=right, said=said):
            continue
        between = inner if not skipped else [naming for naming in inner if naming.first - left.last >= end]
        if _inner_allowed(talk, ends=(left, right), inner=between, cue=(begin, end), words=words):
            if pattern.predicate == "instance_of" and not turned and says_what_for(talk, right):
                yield Hit(left, "supports", right, pattern.trust, f"wording: {' '.join(words[begin:end])} … tool")
                continue
            yield _make_hit(left, right, pattern, turned=turned, cue=" ".join(words[begin:end]))
    if not inner:
        yield from match_shapes(talk, left=left, right=right)


def _is_joined(words: Sequence[str], *, gerund: bool = False) -> bool:
    """Whether nothing but "and" leads to the cue: then what was done before by another is done on by that one. So it
    is wherever "and" leads to a gerund: "who make A or building on B"."""
    near = [word for word in words if not word.endswith("ly")]
    return (near if not gerund else near[-1:]) in (["and"], [",", "and"], ["-", "and"], ["or"])


def _skip_shared(talk: Talk, pattern: Pattern, *, left: Naming, inner: Sequence[Naming], words: Sequence[str]) -> int:
    """How many of the words before a cue tell what else the first name does: "Roe was born in Lima, made Rocket and
    works" shares its subject with "works" where nothing that is named there could be that. 0 where it does not.

    `words` end with the first of the cue, which must be a verb: anything else speaks of what was named before it.
    """
    *told, cue = words
    before = [naming for naming in inner if naming.last - left.last <= len(told)]
    doing = pattern.verb or cue.endswith("ed") or cue in _DOING
    if not before or pattern.turned or not doing:
        return 0
    rest = told[before[-1].last - left.last :]
    does = (_is_joined(rest) or rest == [","]) and talk.type_of(left) in pattern.subjects
    alone = all(talk.type_of(naming) not in pattern.subjects for naming in before)
    return len(told) if does and alone and _opens_clause(find_leading(talk, left)) else 0


def _opens_clause(leading: str) -> bool:
    """Whether what stands before a name leaves it to be the one who does what follows."""
    return not leading or not leading[0].isalpha() or leading in _BEFORE_A_CLAUSE


def _make_hit(left: Naming, right: Naming, pattern: Pattern, *, turned: bool, cue: str) -> Hit:
    subject, obj = (right, left) if turned else (left, right)
    trust = pattern.trust * (_PRONOUN_TRUST if left.pronoun or right.pronoun else 1.0)
    return Hit(subject, pattern.predicate, obj, trust, f"wording: {cue}")


def _inner_allowed(
    talk: Talk, *, ends: tuple[Naming, Naming], inner: Sequence[Naming], cue: tuple[int, int], words: Sequence[str]
) -> bool:
    """Names in between break the wording, unless they are ideas in or right before it, say where, or qualify the
    second. Of a thing that is named twice the nearer naming counts."""
    left, right = ends
    aside = aside_length(words[: cue[0]])
    for naming in inner:
        if naming.entity == right.entity:
            return False
        begin, end = naming.first - left.last, naming.last - left.last
        kind = talk.type_of(naming)
        of_cue = kind is EntityType.CONCEPT and begin < cue[1] and end > cue[0] - (words[cue[0]] in HEADS)
        if end <= aside or of_cue or kind is EntityType.PLACE:
            continue
        qualifies = begin >= cue[1] and (
            words[end : end + 1] == ["'s"] or kind is EntityType.CONCEPT or (end == len(words) and not right.pronoun)
        )
        if not qualifies:
            return False
    return True
