"""Short forms of English given names: Chris is Christopher, and may be Christine. Lists only."""

from __future__ import annotations

_SHORT_FORMS = """
alex alexander alexandra alejandro; al albert alan; andy andrew; angie angela; ben benjamin; bill william; bob robert;
brad bradley; cathy catherine; charlie charles; chris christopher christian christine christina; cindy cynthia;
dan daniel; danny daniel; dave david; deb deborah; don donald; doug douglas; ed edward edmund; emma emmanuelle;
frank francis; fred frederick; gabe gabriel; geoff geoffrey; greg gregory; hank henry; harry harold; jack john;
jake jacob; jeff jeffrey; jen jennifer; jenny jennifer; jerry gerald; jess jessica; jim james; jimmy james; jo joanna;
joe joseph; joey joseph; johnny john; jon jonathan; josh joshua; kate katherine katharine; kathy katherine;
katie katherine; ken kenneth; larry lawrence; liz elizabeth; lou louis; maggie margaret; mandy amanda; marty martin;
mat matthew; matt matthew; max maximilian maxwell; meg margaret; mel melanie melissa; mike michael; mickey michael;
mitch mitchell; nat nathaniel; nate nathan nathaniel; nick nicholas; nicky nicole; pam pamela; pat patrick patricia;
pete peter; phil philip phillip; ray raymond; rich richard; rick richard; rob robert; robbie robert; ron ronald;
russ russell; sam samuel samantha; sandy sandra; scott scot; steph stephanie; steve steven stephen; stu stuart;
sue susan; ted theodore edward; terry terence; tim timothy; toby tobias; tom thomas; tommy thomas; tony anthony;
val valerie valentin; vicky victoria; vince vincent; will william; zach zachary
"""
_FULL: dict[str, frozenset[str]] = {
    short: frozenset(full) for short, *full in (row.split() for row in _SHORT_FORMS.split(";"))
}


_SHORT: dict[str, frozenset[str]] = {
    full: frozenset(short for short in _FULL if full in _FULL[short]) for full in frozenset().union(*_FULL.values())
}


def list_kin(given: str) -> frozenset[str]:
    """The given names, in lower case, that it is short for or that are short for it."""
    return _FULL.get(given, frozenset()) | _SHORT.get(given, frozenset())


def is_short_for(short: str, full: str) -> bool:
    """Whether the first of two given names, in lower case, is a usual short form of the second."""
    return full in _FULL.get(short, ())
