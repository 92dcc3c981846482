"""Closed lists of English words that the rules of the built-in extractor share. Lists only, no rules."""

from __future__ import annotations

from ingest.language.words import word_set

ARTICLES = word_set(
    """
    the a an this that these those my our your his her their its some any every each another
    """
)
NEVER_NAMES = word_set(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june
    july august september october november december american americans european europeans indian
    british canadian god jesus yeah yes no okay ok oh wow hi hey hello thanks thank i i'm christmas
    easter mr mrs ms dr lol omg q&a tl;dr fyi etc ph.d phd m.d dude man guys inc llc ceo cto coo cfo
    cmo cio vp svp evp phd psyd faq pm am tv pr prs qa aka ps asap rsvp eta diy b2b b2c saas roi ok
    uh um gosh sir madam mom dad ha haha hmm mm-hmm uh-huh bye goodbye cheers welcome please sorry
    ta-da boom
    """
)
LANGUAGES = word_set(
    """
    english french german spanish portuguese italian dutch russian chinese mandarin cantonese
    japanese korean arabic hebrew hindi latin greek turkish polish swedish finnish danish norwegian
    czech hungarian
    """
)
SMALL_WORDS = word_set("of the to for a an in on and with is at by from your my & -")
JOINING = word_set("and is with at by from on in")
CUTTING = word_set(
    """
    on at with where and or from but via by versus vs as inside for in who which that is was has so
    because when if then to using like about into than we you they he she it i are were will can
    """
)
WORK_CUES = word_set(
    """
    book books called titled entitled named paper article post essay movie film podcast episode talk
    novel show song album documentary series chapter author read
    """
)
REGIONS = word_set(
    """
    alabama alaska arizona arkansas california colorado connecticut delaware florida georgia hawaii
    idaho illinois indiana iowa kansas kentucky louisiana maine maryland massachusetts michigan
    minnesota mississippi missouri montana nebraska nevada ohio oklahoma oregon pennsylvania
    tennessee texas utah vermont virginia washington wisconsin wyoming canada australia england
    france germany spain italy india china japan brazil mexico ireland scotland sweden norway
    netherlands portugal poland ukraine israel singapore uk usa us ca ny tx ontario
    """
)
