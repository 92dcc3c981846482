"""Tells what has the shape of a speaker's name from other words before a colon. Judges no file as a whole.

A colon alone makes no speaker: an address, a clock time, "two rules:". Which names are believed: `judging`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.language.given import is_given_name
from ingest.language.scripts import UNSPACED
from ingest.language.voices import is_voice
from ingest.language.words import word_set

_LEAD = re.compile(
    r"\s{0,40}[\[(]?([^\[\]():：\t<>|]{1,60}?(?: ?\([^()]{1,40}\))?)[\])]?\s?(?::(?:\s+|$|(?=[" + UNSPACED + "]))|：)"
)
_BRACKETED = re.compile(r"\s{0,20}[\[(]([^\[\]()]{1,30})[\])]:?\s{1,20}")
_ANY_LEAD = re.compile(r"\s{0,40}(\+?[^\W_][^:：\t<>{}=\"“”]{0,59}?)\s?(?::(?:\s+|$|(?=[" + UNSPACED + "]))|：)")
_ROLES = frozenset({"interviewer", "interviewee", "narrator", "moderator", "announcer"})
_SMALL = word_set("de da di dos van von del della el al bin ibn ter af av zu 't ’t wa")
_PARTICLES = _SMALL | word_set("do der den la le ten und and & y of the")
_TITLES = word_set("dr. dr mr. mr mrs. mrs ms. ms prof. prof st. jr. jr sr. sr phd psyd md")
_NO_NAMES = word_set(
    """
    note notes warning tip hint remember example examples question questions answer answers step steps rule rules today
    tomorrow yesterday first second third fourth last finally next now so but and or because however therefore then
    conclusion summary introduction intro outro chapter part section title subject date time location topic topics
    agenda update news breaking spoiler disclaimer correction edit source sources link links music reminder result
    results problem solution fact facts fun pro pros con cons yes no okay ok well right here there this that these those
    it its i we you he she they what why how when where who which also meanwhile again instead quote translation
    caption captions transcript transcribed subtitles subtitled credits copyright sponsor break jingle kind language
    http https ftp mailto monday tuesday wednesday thursday friday saturday sunday day week month year season
    episode option phase stage version figure table item bonus goal idea lesson chapters contents timestamps resources
    duration length runtime recorded posted published updated listen share file filename participants attendees
    speakers guests
    """
)
_SAYING = word_set(
    "i me you he she it we they who said says say saying asked asks told thought is are was were that this"
)
_MONTHS = word_set(
    """
    jan feb mar apr jun jul aug sep sept oct nov dec january february march april may june july august september october
    november december
    """
)
_YEAR = 4
NO_NAME_STARTS = word_set("my your his her our their the a an one two three four five some another")
MAX_WORDS = 6
_MAX_MARKED_WORDS = 12


def read_lead(line: str) -> tuple[str, str] | None:
    """What stands before the first colon, where it has the shape of a name, and the words after it.

    In brackets the label of a voice or a given name needs no colon: "(speaker 0)", "[ADA]", but not "[MUSIC]".
    """
    bracketed = _read_bracketed(line)
    if bracketed:
        return bracketed
    if ":" not in line[:90] and "：" not in line[:90]:
        return None
    match = _LEAD.match(line[:200])
    if match is None or not looks_like_name(match[1]):
        return None
    return match[1].strip(), line[match.end() :] if match.end() < 200 else line[match.end() :].lstrip()


def _read_bracketed(line: str) -> tuple[str, str] | None:
    match = _BRACKETED.match(line[:60])
    if match is None or not (is_label(match[1]) or _is_called(match[1])):
        return None
    return match[1][0].upper() + match[1][1:], line[match.end() :]


def _is_called(name: str) -> bool:
    """Whether it is a given name, alone or with a surname."""
    return looks_like_name(name) and is_given_name(re.split(r"[\s-]", name.lower())[0])


def read_short_lead(line: str) -> tuple[str, str] | None:
    """The same for what has no shape of a name but may be one on a screen: "sam", "iPad", "bob.smith".

    Only `choose_short_leads` can tell whether it is.
    """
    match = _ANY_LEAD.match(line[:200]) if ":" in line[:90] or "：" in line[:90] else None
    words = match[1].split() if match else []
    if not 0 < len(words) <= MAX_WORDS or _is_no_name(words[0]) or words[-1][-1] in "?!;…":
        return None
    named = match is not None and (match[1].startswith("+") or any(map(str.isalpha, match[1])))
    if match is None or not named or _SAYING & {word.lower() for word in words}:
        return None
    return " ".join(words), line[match.end() :]


def looks_like_name(text: str) -> bool:
    """A label such as "Speaker 2", or at most six words with capitals that are not known to head lists and notes."""
    name = re.sub(r"\s?\([^()]{0,40}\)$", "", text.strip())
    if is_label(name):
        return True
    words = name.replace(",", " ").split()
    if not 0 < len(words) <= MAX_WORDS or _is_no_name(words[0]) or len(name) > 60:
        return False
    return all(map(_is_name_word, words)) and _begins_name(words) and not _is_date(words)


def _is_no_name(word: str) -> bool:
    """Also with an ending: "here's"."""
    return re.split("['’]", word.lower().strip(".,"), maxsplit=1)[0] in _NO_NAMES


def _is_date(words: Sequence[str]) -> bool:
    numbers = [word for word in words if word.isdigit()]
    return any(len(number) == _YEAR for number in numbers) or (bool(numbers) and words[0].lower().strip(".") in _MONTHS)


def is_label(name: str) -> bool:
    """Of a voice or a role: nothing else stands so before a colon."""
    return is_voice(name) or name.lower() in _ROLES


def looks_like_marked_name(text: str) -> bool:
    """Whether what is in bold before a colon may be a speaker: of any shape and longer, but nothing that is said."""
    words = text.lower().split()
    if not 0 < len(words) <= _MAX_MARKED_WORDS or words[0].strip(".") in _NO_NAMES | NO_NAME_STARTS:
        return False
    return not _SAYING & set(words) and text[-1] not in "?!;…" and any(map(str.isalpha, text))


def _begins_name(words: Sequence[str]) -> bool:
    """With a capital ("iJustine", "d'Arcy"), or with a particle before one ("de Vries")."""
    if words[0].lower() in _SMALL and len(words) > 1:
        return any(map(_has_capital, words[1:]))
    return not words[0][0].isdigit() and (not words[0][0].islower() or _has_capital(words[0]))


def _is_name_word(word: str) -> bool:
    low = word.lower()
    if low in _PARTICLES or low in _TITLES:
        return True
    first = word.lstrip("'\"“‘-")[:1]
    begins = bool(first) and (first.isalpha() or first.isdigit()) and (not first.islower() or _has_capital(word))
    return begins and word[-1] not in "?!;…"


def _has_capital(word: str) -> bool:
    return any(map(str.isupper, word))
