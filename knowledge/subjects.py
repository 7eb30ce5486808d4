"""Of whom a place in a text speaks: whole names of people, subjects, and « qui »."""

from __future__ import annotations

import re
from dataclasses import replace

from knowledge.roles import Mention, Whose, mentions
from knowledge.spoken import Spoken
from knowledge.vocabulary import Sexe

_KIN = frozenset(
    {"soeur", "frere", "demi soeur", "demi frere", "cousin", "cousine", "niece", "neveu"}
)
_FRIENDS = frozenset(
    {"ami", "amie", "meilleur ami", "meilleure amie", "copine de classe", "camarade"}
)
_PARTNERS = frozenset({"chum", "ex", "copain", "copine", "blonde", "conjoint", "mari", "petit ami"})
_OF = re.compile(r" (?:de|d|a) ")


def people(line: str) -> list[Mention]:
    """Everyone named in a folded line, in order.

    « l'amie de ma fille » comes after « ma fille », with the whole name for its span.
    """
    named = [_one_of_mine(line, one) for one in mentions(line)]
    found: list[Mention] = []
    for index, one in enumerate(named):
        found.append(one)
        head = named[index - 1] if index else None
        if head and one.own and not head.own and _OF.fullmatch(line[head.end : one.start]):
            found += _whole(head, one, line[head.start : head.end])
    return found


def _one_of_mine(line: str, one: Mention) -> Mention:
    """« un de mes gars », « une de nos jeunes » is one of them."""
    single = one.own and re.search(r"\b(?:une?|l une?|d une?) de$", line[: one.start].rstrip())
    return replace(one, determiner="mon") if single else one


def _whole(head: Mention, owner: Mention, written: str) -> list[Mention]:
    """« la soeur de mon chum », « l'amie de ma fille » are close; « l'ex de ma fille » is not."""
    if head.noun not in _KIN | _FRIENDS | _PARTNERS:
        return []
    close = head.noun in _KIN or (head.noun in _FRIENDS and owner.group == "enfant")
    if not close or "ancien" in written:
        return [replace(head, end=owner.end, group="autrui")]
    return [replace(head, end=owner.end, group="proche", determiner=owner.determiner)]


_PRONOUN = re.compile(
    r"\b(?:(j|je|moi|nous|on)|(il|elle|ils|elles|lui|iel|qui)|y(?= (?!a |avait |ont |en |as )\w)|"
    r"(?:a|al)(?= (?:l a|l avait|n a|va|reste|habite|vit|est|dort|veut|dit|s|se|sort|fait|sera|"
    r"aura)\b))"
    r"(?!\w)"
)
_SEXES = {"il": Sexe.MASCULIN, "y": Sexe.MASCULIN, "elle": Sexe.FEMININ}
_SEXES |= {"a": Sexe.FEMININ, "al": Sexe.FEMININ}
_COMPANY = re.compile(r"\b(?:chez|avec|a|de|d|pour|et|par|contre|sur|sans)$")


_UNLISTED = re.compile(
    r"(?:^|[,.] |\b(?:et|mais|pis|que|car) )(?:mon|un|une|cet|cette|son|sa) (?:\w+ )?"
    r"(?!(?:je|j|on|nous|il|elle|y|me|m|se|s|l|foyer|appart\w*|logement|centre|ecole|cegep|chambre|"
    r"famille|unite|maison|residence|adresse|groupe|organisme|equipe)\b)\w+(?: qui)?$"
)
"""« mon harceleur », « une propriétaire »: somebody that no list names."""


def subject(line: str, position: int) -> tuple[Whose, Mention | None]:
    """Of whom the words at an offset speak, and the person when one is named.

    Looks back in the sentence for « je », for a person, or for a pronoun, which stands for the
    last person of that sex named before.
    """
    position = max(position, 0)
    named = _named_before(line, position)
    sentence = line.rfind(" . ", 0, position) + 1
    pronouns = list(_PRONOUN.finditer(line, sentence, position))
    last = named[-1] if named else None
    if _UNLISTED.search(line[sentence:position].rstrip()) and not (
        last and len(line[last.end : position].split()) <= 1
    ):
        return Whose.SOMEONE, None
    if not pronouns:
        return (Whose.UNKNOWN, None) if last is None or last.start < sentence else whose_is(last)
    pronoun = pronouns[-1]
    if last and last.start > pronoun.start() and not _COMPANY.search(line[: last.start].rstrip()):
        return whose_is(last)
    if pronoun[1]:
        return Whose.SELF, None
    sexe = _SEXES.get(pronoun[0])
    before = [
        one
        for one in named
        if one.end <= pronoun.start()
        and (sexe is None or (one.sexe in (sexe, None) and not one.several))
    ]
    return whose_is(before[-1]) if before else (Whose.SOMEONE, None)


def _named_before(line: str, position: int) -> list[Mention]:
    """The people of the last hundred words or so: farther, nobody is meant by « il »."""
    start = line.find(" ", max(0, position - _REACH)) if position > _REACH else 0
    return [
        replace(one, start=one.start + start, end=one.end + start)
        for one in people(line[start:position])
    ]


_REACH = 600


def whose_is(mention: Mention) -> tuple[Whose, Mention]:
    """What a person is to the request, going by their name alone."""
    if mention.group in ("enfant", "proche", "suivi"):
        return Whose.CONCERNED, mention
    if mention.group == "personne":
        return (Whose.UNKNOWN if mention.sexe is Sexe.MASCULIN else Whose.CONCERNED), mention
    return Whose.OTHER, mention


def lives_there(said: Spoken, position: int) -> Whose:
    """Whose home a place is; somebody else's when the writer is the one who needs help."""
    owner, mention = subject(said.line, position)
    named = owner is Whose.SOMEONE or mention is not None
    return Whose.OTHER if named and said.tells_of_self else owner
