"""The people that a text names, by what they are to the writer (`data/people.yml`)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from knowledge.spoken import people_data, says
from knowledge.vocabulary import Sexe

OWN = frozenset({"mon", "ma", "mes", "notre", "nos"})
_THEIRS = frozenset({"son", "sa", "ses", "leur", "leurs", "ton", "ta", "tes", "votre", "vos"})


_FEMININE = frozenset({"une", "ma", "cette", "la"})
_EITHER = frozenset({"personne", "victime", "bff", "gang", "date"})
"""« une élève », « ma coloc » are women; « une personne » and « une victime » may be a man."""
_REACH = 60
_MANY = frozenset({"mes", "nos", "les", "des", "ces", "ses", "leurs", "vos", "tes", "plusieurs"})


class Whose(Enum):
    """Whose home or age it is, as far as the words tell."""

    SELF = "self"
    CONCERNED = "concerned"
    OTHER = "other"
    SOMEONE = "someone"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Mention:
    """« ma fille »: offsets in the folded line, the role's group and the sex of the noun.

    `through`: the group of the one whose child it is; « le gars de ma blonde » is `enfant`
    through `partenaire`, « la petite de ma soeur » is `proche` through `proche`.
    """

    start: int
    end: int
    determiner: str
    noun: str
    group: str
    sexe: Sexe | None
    through: str | None = None

    @property
    def own(self) -> bool:
        return self.determiner in OWN

    @property
    def several(self) -> bool:
        return self.determiner in _MANY


@lru_cache(maxsize=1)
def _nouns() -> dict[str, dict[str, Sexe | None]]:
    """Noun → group → sex."""
    nouns: dict[str, dict[str, Sexe | None]] = {}
    for group, by_sex in people_data()["roles"].items():
        for label, entries in by_sex.items():
            sexe = Sexe(label) if label in Sexe.values() else None
            for noun in entries:
                nouns.setdefault(noun, {})[group] = sexe
    return nouns


@lru_cache(maxsize=1)
def _mention() -> re.Pattern[str]:
    spelled = "|".join(sorted(_nouns(), key=len, reverse=True))
    adjectives = people_data()["adjectives"]
    # « ma jeune soeur » is a sister: an adjective is a noun only when no noun follows.
    nouns = "|".join(
        f"{noun}(?! (?:{spelled})(?!\\w))" if noun in adjectives else noun
        for noun in sorted(_nouns(), key=len, reverse=True)
    )
    return re.compile(
        r"\b(mon|ma|mes|notre|nos|un|une|le|la|les|l|ce|cet|cette|ces|des|son|sa|ses|leur|leurs|"
        r"ton|ta|tes|votre|vos|d une|d un|aux?|du|quelques|deux|plusieurs)"
        rf"(?: (?:{'|'.join(adjectives)})){{0,3}}? ({nouns})(?!\w)"
    )


def mentions(line: str) -> list[Mention]:
    """Everyone named in a folded line, in order."""
    found: list[Mention] = []
    for match in _mention().finditer(line):
        determiner = match[1].removeprefix("d ")
        groups = _nouns()[match[2]]
        group = _group(determiner, groups)
        sexe = groups.get(group, next(iter(groups.values())))
        if (determiner, match[2]) == ("ma", "chum"):
            group, sexe = "proche", Sexe.FEMININ
        if sexe is None and determiner in _FEMININE and match[2] not in _EITHER:
            sexe = Sexe.FEMININ
        one = Mention(match.start(), match.end(), determiner, match[2], group, sexe)
        child = _child_of(line, one, found[-1] if found else None)
        if child and found and found[-1].end > child.start:
            found.pop()
        found.append(child or one)
    return found


def _child_of(line: str, owner: Mention, last: Mention | None) -> Mention | None:
    """« les petits de mon chum »: of one's partner, one's own; of somebody close, theirs."""
    if not owner.own or owner.group not in ("partenaire", "proche", "enfant", "autorite"):
        return None
    said = _child().search(before(line, owner))
    if said is None:
        return None
    start = owner.start - len(said[0]) - 1
    last = last if last and start < last.end <= start + len(said[1]) else None
    many = last.several if last else said[1].endswith("s") and said[1] != "fils"
    sexes = list(_nouns().get(said[1], {}).values())
    return Mention(
        last.start if last else start,
        owner.end,
        "mes" if many else "mon",
        said[1],
        "enfant" if owner.group == "partenaire" else "proche",
        last.sexe if last else (sexes[0] if sexes else None),
        owner.group,
    )


@lru_cache(maxsize=1)
def _child() -> re.Pattern[str]:
    own = [noun for noun, groups in _nouns().items() if "enfant" in groups]
    nouns = sorted({*own, *people_data()["little_ones"]}, key=len, reverse=True)
    return re.compile(rf"\b({'|'.join(nouns)}) (?:de|a|d|du)$")


def _group(determiner: str, groups: dict[str, Sexe | None]) -> str:
    order = (
        ("enfant", "proche", "partenaire", "suivi", "parental", "autorite", "menace", "personne")
        if determiner in OWN
        else ("menace", "personne", "suivi", "proche", "partenaire", "parental", "autorite")
    )
    chosen = next((group for group in order if group in groups), next(iter(groups)))
    if determiner in _THEIRS and chosen != "enfant":
        return "autrui"
    return "personne" if chosen == "enfant" and determiner not in OWN else chosen


def before(line: str, mention: Mention) -> str:
    """The few words before a mention, so that a long text is read in time."""
    return line[max(0, mention.start - _REACH) : mention.start].rstrip()


def is_friend_of(line: str, mention: Mention) -> bool:
    """« l'amie de ma fille »: the mention says whose friend it is, and not who is told."""
    return bool(re.search(r"\b(?:amie?s?|copine|copain|gang) (?:de|a|d)$", before(line, mention)))


def whose(line: str, position: int) -> tuple[Whose, Mention | None]:
    """Of whom the verb at an offset speaks, and the mention when somebody is named.

    Looks back in the sentence for « je », for a name of relation, or for a pronoun, whose
    antecedent is the last person of that sex named before.
    """
    named = [one for one in mentions(line) if one.end <= position]
    sentence = line.rfind(" . ", 0, position) + 1
    pronouns = list(
        re.finditer(r"\b(j|je|moi|nous|on|il|elle|ils|elles|lui|qui)\b", line[sentence:position])
    )
    pronoun = pronouns[-1] if pronouns else None
    last = named[-1] if named else None
    if pronoun is None:
        if last is None or last.start < sentence:
            return Whose.UNKNOWN, None
        return _of(last), last
    spoken_at = sentence + pronoun.start()
    if last and last.start > spoken_at and not _inside_place(line, last):
        return _of(last), last
    if pronoun[1] in ("j", "je", "moi", "nous", "on"):
        return Whose.SELF, None
    sexe = {"il": Sexe.MASCULIN, "elle": Sexe.FEMININ, "lui": None}.get(pronoun[1])
    before = [
        one
        for one in named
        if one.end <= spoken_at and (sexe is None or (one.sexe in (sexe, None) and not one.several))
    ]
    if not before:
        return Whose.SOMEONE, None
    return _of(before[-1]), before[-1]


def _inside_place(line: str, mention: Mention) -> bool:
    """« chez ma mère », « avec mon chum »: company, not the one who lives there."""
    return bool(re.search(r"\b(?:chez|avec|a|de|d|pour|et)$", line[: mention.start].rstrip()))


def bare_mention(before: str) -> Mention | None:
    """« jeune de 15 ans », « élève, 13 ans »: a noun with nothing before it."""
    match = _bare_noun().search(before)
    if match is None:
        return None
    groups = _nouns()[match[1]]
    group = "menace" if "menace" in groups else "personne"
    sexe = groups.get("personne", next(iter(groups.values())))
    return Mention(match.start(1), match.end(1), "", match[1], group, sexe)


@lru_cache(maxsize=1)
def _bare_noun() -> re.Pattern[str]:
    nouns = [noun for noun, groups in _nouns().items() if groups.keys() & {"personne", "menace"}]
    return re.compile(rf"\b({'|'.join(sorted(nouns, key=len, reverse=True))})$")


def _of(mention: Mention) -> Whose:
    if mention.group in ("enfant", "proche", "suivi"):
        return Whose.CONCERNED
    if mention.group == "personne":
        return Whose.CONCERNED if mention.sexe is not Sexe.MASCULIN else Whose.UNKNOWN
    return Whose.OTHER


def whose_home(line: str, position: int) -> Whose:
    """Whose home a place is; somebody else's when the writer is the one who needs help."""
    owner, mention = whose(line, position)
    named = owner is Whose.SOMEONE or (mention is not None and owner is not Whose.SELF)
    if named and says("says_jeune", line):
        return Whose.OTHER
    return owner
