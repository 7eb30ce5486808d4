"""Whose an age is: the writer's, a person's named or not, nobody's said."""

from __future__ import annotations

import re
from dataclasses import replace

from knowledge.age_reading import AgeReading, Owner, StatedAge
from knowledge.age_words import ALONE_WORDS, CLUES, LIKE_ME, MAJORITY, SMALL, english_roles
from knowledge.concerned import PRONOUNS
from knowledge.roles import OWN, Mention, Whose, bare_mention
from knowledge.spoken import Spoken
from knowledge.subjects import people, subject
from knowledge.vocabulary import Sexe


def owned(said: Spoken, match: re.Match[str], reading: AgeReading) -> StatedAge:
    line = said.line
    noun = "named" if match["named"] else "kin" if match["kin"] else ""
    start = match.end(noun) if noun else match.start()
    before = re.sub(r" a (?:moi|nous)$", "", line[:start].rstrip(" ,"))
    before = re.sub(r" en$", "", before) if match["have"] else before
    if match["english"]:
        return _owned_in_english(match, reading)
    if match["self"]:
        return StatedAge(reading, Owner.SELF)
    if any(match[name] for name in ("alone", "sign", "n10", "code", "now")):
        return StatedAge(reading, Owner.SELF if before.endswith("moi") else Owner.UNKNOWN)
    if re.match(r"G ?\d", said.text[said.span(match.start(), match.end())[0] :]):
        return StatedAge(reading, Owner.UNKNOWN)
    if _I_AM.search(before):
        return StatedAge(reading, Owner.SELF)
    if LIKE_ME.match(line[match.end() :]):
        return StatedAge(reading, Owner.SELF)
    if re.search(r"\bmy$", before):
        child = Mention(start, start, "mon", "child", "enfant", None)
        return StatedAge(reading, Owner.NAMED, child)
    alone = line[: match.start()].endswith((", ", ". ")) and not any(match[one] for one in CLUES)
    of = match["of"] is not None or before.endswith(" de")
    person = _right_before(before, reading.value, of=of)
    if person and _presents_themself(line, match, person):
        return StatedAge(reading, Owner.UNKNOWN)
    if person:
        return StatedAge(reading, Owner.NAMED, person)
    kept = _whom_we_keep(line, match) if alone else None
    if kept:
        return StatedAge(reading, Owner.NAMED, kept)
    other = _OTHER.search(before)
    if other:
        return StatedAge(reading, Owner.NAMED, Mention(*other.span(), "l", "autre", "autrui", None))
    suspect = _SUSPECT.search(before)
    if suspect:
        adult = Mention(*suspect.span(), "", suspect[1] or suspect[2], "menace", None)
        return StatedAge(reading, Owner.NAMED, adult)
    if _SINGLE_SENTENCE.search(line[: match.start()]) and _AND_I.match(line[match.end() :]):
        return StatedAge(reading, Owner.SELF)
    owner, mention = subject(line, start + len(match[0]) - len(match[0].lstrip()))
    pronoun = _pronoun(before, match)
    if match["their"] or (pronoun and _HE_HIMSELF.search(before)):
        mention = _last_named(before, pronoun) or mention
    if pronoun and mention is None and _SHE_HAS.match(match["have"] or ""):
        mention = _last_named(before, pronoun)
    if mention is not None and alone and _apart(line, match, mention, reading.value):
        return StatedAge(reading, Owner.UNKNOWN)
    if mention is not None:
        return StatedAge(reading, Owner.NAMED, mention, pronoun)
    if owner is Whose.SELF and not pronoun:
        together = re.search(r"\b(?:on|nous)$", before)
        return StatedAge(reading, Owner.SHARED if together else Owner.SELF)
    return StatedAge(reading, Owner.UNKNOWN, None, pronoun)


def _right_before(before: str, age: int, *, of: bool) -> Mention | None:
    """« ma fille de », « mon fils mineur, âgé de », « Us. ».

    « le chum de ma fille de » is she when the age is a minor's.
    """
    harmed = _HARMED_KIN.search(before)
    if harmed:
        return Mention(*harmed.span(1), "", harmed[1], "autrui", None)
    short = _SHORT_PERSON.search(before)
    if short:
        group = 1 if short[1] else 2
        return Mention(*short.span(group), "", short[group], "personne", None)
    bare = None if re.search(r"\btrop \w+(?: a)?$", before) else bare_mention(before)
    for end in (len(before), len(before[: bare.start].rstrip()) if bare else -1):
        near = [one for one in people(before[:end]) if one.end == end] if end > 0 else []
        if near:
            other = near[-1].group == "autrui" and len(near) > 1 and age < MAJORITY
            return _anybody(before, near[-2] if other else near[-1], age)
    return bare or (_unlisted(before, age) if of else None)


def _anybody(before: str, one: Mention, age: int) -> Mention:
    """« une maman de 24 ans » is anybody; « la maman », « sa maman » are somebody's.

    So is « un homme » whom the writer sees at work, and « un petit bonhomme de 7 ans ».
    """
    anybody = one.determiner in ("un", "une") and (
        one.group == "parental"
        or (one.group == "menace" and age <= _CHILD)
        or _SEEN_AT_WORK.search(before[: one.start].rstrip()) is not None
    )
    return replace(one, group="personne") if anybody else one


def _unlisted(before: str, age: int) -> Mention | None:
    """« mon gérant de », « une nageuse âgée de », « quelqu'un de »: a person that no list names."""
    found = _SOMEBODY.search(before)
    if found is None or any(one.end > found.start() for one in people(before)):
        return None
    own = found[1] in OWN and age < MAJORITY
    sexe = _SEXES.get(found[1])
    group = "proche" if own else "personne" if age >= SMALL else "autrui"
    return Mention(found.start(), found.end(), found[1] or "un", found[2] or "", group, sexe)


_CHILD = 12
_SEEN_AT_WORK = re.compile(
    r"\b(?:je|j|nous|on) (?:rencontre|accompagne|recois|recoit|recevons|soutiens|heberge|"
    r"suis aupres d)$"
)
_SEXES = {"une": Sexe.FEMININ, "cette": Sexe.FEMININ, "ma": Sexe.FEMININ, "un": Sexe.MASCULIN}
_SOMEBODY = re.compile(
    r"\b(?:(?:d )?(mon|ma|notre|un|une|ce|cet|cette) (?:, )?(?:\w+ )?(\w+)(?: ,)?|quelqu un|qqu?n)"
    r"(?: de)?$"
)


_I_AM = re.compile(
    r"\b(?:je|j) (?:suis|etais) une? (?:(?!(?:qui|que|qu|avec|pour|et|pis|de|d|du|des|dans|au|a|en|"
    r"chez|une?|mon|ma|mes)\b)\w+ ){0,3}\w+(?: de)?$"
)
_HARMED_KIN = re.compile(
    r"\b(?:sur|contre|envers) (cousine?|soeur|frere|niece|neveu|eleve|camarade)$"
)
"""« gestes sur cousine 6 a. », in a note."""
_SHORT_PERSON = re.compile(
    r"\b(us|usag|pte?|cliente?|usagere?|jne|el)(?: \.)?$|(?:^|[.,] )([a-z]) \.$"
)
"""« Us. », « J. » in a note."""

_OTHER = re.compile(r"\bl autre(?: (?:en|lui|elle|il))?$")
_SUSPECT = re.compile(
    r"\b(conj|conjointe?|chum|copain|mari|agresseure?|abuseur|pimp|proxenete|"
    r"souteneur|recruteur|client)(?: presumee?)?(?: \.)?(?: de| agee? de)?$|\b(ex|"
    r"ami)(?: agee?)?(?: de)?$"
)
"""« conj. 24 ans »: in a note, without an article."""


def _pronoun(before: str, match: re.Match[str]) -> str:
    """« il », « elle » or « iel » right before « a 14 ans »; « y » is « il », « a » is « elle »."""
    if match["have"] and ("n a " in match["have"] or _SHE_HAS.match(match["have"])):
        return "elle"
    if match["their"]:
        return {"lui": "il"}.get(match["their"].split()[0], match["their"].split()[0])
    found = _SUBJECT.search(before)
    if found is None and _HE_HIMSELF.search(before):
        return "il"
    return {"y": "il", "a": "elle", "al": "elle"}.get(found[1], found[1]) if found else ""


_SUBJECT = re.compile(r"\b(il|elle|iel|y|a|al)(?: (?:ne|n|en|l|est|va|vient|s))*$")


_SHE_HAS = re.compile(r"(?:a [ln]|al) a ")
"""« a l'a treize ans »: elle a."""


_HE_HIMSELF = re.compile(r"(?:^|[,.] )lui(?: (?:y|il|en))*$")
"""« lui en a 13 »."""
_SINGLE_SENTENCE = re.compile(r"(?:^|\. )$")
_AND_I = re.compile(r" (?:et|pis|and) (?:je|j|i)\b")
"""« 33 ans et je demande… »."""


def _last_named(before: str, pronoun: str) -> Mention | None:
    """The last of one's own people for whom « il » or « elle » may stand."""
    sexe = PRONOUNS.get(pronoun)
    named = [one for one in people(before) if one.own and sexe and one.sexe is sexe]
    return named[-1] if named and not named[-1].several else None


def _owned_in_english(match: re.Match[str], reading: AgeReading) -> StatedAge:
    if match["whom"]:
        group, sexe = english_roles()[match["whom"]]
        mention = Mention(match.start(), match.end("whom"), "mon", match["whom"], group, sexe)
        return StatedAge(reading, Owner.NAMED, mention)
    if match["english"].startswith(("i ", "im ")):
        return StatedAge(reading, Owner.SELF)
    return StatedAge(reading, Owner.SHARED if match["english"][0] == "w" else Owner.UNKNOWN)


def _presents_themself(line: str, match: re.Match[str], person: Mention) -> bool:
    """« Homme, 52 ans. » opens the message: who writes, or whom a professional writes about."""
    opening = re.fullmatch(r"(?:bonjour|bonsoir|allo|salut|[ ,.])*", line[: person.start])
    after = line[match.end() :]
    return (
        bool(opening)
        and not re.match(r" (?:qui|que|d|sur|dans mon|m|me|nous)\b", after)
        and not person.determiner
        and person.group == "menace"
    )


def _apart(line: str, match: re.Match[str], mention: Mention, age: int) -> bool:
    """« ma mère veut rien savoir, 15 ans »: the age has its segment to itself, and is not hers."""
    between = len(line[mention.end : match.start()].split())
    if mention.group in ("parental", "autorite"):
        return between > ALONE_WORDS // 2 or age < MAJORITY
    return between > ALONE_WORDS and mention.group not in ("enfant", "proche", "suivi")


def _whom_we_keep(line: str, match: re.Match[str]) -> Mention | None:
    """« la petite qu'on héberge, 15 ans »."""
    return next(
        (one for one in people(line) if _KEPT.fullmatch(line[one.end : match.start()])), None
    )


_KEPT = re.compile(r" qu?e? ?(?:on|j|je|nous) (?:\w+ ){1,4}, ")
