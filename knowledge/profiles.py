"""Who writes, and whether they say *vous*: from the words alone, over `data/people.yml`.

What the words say, and None in doubt: it is then asked, never guessed.
"""

from __future__ import annotations

import re
from functools import lru_cache

from knowledge.ages import Owner, StatedAge, stated_ages
from knowledge.roles import Mention, before, is_friend_of, mentions
from knowledge.spoken import MAX_TEXT, Spoken, people_data, says, spoken
from knowledge.vocabulary import Profil

_YOUNG = 24
_SMALL_CHILD = 8
_LITTLE = 9
_REACH = 14


def profil_of(text: str) -> Profil | None:
    """Who is writing, or None when the words do not say."""
    said = spoken(text[:MAX_TEXT])
    return profil_from(said, stated_ages(said))


def vouvoie(text: str) -> bool:
    """Whether the text addresses us with *vous*."""
    line = spoken(text[:MAX_TEXT]).line
    for other in people_data()["vouvoie_others"]:
        line = line.replace(other, "")
    return says("vouvoie", line)


def profil_from(said: Spoken, stated: list[StatedAge]) -> Profil | None:
    """`profil_of`, from a text already read."""
    line = said.line
    if says("english_words", line):
        return _profil_in_english(line)
    declared = _declared(line)
    if declared is not None:
        return declared
    named = [one for one in mentions(line) if one.own]
    children, others = _children(line, named)
    own_age = next((one.reading.value for one in stated if one.owner is Owner.SELF), None)
    child_ages = [
        one.reading.value for one in stated if one.mention and one.mention.group == "enfant"
    ]
    baby = says("says_parent", line) and _BABY.search(line) is not None
    if (children or baby) and _for_themself(line, own_age, child_ages):
        return Profil.JEUNE
    grandchild = _grandchild(said, stated)
    others = others and own_age is None
    if grandchild or (not children and (others or says("says_proche", line))):
        if grandchild and says("says_proche", line):
            return Profil.PROCHE
        return None if _at_work_too(line) or _harmed(line) else Profil.PROCHE
    if grandchild is None:
        return None
    if children and says("children_of_others", line):
        return _of_many(line)
    if not children and says("says_intervenant", line) and _HAVE_ONE.search(line):
        return Profil.INTERVENANT
    if children or says("says_parent", line):
        alone = _aged_alone(line, children, own_age, child_ages)
        return None if alone or _of_themself(line, children) else Profil.PARENT
    if says("says_intervenant", line):
        aside = own_age is not None or _besides_work(line, named)
        return None if aside else Profil.INTERVENANT
    if (says("at_work", line) or CODE.search(said.text)) and not (
        own_age is not None or _besides_work(line, named) or _harmed(line)
    ):
        return Profil.INTERVENANT
    return _young_or_close(line, named, stated, own_age)


_HAVE_ONE = re.compile(
    r"\b(?:j ai|on a|nous avons) (?:aussi |deja )?une? \w+(?: \w+)? (?:de|qui)\b"
)
"""« j'ai une fille de 17 ans qui… », said at work."""


def _declared(line: str) -> Profil | None:
    """« j'écris comme mère », « pas pour un élève, pour moi »: said in so many words."""
    told = [profil for profil in Profil if says(f"writes_as_{profil.value}", line)]
    return told[0] if len(told) == 1 else None


def _children(line: str, named: list[Mention]) -> tuple[list[Mention], bool]:
    """One's own children and those of one's partner; and whether another's child is told.

    « l'amie de ma fille », « le petit de ma soeur »: another's. « l'ami de ma fille la menace »:
    one's own is told.
    """
    children, others = [], False
    for one in named:
        if one.through and one.group == "proche":
            others = True
        elif is_friend_of(line, one) and not _ACTS_ON.match(line[one.end :]):
            others = others or one.group == "enfant"
        elif one.group == "enfant" and not _only_near(line, one):
            children.append(one)
    return children, others


def _of_many(line: str) -> Profil | None:
    """« une de mes filles »: a parent's, a coach's or a foster home's."""
    if says("says_intervenant", line) or says("at_work", line):
        return Profil.INTERVENANT
    return Profil.PROCHE if says("says_proche", line) or sign("bystander", line) else None


def _besides_work(line: str, named: list[Mention]) -> bool:
    """A trade is said, and something that is not of work: one's own trouble, one's own people."""
    close = any(one.group in ("proche", "partenaire") and one.noun != "collegue" for one in named)
    return (
        says("not_at_work", line)
        or sign("bystander", line)
        or sign("own_child", line)
        or ((close or sign("self_suffers", line) or _harmed(line)) and not sign("pupil", line))
    )


def _young_or_close(
    line: str, named: list[Mention], stated: list[StatedAge], own_age: int | None
) -> Profil | None:
    """Neither a parent nor at work: for themself, or for somebody close."""
    close = [one for one in named if one.group == "proche"]
    if says("harms_close", line):
        return Profil.JEUNE
    if says("both_of_us", line) or (close and says("mourns", line)):
        return None
    them = re.sub(_PRESENTS, "", line)
    helped = says("helps", line)
    troubled = helped or any(suffers(line, one) for one in close)
    if _harmed(line):
        first = bool(close) and opens(line, close[0]) and not acts_on_me(line, close[0])
        return None if close and (troubled or first or says("about_them", them)) else Profil.JEUNE
    aged = any(one.mention in close for one in stated)
    first = bool(close) and own_age is None and not close[0].several and opens(line, close[0])
    if close:
        told = (troubled or aged or first) and not _acts_too(line)
        return Profil.PROCHE if told else None
    if own_age is None and any(
        one.group in ("partenaire", "parental") and (helped or suffers(line, one)) for one in named
    ):
        return Profil.PROCHE
    if own_age is None and _AGED.search(line):
        return None
    if _tells_of_self(line):
        return Profil.JEUNE
    if says("about_them", them):
        return None
    if says("studies", line):
        return Profil.JEUNE
    if own_age is not None and (own_age <= _YOUNG or named):
        return Profil.JEUNE
    if named and named[0].group == "parental" and not named[0].noun.startswith("grand"):
        return Profil.JEUNE
    return None


_AGED = re.compile(r"\b(?:elle|il|y|a) (?:en )?(?:a|aura|va avoir|vient d avoir) \d+ ans\b")


def _acts_too(line: str) -> bool:
    """Somebody close is named, and the writer tells of themself."""
    return says("acts_myself", line) or sign("done_to_me", line)


def _profil_in_english(line: str) -> Profil | None:
    """English is pointed to people who speak it; who writes is still read, from plain words."""
    for name, profil in (
        ("english_self", Profil.JEUNE),
        ("english_intervenant", Profil.INTERVENANT),
        ("english_parent", Profil.PARENT),
        ("english_proche", Profil.PROCHE),
        ("english_jeune", Profil.JEUNE),
    ):
        if says(name, line):
            return profil
    return None


def _only_near(line: str, child: Mention) -> bool:
    """« comme mon fils », « pour loger ma fille », « garde mes enfants »: not the one told."""
    return bool(re.search(rf"\b(?:{_NEAR})$", before(line, child)))


_NEAR = (
    r"(?:blonde|coloc|camarades?) (?:de|a|d)|comme|deces de|c est pas|"
    r"(?:pere|papa|mere|maman) (?:de|a)|pour (?:nourrir|loger)|avec|moi et|moi pis|maltraite|"
    r"penser? a|gard(?:e|er|ent|ait|es|ee?)"
)
_ACTS_ON = re.compile(
    r"(?:\W+\w+){0,15}?\W+"
    r"(?:menace|harcele|lui|l a|la force|le force|publie|partage|fait chanter)\b"
)
_BABY = re.compile(r"\b(?:bebe|mois)\b")


def _at_work_too(line: str) -> bool:
    """A coach who asks for a training: near the young, or at work; not told."""
    return (says("says_intervenant", line) and not says("not_at_work", line)) or sign(
        "team_need", line
    )


def _tells_of_self(line: str) -> bool:
    """« j'ai peur », « mes photos », or the first person alone, of nobody and no work."""
    if any(sign(name, line) for name in _SOMEBODY):
        return False
    if sign("my_body_deeds", line) or (
        sign("self_suffers", line) and not any(sign(name, line) for name in ("pupil", "trade"))
    ):
        return True
    told = re.sub(_ASKED_OF_US, "", line)
    first, third = (len(re.findall(one, told)) for one in (_MINE, _OTHERS))
    others = (*_WORK, "my_partner", "my_spouse")
    return first > 0 and not third and not any(sign(name, line) for name in others)


_ASKED_OF_US = (
    r"\b(?:parle|dis|explique|donne|montre|trouve|envoie|aide|parlez|dites|expliquez|donnez|"
    r"montrez|trouvez|envoyez|aidez) moi\b|"
    r"\b(?:pouvez|pourriez|peux|peut|pourrais|pourrait) (?:vous |tu |on |y )?(?:m|me) \w+"
)
"""« parle-moi du projet », « pouvez-vous m'aider »: said to us, and not of oneself."""
_MINE = r"\b(?:me|m|moi|mon|ma|mes)\b"
_OTHERS = r"\b(?:il|elle|ils|elles|lui|y|a|son|sa|ses|leur|leurs)\b"
_SOMEBODY = (
    "own_child",
    "own_close",
    "worry_for",
    "helps_someone",
    "bystander",
    "a_friend",
    "third_family",
    "home",
    "parent_words",
    "of_my_group",
    "youth_of",
)
_WORK = (
    "trade",
    "works_at",
    "our_place",
    "refers",
    "team_need",
    "public_need",
    "pupil",
    "looks_for",
    "accompanies",
    "case_words",
)
CODE = re.compile(r"(?:^\s*|[.,;:(]\s?)[FGH],? ?[12]\d(?:a|ans)?\b(?! ?h)")
"""« F15 », « G 14 ans » in capitals: a note; « g 16 ans » is « j'ai 16 ans »."""
_PRESENTS = (
    r"\bje suis (?:encore |juste )?(?:une?|un) (?:\w+ )?(?:fille|gars|ado|jeune|eleve|enfant)\b"
)


def sign(name: str, line: str) -> bool:
    """Whether a list of `signs` in `data/people.yml` is heard."""
    return sign_patterns()[name].search(line) is not None


@lru_cache(maxsize=1)
def sign_patterns() -> dict[str, re.Pattern[str]]:
    """Each list of `signs` as one expression, over whole words."""
    return {
        name: re.compile("|".join(_whole(entry) for entry in entries))
        for name, entries in people_data()["signs"].items()
    }


def _whole(entry: str) -> str:
    head = "" if entry.startswith(("^", "(^")) else r"(?<!\w)"
    return rf"{head}(?:{entry})(?!\w)"


def _of_themself(line: str, children: list[Mention]) -> bool:
    """A parent who also tells what was done to them, or what they did."""
    return says("survived", line) or (
        not any(opens(line, one) for one in children) and says("my_own_trouble", line)
    )


def opens(line: str, mention: Mention) -> bool:
    """Whether a person is named first of all: « allo, ma soeur… »."""
    return not re.sub(_GREETED, "", line[: mention.start])


_GREETED = (
    r"\b(?:bonjour|bonsoir|allo|salut|hey|heille|yo|ok|bon|bin|ben|faque|alors|madame|monsieur|"
    r"la|svp|help|aide|je crois que|je pense que|c est|c|pour|une?|de|d|a|y|il y a)\b|[ ,.]"
)


def _for_themself(line: str, own_age: int | None, child_ages: list[int]) -> bool:
    """A young mother, or a parent who writes of what is done to them."""
    if own_age is None:
        return False
    if own_age <= _YOUNG and (not child_ages or min(child_ages) <= _SMALL_CHILD):
        return True
    return not child_ages and _harmed(line)


def _aged_alone(
    line: str, children: list[Mention], own_age: int | None, child_ages: list[int]
) -> bool:
    """A parent who says their own age and not their child's may write for themself."""
    told = any(suffers(line, one) or opens(line, one) or _acts(line, one) for one in children)
    return own_age is not None and not child_ages and not told


def _acts(line: str, mention: Mention) -> bool:
    """Whether one person, just named, is the subject of what follows."""
    alone = not mention.several and not COMPANY.search(before(line, mention))
    return alone and re.match(r" (?!et\b|pis\b|ou\b|de\b|d\b)\w", line[mention.end :]) is not None


COMPANY = re.compile(r"\b(?:chez|avec|contre|devant|par|sans|voir|de|a)$")


def _grandchild(said: Spoken, stated: list[StatedAge]) -> bool | None:
    """Whether a grandchild is named; None for « ma petite fille », who may be one's own."""
    if re.search(rf"(?i)\b{_OWN}(?:petites?-filles?|petits?-fils|petits?-enfants)\b", said.text):
        return True
    if re.search(rf"\b{_OWN}(?:petits? fils|petits? enfants)\b", said.line):
        return True
    if any(one.through == "enfant" for one in mentions(said.line)):
        return True
    if _SON_IN_LAW.search(said.line):
        return True
    if not re.search(rf"\b{_OWN}petites? filles?\b", said.line):
        return False
    ages = [one.reading.value for one in stated if one.owner is not Owner.SELF]
    return True if sign("grandparent", said.line) or min(ages, default=0) > _LITTLE else None


_SON_IN_LAW = re.compile(
    r"\b(?:mari|chum|conjointe?|ex|copain|blonde|femme) (?:de|a) (?:ma fille|mon fils|mon gars)\b"
    r".*\b(?:la|le) (?:p tite?|petite?)(?: derniere?)?\b(?! (?:fille|fils|gars|ami|amie|"
    r"frere|soeur|mot)\b)"
)
"""« le mari de ma fille… la petite »: a grandchild."""
_OWN = r"(?:ma|mon|mes|nos|notre) (?:\w+ )?"


def acts_on_me(line: str, mention: Mention) -> bool:
    """Whether the person just named does something to the writer, beyond telling them."""
    return bool(_ON_ME.match(line[mention.end :]))


_ON_ME = re.compile(
    r"(?: \w+){0,3}? (?:me|m) (?!(?:dit|disent|parle|raconte|montre|demande|inquiete)\b|"
    r"(?:a|ont|vient de|avait) (?:dit|avou|confi|montr|parl|racont|demand|ecri|text|appel))\w+"
)


def suffers(line: str, mention: Mention) -> bool:
    """Whether trouble is said of the person just named, in the dozen words that follow."""
    told = " ".join(line[mention.end :].split(maxsplit=_REACH)[:_REACH])
    return says("suffers", re.sub(r"\b(?:je|j) (?:me )?\w+.*", "", told))


def _harmed(line: str) -> bool:
    """Whether something is done to the writer, beyond being told of it."""
    telling = "|".join(people_data()["telling"])
    heard = re.sub(rf"\b(?:m|me) (?:a |ont |avait )?(?:{telling})(?!\w)", "", line)
    return says("says_jeune", heard)
