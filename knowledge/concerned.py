"""Who, among the people that a text names, is the one to be helped."""

from __future__ import annotations

from knowledge.roles import Mention
from knowledge.vocabulary import Profil, Sexe

PRONOUNS = {"elle": Sexe.FEMININ, "il": Sexe.MASCULIN}
_GROUPS = {
    Profil.PARENT: ("enfant",),
    Profil.PROCHE: ("proche", "enfant", "partenaire", "personne", "suivi", "parental"),
    Profil.INTERVENANT: ("suivi", "personne", "enfant"),
}


def groups_of(named: list[Mention], profil: Profil | None) -> tuple[str, ...]:
    """Groups to look into; a parent who names their child speaks of nobody else."""
    if profil is Profil.PARENT and not any(one.group == "enfant" for one in named):
        return ("personne",)
    return _GROUPS.get(profil, ("personne",)) if profil else ("personne",)


def the_person(named: list[Mention], profil: Profil | None) -> list[Mention]:
    """The people who may be the one to be helped, the likeliest group only."""
    for group in groups_of(named, profil):
        found = [one for one in named if is_group(one, group)]
        if found:
            return found[:1] if group in ("personne", "suivi") else found
    return []


def is_group(mention: Mention, group: str) -> bool:
    """« mon ami », « une amie » are the writer's; « un ami de 23 ans » is somebody else's."""
    return mention.group == group and (
        mention.own
        or group in ("personne", "suivi")
        or not mention.determiner
        or (mention.noun == "amie" and mention.determiner == "une")
    )
