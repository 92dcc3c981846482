"""Closed lists of English words that the rules of the built-in extractor share. Lists only, no rules."""

from __future__ import annotations

from ingest.language.words import word_set

ARTICLES = word_set(
    """
    the a an this that these those my our your his her their its some any every each another
    """
)
MONTHS = word_set("january february march april may june july august september october november december")
INTERJECTIONS = word_set(
    """
    yeah yes no okay ok oh wow hi hey hello thanks thank lol omg uh um gosh ha haha hmm mm-hmm uh-huh bye goodbye cheers
    welcome please sorry ta-da boom aw aww argh ugh hah aha ooh ow ew womp
    """
)
NEVER_NAMES = (
    MONTHS
    | INTERJECTIONS
    | word_set(
        """
        monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays fridays saturdays
        sundays american americans european europeans indian
        british canadian god jesus i i'm christmas
        easter mr mrs ms dr q&a tl;dr fyi etc ph.d phd m.d dude man guys inc llc ceo cto coo cfo
        cmo cio vp svp evp phd psyd faq pm am tv pr prs qa aka ps asap rsvp eta diy b2b b2c saas roi
        sir madam mom dad q1 q2 q3 q4
        """
    )
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
    on at with where and or plus from but via by versus vs as inside for in who which that is was has so
    because when if then to using like about into than we you they he she it i are were will can
    """
)
TITLED = word_set("called titled entitled named")
WORK_CUES = TITLED | word_set(
    """
    book books textbook paper article post essay movie film podcast episode talk
    novel show song album documentary series chapter author read lecture
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

DETERMINERS = ARTICLES | word_set("no both all another such what which")
POSSESSIVES = word_set("my your our his her their its 's")
GENERIC_ADJECTIVES = word_set(
    """
    good great bad nice big small little large huge whole entire own same other another different new old last first
    second third next previous many much more most few less least several various certain particular specific very
    such real true actual major key important interesting cool awesome amazing fun funny crazy weird hard easy
    simple right wrong sure able possible available full long short high low late early better best worse worst
    favorite only just one two three four five couple total current recent modern single extra additional
    similar super
    pretty overall typical usual normal common popular basic fundamental ultimate initial final original
    existing potential beautiful wonderful tough difficult tiny massive average given every each any some all both no
    regular ordinary plain used
    enough random ready ten twenty thirty forty fifty sixty seventy eighty ninety dozen happy sad glad quick
    useful minor missing bigger larger smaller deeper faster better easier
    harder higher lower longer shorter older newer cheaper stronger weaker closer earlier later wider broader greater
    simpler safer quicker slower largest biggest smallest latest newest fastest hardest easiest oldest youngest
    greatest highest lowest famous valuable serious separate like lovely fantastic excellent incredible perfect proper
    entire brand-new so-called upcoming relevant related correct exact obvious appropriate necessary successful strong
    weak huge rich poor hot cold clear close far half double decent fair fine free solid special standard unique
    weekly
    daily monthly yearly brilliant terrible horrible awful interested excited curious fancy neat clever
    """
)
EMPTY_HEADS = word_set(
    """
    thing way lot kind sort time person people day days year week month guy bit question example point part
    reason case
    something anything everything nothing someone anyone everyone somebody everybody anybody one minute hour second
    moment today tomorrow yesterday tonight morning night number word couple rest end beginning start side place world
    life name folk man dude episode show listener conversation story deal set group level type fact sense idea thought
    answer talk order amount half past future ceo cto thank uh um human goin siz piece bunch ton sake matter
    course god
    job hand head home house area line top bottom hundred thousand million billion dollar percent step use term form
    list item result problem issue look feel change version yeah mean kid friend guest host co-host money car
    news topic
    chance choice reality opinion thanks lots things kinds sorts folks guys people's anybody else stuff plenty variety
    majority range series pair section chapter page paragraph sentence letter bottom front back middle corner edge
    evening afternoon weekend century decade season summer winter spring fall minute mile foot inch pound gallon age
    kilo kilogram metre meter centimetre centimeter millimetre millimeter nanometre nanometer kilometre
    kilometer degree
    euro men women woman girl boy child baby husband wife father mother mom dad brother sister family parent
    """
)
HOLLOW_HEADS = word_set(
    """
    thing stuff guy way kind sort lot bit one person people folk man woman men women husband wife mom dad couple bunch
    day week month year minute hour second time today moment while
    """
)
"""What ends in these is never a concept: “a hacky thing”."""
NOT_IN_CONCEPTS = word_set(
    """
    amongst among via per plus minus january february march april june july august september october november december
    monday tuesday wednesday thursday friday saturday sunday uh um voila touche yeah okay ok thank thanks hi hello hey
    etc i.e e.g today yesterday tomorrow tonight gonna wanna gotta oh wow lol huh hmm mm-hmm mm-hm mm hm hmm
    congratulations right well sorry please cheers
    """
)
ABSTRACT_TAILS = word_set(
    """
    process stage system problem thing project question concept idea approach technique area space field side part
    piece aspect level way stuff world perspective effort work term word topic
    """
)
"""“X process”, “X approach” are X."""
KIND_WORDS = word_set(
    """
    podcast show conference conf team framework library api apis project language app platform company package
    database
    cluster server service tool website site blog newsletter community foundation cli sdk ecosystem runtime repo docs
    documentation model models user users account channel code program programs developer developers engineer
    engineers
    people folks stack
    """
)
"""“X podcast”, “X team” are X."""

NAMING = word_set("term word phrase title idea concept name notion acronym expression")
"""Nouns that stand before what they are a word for."""
TITLES = word_set(
    """
    senator administrator professor president governor chancellor congressman congresswoman secretary minister
    commissioner sheriff sergeant lieutenant colonel representative ambassador prof. dr. mr. mrs. ms. sir
    """
)
"""Words before a person's name that are no part of it."""
POSTS = word_set(
    """
    ceo cto cfo coo cio ciso cpo vp founder founders co-founder cofounder co-founders creator author maintainer engineer
    developer developers designer researcher scientist director editor host chairman executive evangelist
    """
)
"""What people are called between a company's name and their own: “Acme CTO Ada Winter”."""
RANKS = word_set(
    """
    mayor clerk duke duchess earl count countess baron king queen prince princess emperor empress sultan tsar vizier
    bishop archbishop pope cardinal patriarch abbot doge despot consul treasurer alderman councilman councilwoman
    premier marshal
    """
)
"""Ranks and offices: without a person's name they name nobody."""
DEMONYMS = word_set(
    """
    african africans asian asians iranian iranians israeli israelis australian australians mexican mexicans brazilian
    western eastern northern southern soviet republican republicans democrat democrats democratic christian christians
    muslim muslims jewish catholic catholics ukrainian scottish irish welsh nigerian kenyan egyptian swiss austrian
    belgian roman turks serbs greeks romans venetians germans danes poles swedes finns spaniards arabs kurds jews
    mongols britons scots brits czechs slavs goths avars bulgars croats slovaks basques berbers saxons
    normans tatars huns ottoman ottomans
    """
)
"""Words with a capital that name nothing by themselves."""
NUMBERS = word_set(
    """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion trillion
    dozen first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth
    fifteenth sixteenth seventeenth eighteenth nineteenth twentieth thirtieth fortieth fiftieth hundredth thousandth
    half quarter
    """
)
BODIES = word_set(
    """
    academy agency alliance army association bank board brotherhood bureau chamber church college commission committee
    court daughters department faculty federation fellowship foundation friends guild house institute institution league
    library ministry museum office parliament school sisters society sons university
    """
)
"""“League of …” is an organization."""
BYNAMES = word_set("great elder younger")
"""“Peter the Great” is a person, as “Mehmed the Second” is."""
UNITS = word_set(
    """
    metre meter kilometre kilometer centimetre centimeter millimetre millimeter micrometre micrometer nanometre
    nanometer micron inch foot feet mile yard gram kilogram kilo tonne ton pound ounce litre liter gallon degree
    millisecond microsecond nanosecond second minute hour day week month year decade century watt kilowatt
    megawatt volt hertz megahertz gigahertz kilobyte megabyte gigabyte terabyte petabyte dollar euro cent
    kilobit megabit gigabit
    """
)
"""In the singular."""
ONE_THING = word_set("a an every each one this another")
"""Words after which a noun is in the singular: what seems a plural there is a verb."""
