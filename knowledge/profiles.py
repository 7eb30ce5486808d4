"""Who writes, and whether they say *vous*: from the words alone, over `data/people.yml`.

What the words say, and None in doubt: it is then asked, never guessed.
"""

from __future__ import annotations

import re
from functools import lru_cache

from knowledge.ages import Owner, StatedAge, stated_ages
from knowledge.roles import Mention, mentions
from knowledge.spoken import MAX_TEXT, Spoken, people_data, says, spoken
from knowledge.vocabulary import Profil

_YOUNG = 24
_SMALL_CHILD = 8
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
    named = [one for one in mentions(line) if one.own]
    children = [one for one in named if one.group == "enfant"]
    if children and _friend_of(line, children[0]):
        return Profil.PROCHE
    children = [one for one in children if not _only_near(line, one)]
    own_age = next((one.reading.value for one in stated if one.owner is Owner.SELF), None)
    child_ages = [
        one.reading.value for one in stated if one.mention and one.mention.group == "enfant"
    ]
    baby = says("says_parent", line) and _BABY.search(line) is not None
    if (children or baby) and _for_themself(line, own_age, child_ages):
        return Profil.JEUNE
    if _grandparent(said) or (not children and says("says_proche", line)):
        return None if _at_work_too(line) else Profil.PROCHE
    if children and says("children_of_others", line):
        return Profil.INTERVENANT if says("says_intervenant", line) else Profil.PROCHE
    if children or says("says_parent", line):
        return None if _of_themself(line, children) else Profil.PARENT
    if says("says_intervenant", line):
        return None if says("not_at_work", line) else Profil.INTERVENANT
    if (says("at_work", line) or CODE.search(said.text)) and not (
        own_age is not None or says("not_at_work", line) or _harmed(line)
    ):
        return Profil.INTERVENANT
    return _young_or_close(line, named, stated, own_age)


def _young_or_close(
    line: str, named: list[Mention], stated: list[StatedAge], own_age: int | None
) -> Profil | None:
    """Neither a parent nor at work: for themself, or for somebody close."""
    close = [one for one in named if one.group == "proche"]
    if says("both_of_us", line) or (close and says("mourns", line)):
        return None
    them = re.sub(_PRESENTS, "", line)
    helped = says("helps", line)
    troubled = helped or any(suffers(line, one) for one in close)
    if _harmed(line):
        return None if close and (troubled or says("about_them", them)) else Profil.JEUNE
    aged = any(one.mention in close for one in stated)
    first = bool(close) and own_age is None and not close[0].several and opens(line, close[0])
    if close:
        told = (troubled or aged or first) and not says("acts_myself", line)
        return Profil.PROCHE if told else None
    if own_age is None and any(
        one.group in ("partenaire", "parental") and (helped or suffers(line, one)) for one in named
    ):
        return Profil.PROCHE
    if _tells_of_self(line):
        return Profil.JEUNE
    if says("about_them", them):
        return None
    if own_age is not None and (own_age <= _YOUNG or named):
        return Profil.JEUNE
    if named and named[0].group == "parental" and not named[0].noun.startswith("grand"):
        return Profil.JEUNE
    return None


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
    """« l'amie de ma fille », « comme mon fils », « le père de mon bébé »: not the child."""
    return bool(re.search(rf"\b(?:{_NEAR})$", line[: child.start].rstrip()))


_NEAR = (
    r"(?:amie?s?|copine|copain|blonde|coloc|camarades?|gang) (?:de|a|d)|comme|deces de|"
    r"(?:pere|papa|mere|maman) (?:de|a)|pour (?:nourrir|loger)|avec|moi et|moi pis|maltraite|"
    r"penser? a"
)
_BABY = re.compile(r"\b(?:bebe|mois)\b")


def _friend_of(line: str, child: Mention) -> bool:
    return bool(re.search(r"\bamie?s? (?:de|a)$", line[: child.start].rstrip()))


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
CODE = re.compile(r"(?:^\s*|[.,;:(]\s?)[FGH] ?1\d\b(?! ?h)")
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


def _grandparent(said: Spoken) -> bool:
    """« petite-fille » with its hyphen is a grandchild; « ma petite fille » may be one's own."""
    return bool(
        re.search(
            r"(?i)\b(?:ma|mon|mes|nos|notre) (?:petite-fille|petit-fils|petits?-enfants)\b",
            said.text,
        )
    )


def suffers(line: str, mention: Mention) -> bool:
    """Whether trouble is said of the person just named, in the dozen words that follow."""
    return says("suffers", " ".join(line[mention.end :].split()[:_REACH]))


def _harmed(line: str) -> bool:
    """Whether something is done to the writer, beyond being told of it."""
    telling = "|".join(people_data()["telling"])
    heard = re.sub(rf"\b(?:m|me) (?:a |ont |avait )?(?:{telling})(?!\w)", "", line)
    return says("says_jeune", heard)
