"""Whether a listed form, as it is written in text with capitals, can stand for its entry.

Looks at letters and at the next word only; which forms are everyday words is for `lexical` to say.
"""

from __future__ import annotations

from ingest.extract.builtin.gazetteer import Form
from ingest.extract.builtin.talk import Place
from ingest.extract.builtin.words import ARTICLES, CUTTING, NUMBERS, POSTS, WORK_CUES
from ingest.language.background import load_background
from ingest.language.parts import NOUN, tag_word
from ingest.language.tokens import Run
from ingest.language.words import word_set
from ingest.records import EntityType

_LETTERS = 5
_MODEL_DIGITS = 3
_SEEN = 2
_ONE = (("a",), ("an",))
_ALWAYS = 0.99
_ARTICLE_AND_WORD = 2
_SHOUTED = 3
_SHOUTED_TOO = word_set("ARM VIM LUA ADA GIT")
"""Names that are often written in capitals though they are none of initials."""
_MOSTLY_SMALL = 0.5
_PAIR = 2
_LISTING = ((",",), ("or",), ("and",))
_WORKS = WORK_CUES | word_set("magazine")
_NO_PART = CUTTING | ARTICLES | POSTS


def is_respelled(form: Form, surface: str) -> bool:
    """Whether a word stands for an acronym that is only another name of the entry: “Als” is no ALS, “Wow” no WoW, and
    “CDs” are several of CD, not CDS."""
    if len(form.lows) > 1 or surface == form.text:
        return False
    alias = form.text != form.entry.name
    if form.text.isupper():
        several = form.text.endswith("S") and surface[:-1].isupper()
        return several or (alias and not surface.removesuffix("s").isupper())
    return alias and len(form.text) <= _SHOUTED and form.text.isalpha() and not form.text[1:].islower()


def is_shouted(form: Form, surface: str) -> bool:
    """Whether a short everyday name is written as initials are: “UV” is hardly uv, nor “IO” a moon."""
    short = len(form.lows) == 1 and 1 < len(surface) <= _SHOUTED and form.common and form.text == form.entry.name
    return short and surface.isupper() and not form.text.isupper() and surface not in _SHOUTED_TOO


def is_small_title(form: Form, surface: str) -> bool:
    """Whether two words that are mostly written small are so here: “a taxi driver” is no film."""
    if len(form.lows) != _PAIR or form.entry.known or form.entry.type is EntityType.CONCEPT or not surface.islower():
        return False
    shares = [load_background().capital_share(low) for low in form.lows if low.isalpha()]
    telling = form.text.islower() or form.lows[-1] in _WORKS
    return not telling and all(share is not None and share < _MOSTLY_SMALL for share in shares)


def is_longer_title(form: Form, run: Run, place: Place) -> bool:
    """Whether an article and a capital only begin what is named: “the Pacific Coast” is no ocean."""
    following = "".join(run.words[place.last : place.last + 1])
    joins = following.istitle() and following.replace("-", "").isalpha() and following.lower() not in _NO_PART
    return is_thing_at_hand(form) and not form.entry.known and joins and len(following) > 1


def is_cut_off(form: Form, run: Run, place: Place) -> bool:
    """Whether an everyday word or an acronym is only part of what is written: “Prime Minister”, “RTX 4070”,
    “Fortune 100”."""
    if len(form.lows) > 1 or form.entry.known or place.last == len(run):
        return False
    following = run.words[place.last]
    if form.text.isupper() and form.text != form.entry.name and following.isdecimal():
        return len(following) >= _MODEL_DIGITS
    if form.common and form.entry.type is EntityType.MEDIA and following.isdecimal():
        return True
    joins = following.istitle() and following.isalpha() and following.lower() not in _NO_PART
    return form.common and joins and len(following) > 1


def is_one_of_many(form: Form, run: Run, place: Place) -> bool:
    """Whether somebody or something is one of those that are called so: “a native New Yorker” is no magazine."""
    bare = form.entry.name.removeprefix("The ") != form.entry.name and form.lows[0] != "the"
    before = run.lows[max(0, place.first - 2) : place.first]
    counted = before[-1:] in _ONE or (before[:1] in _ONE and before[-1].isalpha())
    return bare and counted and not "".join(run.lows[place.last : place.last + 1]).isalpha()


def is_mere_letter(form: Form, run: Run, place: Place) -> bool:
    """Whether a letter is only counted or listed: “the three C's”, “A, B or C” are no languages."""
    if len(form.lows) > 1 or len(form.lows[0]) > 1 or form.entry.known or not form.lows[0].isalpha():
        return False
    before = run.lows[max(0, place.first - 2) : place.first]
    counted = run.lows[place.last : place.last + 1] == ("'s",) and not NUMBERS.isdisjoint(before[-1:])
    return counted or (before[:1] == (chr(ord(form.lows[0]) - 1),) and before[1:] in _LISTING)


def is_first_of_two(form: Form, run: Run, place: Place) -> bool:
    """Whether an article and a word only begin what is meant: “the web client” is not the web."""
    following = run.lows[place.last : place.last + 1]
    return (
        is_thing_at_hand(form) and bool(following) and not following[0].endswith("s") and tag_word(following[0]) == NOUN
    )


def may_be_small(form: Form) -> bool:
    """Whether what is written without capitals can hardly be anything but the name: “influxdb”, but no “mitre”.

    Of several words all but a title with its article: “the crown” may be any.
    """
    if len(form.lows) > 1:
        return not (form.lows[0] in ARTICLES and form.entry.name.startswith("The "))
    low = form.lows[0]
    if len(low) < _LETTERS and low.isalpha():
        return False
    return not _is_plain(form) or load_background().count_of(low).capital > _SEEN


def is_thing_at_hand(form: Form) -> bool:
    """Whether it is an article and one word, so that any sun and any moon are called so."""
    return len(form.lows) == _ARTICLE_AND_WORD and form.lows[0] in ARTICLES


def is_seen_small(form: Form) -> bool:
    """Whether talks write the word without its capital now and then: “intel” may be what spies bring home."""
    share = load_background().capital_share(form.lows[0])
    return len(form.lows) == 1 and _is_plain(form) and share is not None and share < _ALWAYS


def _is_plain(form: Form) -> bool:
    return form.lows[0].isalpha() and (form.text.istitle() or form.text.isupper())
