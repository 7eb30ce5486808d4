"""What the words of a census fiche mean (2022 provincial census, Annex C).

Pure functions from the printed text to the contract's vocabulary. A text that
is not understood gives `None`, `()` or `(None, None)`; so does a text that says
« everyone ». `unread_fields` tells the two apart.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Protocol

from knowledge.vocabulary import Modality, ServiceType, Sexe, Stage

_LETTERS = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "œ": "oe", "Œ": "OE", "æ": "ae"})
_DASHES = re.compile(r"\s*[-‐‑‒–—−]\s*")


def fold(text: str) -> str:
    """Lower case without accents; one kind of apostrophe, dash and space."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(_DASHES.sub("-", bare).casefold().split())


NOT_APPLICABLE = frozenset({"ne s'applique pas", "non applicable", "s.o."})

STAGES: dict[str, Stage] = {
    "en application": Stage.EN_APPLICATION,
    "en developpement": Stage.EN_DEVELOPPEMENT,
    "en suspens": Stage.EN_SUSPENS,
}

MODALITIES: dict[str, Modality] = {
    "ateliers": Modality.ATELIERS,
    "travail de rue": Modality.TRAVAIL_DE_RUE,
    "gestion de cas": Modality.GESTION_DE_CAS,
    "soutien aux parents": Modality.SOUTIEN_AUX_PARENTS,
    "activite sociale/recreative": Modality.ACTIVITE_SOCIALE,
    "hebergement": Modality.HEBERGEMENT,
    "plateforme/materiel web": Modality.WEB,
    "mentorat/pair-aidance": Modality.MENTORAT,
    "referencement": Modality.REFERENCEMENT,
    "temoignages de survivantes": Modality.TEMOIGNAGES,
    "autre": Modality.AUTRE,
}

SERVICE_TYPES: dict[str, ServiceType] = {
    "outil": ServiceType.OUTIL,
    "formation": ServiceType.FORMATION,
    "programme de sensibilisation": ServiceType.SENSIBILISATION,
    "projet de recherche": ServiceType.RECHERCHE,
    "table de concertation ou autre groupe de reflexion/strategie": ServiceType.CONCERTATION,
    "projet de prevention": ServiceType.PREVENTION,
    "projet d'intervention": ServiceType.INTERVENTION,
    "projet de prevention et d'intervention": ServiceType.PREVENTION_ET_INTERVENTION,
    "service de soutien et de conseils": ServiceType.SOUTIEN,
}

REGION_CODES: dict[str, str] = {
    "bas saint laurent": "01",
    "saguenay lac saint jean": "02",
    "capitale nationale": "03",
    "mauricie": "04",
    "estrie": "05",
    "montreal": "06",
    "outaouais": "07",
    "abitibi temiscamingue": "08",
    "cote nord": "09",
    "nord du quebec": "10",
    "gaspesie iles de la madeleine": "11",
    "chaudiere appalaches": "12",
    "laval": "13",
    "lanaudiere": "14",
    "laurentides": "15",
    "monteregie": "16",
    "centre du quebec": "17",
}

_SEXES: dict[str, tuple[Sexe, ...]] = {
    "feminin": (Sexe.FEMININ,),
    "masculin": (Sexe.MASCULIN,),
    "tous les sexes": (),
}

_AGES_BETWEEN = re.compile(r"(\d{1,2})(?: ans)?(?: a |-)(\d{1,2}) ans")
_AGES_FROM = re.compile(r"(\d{1,2}) ans et plus")
_AGES_UP_TO = re.compile(r"(\d{1,2}) ans et moins")
_AGES_NAMED: dict[str, tuple[int, int]] = {"adolescentes": (12, 17), "adolescents": (12, 17)}
_AGES_OPEN = re.compile(r"tous les ages(, mais surtout .+)?")


def _read_ages(age_range: str) -> tuple[int | None, int | None] | None:
    """The bounds, (None, None) when all ages are welcome, None when unread."""
    folded = fold(age_range)
    if folded in NOT_APPLICABLE or _AGES_OPEN.fullmatch(folded):
        return None, None
    if folded in _AGES_NAMED:
        return _AGES_NAMED[folded]
    if match := _AGES_FROM.fullmatch(folded):
        return int(match[1]), None
    if match := _AGES_UP_TO.fullmatch(folded):
        return None, int(match[1])
    if match := _AGES_BETWEEN.fullmatch(folded):
        low, high = int(match[1]), int(match[2])
        return (low, high) if low <= high else None
    return None


def age_bounds(age_range: str) -> tuple[int | None, int | None]:
    """Youngest and oldest age served, in whole years, both included.

    `None` is an open bound. « Adolescentes » is read as 12 to 17 years.
    """
    return _read_ages(age_range) or (None, None)


def stage_of(stage: str) -> Stage | None:
    """The stage, whatever remark follows it in brackets."""
    return STAGES.get(_without_remark(stage))


def modality_of(modality: str) -> Modality | None:
    """The modality, whatever remark follows it in brackets."""
    return MODALITIES.get(_without_remark(modality))


def type_of(option: str) -> ServiceType | None:
    """The service type that an option of « TYPE DE PROJET » stands for."""
    return SERVICE_TYPES.get(fold(option))


def sexes_of(sexe: str) -> tuple[Sexe, ...]:
    """The sexes that a service is kept for; empty when it is open to all."""
    return _SEXES.get(fold(sexe), ())


def region_codes(region: str) -> tuple[str, ...]:
    """Codes of the regions named, in order; two names may be run together.

    One word that belongs to no region makes the whole text unread: `()`.
    """
    rest = re.sub(r"[-\s]+", " ", fold(region)).strip()
    codes: list[str] = []
    while rest:
        name = max(
            (known for known in REGION_CODES if rest == known or re.match(rf"{known}\W", rest)),
            key=len,
            default=None,
        )
        if name is None:
            return ()
        codes.append(REGION_CODES[name])
        rest = re.sub(r"^[\s,;/&]*(?:et )?", "", rest[len(name) :])
    return tuple(dict.fromkeys(codes))


def _without_remark(text: str) -> str:
    return re.sub(r"\s*\([^()]*\)$", "", fold(text))


class Printed(Protocol):
    """The fields of a fiche that have a closed list of answers."""

    @property
    def region(self) -> str: ...
    @property
    def stage(self) -> str: ...
    @property
    def age_range(self) -> str: ...
    @property
    def sexe(self) -> str: ...
    @property
    def modality(self) -> str: ...


def unread_fields(fiche: Printed) -> tuple[str, ...]:
    """Names of the fields whose printed text is not one that is understood.

    « Ne s'applique pas » is understood for ages, sexes and modality.
    """
    understood = {
        "region": bool(region_codes(fiche.region)),
        "stage": stage_of(fiche.stage) is not None,
        "age_range": _read_ages(fiche.age_range) is not None,
        "sexe": fold(fiche.sexe) in _SEXES or fold(fiche.sexe) in NOT_APPLICABLE,
        "modality": modality_of(fiche.modality) is not None
        or fold(fiche.modality) in NOT_APPLICABLE,
    }
    return tuple(name for name, known in understood.items() if not known)
