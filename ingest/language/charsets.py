"""Which encoding is meant by the name that a server, feed, page or other document states, and whether bytes are UTF-8,
whatever it says."""

from __future__ import annotations

import codecs
import re

_HEAD_BYTES = 4096
_STATED = re.compile(
    rb"""<meta\s[^>]{0,200}?charset\s{0,9}=\s{0,9}["']?\s{0,9}([\w.:-]{1,40})"""
    rb"""|<\?xml[^>]{0,200}?\sencoding\s{0,9}=\s{0,9}["']([\w.:-]{1,40})""",
    re.IGNORECASE,
)
_WIDER = {
    "shift_jis": "cp932",
    "cp932": "cp932",
    "euc_jp": "euc_jp",
    "iso2022_jp": "iso2022_jp",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "big5": "cp950",
    "cp950": "cp950",
    "euc_kr": "cp949",
    "cp949": "cp949",
}
_LATIN = frozenset({"iso8859-1", "ascii"})
_OF_ONE_BYTE = ("iso8859-", "cp125", "cp866", "koi8-", "mac-", "tis-620")


def read_stated(data: bytes) -> str:
    """The encoding that a page or an XML document names in its head; empty where it names none."""
    found = _STATED.search(data[:_HEAD_BYTES])
    return (found[1] or found[2]).decode("ascii", "replace") if found else ""


def find_wider(stated: str) -> str | None:
    """Of an encoding in which several bytes are one letter its newer form, if any; None for all others."""
    return _WIDER.get(_look_up(stated))


def find_charset(stated: str) -> str:
    """What text is read as that states this encoding, as browsers do; UTF-8 for a name that is none of text's."""
    name = _look_up(stated)
    if name in _LATIN:
        return "cp1252"
    return _WIDER.get(name) or (name if name.startswith(_OF_ONE_BYTE) else "utf-8")


def is_utf8(data: bytes) -> bool:
    """Also where some of it is broken: a few bytes do not send a whole text to another encoding."""
    try:
        data.decode()
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
        broken = text.count("\ufffd")
        return sum(1 for c in text if c > "\x7f") >= 2 * broken
    return True


def _look_up(stated: str) -> str:
    try:
        return codecs.lookup(stated).name
    except LookupError:
        return ""
