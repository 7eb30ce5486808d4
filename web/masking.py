"""Personal details out of what is typed, before anything behind sees it.

Masked: telephones, e-mails, handles, street addresses, the end of a postal code, names after
« je m'appelle ». Kept: ages, places, « 911 » and the like, the first half of a postal code:
what finding a service needs. Pure: the same text gives the same result, nothing is stored.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from phonenumbers import Leniency, PhoneNumberMatcher
from ruamel.yaml import YAML

from knowledge.places import find_places

PHONE, EMAIL, HANDLE, ADDRESS, NAME = "[numéro]", "[courriel]", "[pseudo]", "[adresse]", "[nom]"

Replacement = Callable[[re.Match[str], str], "str | None"]
"""What takes the place of a match in a text; nothing when it stays."""

_FLAGS = re.IGNORECASE


def mask(text: str) -> tuple[str, bool]:
    """The text without personal details, and whether there were any. Never raises."""
    masked = text
    while (once := _mask_once(masked)) != masked:
        masked = once
    return masked, masked != text


def _mask_once(text: str) -> str:
    for step in (_emails, _handles, _phones, _postal_codes, _addresses, _names):
        text = step(text)
    return text


# --- e-mails -----------------------------------------------------------------------------------

_PROVIDERS = r"(?:hotmail|gmail|outlook|live|yahoo|icloud|videotron|msn|proton\w*|sympatico)"
_EMAIL = re.compile(
    rf"""(?<![\w.+\-])[\w.+\-]+(?:
        (?:@|\s@\s)[\w\-]+(?:\.[\w\-]+)*\.[^\W\d_]{{2,}}
      | \s?@\s?{_PROVIDERS}\b(?:\.[^\W\d_]{{2,}})*
      | \s?(?:\barobase\b|\barobas\b|\(at\)|\[at\]|\(a\))\s?[\w\-]+
        (?:\s?(?:\.|\bpoint\b|\(dot\))\s?[^\W_]{{2,}})*
    )""",
    _FLAGS | re.VERBOSE,
)


def _emails(text: str) -> str:
    return _EMAIL.sub(EMAIL, text)


# --- handles -----------------------------------------------------------------------------------

_PROFILE_PAGE = re.compile(
    r"(?:https?://)?\b(?:www\.)?(?:facebook|fb|instagram|snapchat|tiktok|twitter|x|onlyfans"
    r"|discord|telegram|t|wa)\.(?:com|me|gg)/\S*\w",
    _FLAGS,
)
_AT = re.compile(r"(?<![\w@])@(\w(?:[\w.\-]*\w)?)")
_TAGGED = re.compile(r"(?<![\w.])\w[\w.]{1,31}#\d{4}(?!\w)")
_PLATFORM = (
    r"(?:snap(?:chat)?|insta(?:gram)?|ig|tik\s?tok|discord|face\s?book|fb|messenger|whats\s?app"
    r"|telegram|kik|roblox|steam|xbox|psn|twitch|twitter|bereal|pseudo(?:nyme)?|username|gamertag"
    r"|nom\sd['’]utilisat(?:eur|rice))"
)
_LABELLED = re.compile(
    rf"(?<!\w){_PLATFORM}(?!\w)"
    r"(?P<link>\s*(?:,?\s*c['’\s]?\s?est|,?\s*c\s|\sest\s|\ss['’]appelle\s|[:=]|->)\s*|\s+)"
    r"(?P<handle>\w(?:[\w.\-]*\w)?)(?!['’])",
    _FLAGS,
)
_QUANTITY = re.compile(
    r"(?:sec\s?)?\d{1,4}(?:ans?|h\d{0,2}|e|er|[eè]re|i?[eè]me|x|fois|min|jours?|mois|k|f|m|g)?",
    _FLAGS,
)


def _handles(text: str) -> str:
    text = _PROFILE_PAGE.sub(HANDLE, text)
    text = _TAGGED.sub(HANDLE, text)
    text = _sub_unless_place(_AT, text, _at)
    return _sub_unless_place(_LABELLED, text, _labelled)


def _at(match: re.Match[str], text: str) -> str | None:
    return None if _QUANTITY.fullmatch(match[1]) else HANDLE


def _labelled(match: re.Match[str], text: str) -> str | None:
    handle = match["handle"]
    if _QUANTITY.fullmatch(handle):
        return None
    digits = sum(character.isdigit() for character in handle)
    made_up = "_" in handle or "." in handle or digits > 0
    named = match["link"].strip() and _ends_clause(text, match.end())
    if made_up or (named and not _ordinary(handle)):
        return match[0][: match.start("handle") - match.start()] + HANDLE
    return None


# --- telephones --------------------------------------------------------------------------------

_GAP = r"[\s.\-–—/_·]{0,3}"
_SERVICE_CODE = r"(?!(?:[2-9]11|988)(?!\d))"
_PHONES = (
    # (514) 555-1234, 1 800 555 12 34, 514.555.1234 poste 12
    re.compile(
        rf"(?<!\d)(?:\+?1{_GAP})?\(?{_SERVICE_CODE}[2-9]\d{{2}}\)?{_GAP}\d{{3}}{_GAP}"
        r"\d{2}[\s.\-]?\d{2}(?!\d)(?:\s*(?:poste|ext\.?|#)\s*\d{1,5}(?!\d))?",
        _FLAGS,
    ),
    # 555-1234; « 300 2024 » may be a room and a year
    re.compile(
        rf"(?<![\d.\-]){_SERVICE_CODE}[2-9]\d{{2}}(?:[.\-–]|\s(?!(?:19|20)\d\d(?!\d)))\d{{4}}"
        r"(?![.\-]?\d)(?!\s?(?:[$€]|km|m\b|piasses|dollars))",
        _FLAGS,
    ),
    # +33 6 12 34 56 78, 06 12 34 56 78
    re.compile(r"(?<!\w)\+\s?\d{1,3}(?:[\s.\-()]{0,2}\d){7,12}(?!\d)"),
    re.compile(r"(?<!\d)0\d(?:[ .\-]\d\d){4}(?!\d)"),
    # 5145551234; not an amount
    re.compile(r"(?<!\d)\+?\d{7,}(?!\d)(?!\s?[$€])"),
    # 5 1 4 5 5 5 1 2 3 4: a digit at a time, as ages never come
    re.compile(r"(?<!\d)\d(?:[ .\-_]\d){9,}(?!\d)"),
)


def _phones(text: str) -> str:
    for pattern in _PHONES:
        text = pattern.sub(PHONE, text)
    found = list(PhoneNumberMatcher(text, "CA", leniency=Leniency.STRICT_GROUPING))
    for match in reversed(found):
        text = text[: match.start] + PHONE + text[match.end :]
    return text


# --- addresses ---------------------------------------------------------------------------------

_POSTAL = re.compile(
    r"(?<!\w)([abceghj-nprstvxy]\d[abceghj-nprstv-z])(?:[\s.\-]{0,2}\d[abceghj-nprstv-z]\d)+(?!\w)",
    _FLAGS,
)
_CIVIC = r"(?<![\w$.,/\-])(?P<civic>\d{1,5})(?:\s?[a-d](?!\w))?(?:\s?-\s?\d{1,4})?(?:\s1/2)?"
_STREET = (
    r"(?P<street>rue|avenue|ave?|boulevard|boul|blvd|bd|chemin|ch|route|rte|rang|rg|place|mont[ée]e"
    r"|all[ée]e|impasse|croissant|terrasse|promenade|c[ôo]te|ruelle|carr[ée]|square)(?!\w)\.?"
)
_ALSO_A_WORD = {"place", "cote", "carre", "square", "allee", "terrasse", "impasse", "montee"}
_PARTICLE = r"(?:de\s+la\s|de\s+l['’]|des?\s|du\s|d['’]|la\s|les?\s|l['’]|aux?\s)"
_FIRST_NAME = (
    r"(?:(?:saint|sainte|st|ste|jean|marie|louis|pierre|jacques|ren[ée]|joseph|charles|henri|sir"
    r"|p[èe]re|cur[ée]|cardinal|notre|mont)[\s.\-]+)"
)
_WORD = r"(?:[^\W\d_]+(?:[\-'’.][^\W\d_]+)*|\d{1,3}(?:e|i[èe]me|[èe]?re|er)?(?!\w))"
_SIDE = r"(?:,?\s+(?:est|ouest|nord|sud|[eons])(?![\w'’\-]))?"
_DOOR = (
    r"(?:[,\s]*(?:(?:app(?:t|art|artement)?|apt|unit[ée]|suite|bureau|porte|local)(?!\w)\.?|\#)"
    r"\s*\d+\w?)?"
)
_ORDINAL = r"\d{1,3}\s?(?:e|i?[èe]me|[èe]?re|er)\s"
_ADDRESS = re.compile(
    rf"{_CIVIC}(?P<comma>\s*,)?\s*(?:{_STREET}\s+(?P<particle>{_PARTICLE}\s*)?{_FIRST_NAME}?"
    rf"(?P<word>{_WORD})|{_ORDINAL}\s*(?:rue|avenue|ave?|rang|boul(?:evard)?|chemin)(?!\w)\.?)"
    rf"{_SIDE}{_DOOR}",
    _FLAGS,
)
_HOME = re.compile(
    rf"(?<!\w)((?:habit|rest|demeur|viv|vi)\w*\s+(?:au|à|a)\s+)\d{{3,5}}"
    rf"(?=,?\s(?:{_PARTICLE})?(?-i:[A-ZÀ-Ý]))",
    _FLAGS,
)
_AGE_BEFORE = re.compile(
    r"(?:(?<!\w)j\s?['’]?\s?ai|(?<!\w)(?:elle|il|iel|fille|fils|gars|amie?|chum|blonde|s(?:œ|oe)ur"
    r"|fr[èe]re)\s+a)\s*$",
    _FLAGS,
)
_HOME_BEFORE = re.compile(r"(?:habit|rest|demeur|adresse|viv|(?<!\w)vis)[^.!?]{0,25}$", _FLAGS)


def _postal_codes(text: str) -> str:
    return _POSTAL.sub(r"\1", text)


def _addresses(text: str) -> str:
    text = _HOME.sub(rf"\1{ADDRESS}", text)
    return _ADDRESS.sub(_address, text)


def _address(match: re.Match[str]) -> str:
    street, word = match["street"], match["word"]
    if street and _fold(street) in _ALSO_A_WORD and not match["particle"] and word.islower():
        return match[0]
    if len(match["civic"]) <= 2 and _is_age(match):
        return f"{match['civic']}{match['comma'] or ''} {ADDRESS}"
    return ADDRESS


def _is_age(match: re.Match[str]) -> bool:
    before = match.string[max(0, match.start() - 60) : match.start()]
    if _AGE_BEFORE.search(before):
        return True
    return bool(match["comma"]) and not _HOME_BEFORE.search(before)


# --- names -------------------------------------------------------------------------------------

_KIN = (
    r"(?:il|elle|iel|fille|fils|gars|chum|blonde|copain|copine|amie?|s(?:œ|oe)ur|fr[èe]re|cousine?"
    r"|enfant|gar[çc]on|ado|[ée]l[èe]ve|jeune|agresseur|ex|m[èe]re|p[èe]re)"
)
_NAMED = re.compile(
    rf"""(?<!\w)(?:
        (?P<sure> j(?:e|['’])?\s?m(?:e\s|['’\s])?\s?ap+el+e\b | je\s+me\s+nomme
          | {_KIN}\s+s['’\s]?\s?ap+el+e\b
          | mon\s(?:vrai\s)?(?:pr[ée])?nom(?:\scomplet|\sde\sfamille)?\s?[:=] )
      | (?P<name> mon\s(?:vrai\s)?(?:pr[ée])?nom(?:\scomplet|\sde\sfamille)?,?
          \s(?:c['’\s]?\s?est|est|c)\b )
      | (?P<loose> moi,?\s(?:c['’\s]?\s?est|c)\b )
    )\s*[:,]?\s*(?P<first>[^\W\d_]+(?:[\-'’][^\W\d_]+)*)""",
    _FLAGS | re.VERBOSE,
)
_NEXT = re.compile(r"[ \t]+(?P<word>[^\W\d_]+(?:-[^\W\d_]+)*)(?!['’\w])")
_ELIDED = re.compile(r"(?:[cdjlmnst]|qu)['’]", _FLAGS)
_MOST_SURNAMES = 2


def _names(text: str) -> str:
    return _sub_unless_place(_NAMED, text, _named, also_place="sure")


def _named(match: re.Match[str], text: str) -> str | None:
    first, end = match["first"], match.end()
    if _fold(first) in _words()["pas_un_nom"] or (_ELIDED.match(first) and first.islower()):
        return None
    if not match["sure"]:
        capital = first[0].isupper() and not text.isupper()
        if _ordinary(first):
            return None
        if not capital and not _ends_clause(text, end):
            following = _NEXT.match(text, end)
            surname = match["name"] and following and _is_surname(text, following)
            if not surname:
                return None
    return match[0][: match.start("first") - match.start()] + NAME


def _after_name(text: str, end: int, places: list[tuple[int, int]]) -> int:
    """Where the surnames that follow a first name end."""
    for _ in range(_MOST_SURNAMES):
        following = _NEXT.match(text, end)
        if following is None or _touches(following.span("word"), places):
            break
        if not _is_surname(text, following):
            break
        end = following.end()
    return end


def _is_surname(text: str, following: re.Match[str]) -> bool:
    word = following["word"]
    if _ordinary(word) or len(word) < 2:
        return False
    return word.istitle() or _ends_clause(text, following.end())


# --- what the steps share ----------------------------------------------------------------------

_CLAUSE_END = re.compile(
    r"\s*(?:$|[.,;:!?()\n…\"»/\[])|\s+(?:-|et|ou|pis|puis|mais|car|j['’]|jai|je|j|chui?s?|jsuis"
    r"|jhabite|jreste|\d)(?!\w)|\s+(?=\d)",
    _FLAGS,
)


def _sub_unless_place(
    pattern: re.Pattern[str], text: str, replacement: Replacement, also_place: str = ""
) -> str:
    """`pattern.sub`, leaving alone a last group that is the name of a place.

    When the group `also_place` took part, a place is replaced all the same.
    """
    pieces, position = [], 0
    places: list[tuple[int, int]] | None = None
    for match in pattern.finditer(text):
        if match.start() < position:
            continue
        new = replacement(match, text)
        if new is None:
            continue
        if places is None:
            places = [(place.start, place.end) for place in find_places(text)]
        last = match.span(match.lastindex or 0)
        if not (also_place and match[also_place]) and _touches(last, places):
            continue
        end = _after_name(text, match.end(), places) if also_place else match.end()
        pieces += [text[position : match.start()], new]
        position = end
    return "".join([*pieces, text[position:]])


def _touches(span: tuple[int, int], places: list[tuple[int, int]]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in places)


def _ends_clause(text: str, end: int) -> bool:
    return _CLAUSE_END.match(text, end) is not None


def _ordinary(word: str) -> bool:
    folded = _fold(word)
    return folded in _words()["mots_ordinaires"] or folded in _words()["pas_un_nom"]


def _fold(word: str) -> str:
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


@lru_cache(maxsize=1)
def _words() -> dict[str, frozenset[str]]:
    listed = YAML(typ="safe").load(Path(__file__).with_suffix(".yml").read_text(encoding="utf-8"))
    return {name: frozenset(words.split()) for name, words in listed.items()}
