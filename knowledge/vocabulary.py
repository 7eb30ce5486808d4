"""The words of the contract (CONTRACT §1), written once.

Every value is the string that slots, database terms, data files and HTTP
messages carry. `str` subclasses, so that a member equals its value.
"""

from __future__ import annotations

from enum import Enum


class Term(str, Enum):
    """A value of the vocabulary; compares and prints as its string."""

    def __str__(self) -> str:
        return str(self.value)

    @classmethod
    def values(cls) -> tuple[str, ...]:
        return tuple(member.value for member in cls)


class Profil(Term):
    """Who is writing, in this request."""

    JEUNE = "jeune"
    PARENT = "parent"
    PROCHE = "proche"
    INTERVENANT = "intervenant"


class Sexe(Term):
    """Only from the person's own words; absence excludes nothing."""

    FEMININ = "feminin"
    MASCULIN = "masculin"


class Situation(Term):
    """What the person describes; one main value."""

    COMPORTEMENT_CAUSE = "comportement_cause"
    EXPLOITATION_SEXUELLE = "exploitation_sexuelle"
    SEXTORSION = "sextorsion"
    PARTAGE_IMAGES = "partage_images"
    LEURRE = "leurre"
    AGRESSION_SEXUELLE = "agression_sexuelle"
    VIOLENCE_AMOUREUSE = "violence_amoureuse"
    CYBERINTIMIDATION = "cyberintimidation"
    INTIMIDATION = "intimidation"
    FUGUE = "fugue"
    HEBERGEMENT = "hebergement"
    DETRESSE = "detresse"
    INQUIETUDE = "inquietude"
    JUSTICE = "justice"
    PREVENTION = "prevention"
    FORMATION = "formation"
    AUTRE = "autre"


class Urgence(Term):
    """What makes a message urgent; answered before anything is asked."""

    DANGER = "danger"
    SUICIDE = "suicide"


class Field(Term):
    """The fields of a person's criteria, in the contract's order."""

    PROFIL = "profil"
    AGE = "age"
    REGION = "region"
    SITUATION = "situation"
    SEXE = "sexe"


class Stage(Term):
    """How far an initiative has come (census: « Stade de développement »)."""

    EN_APPLICATION = "en_application"
    EN_DEVELOPPEMENT = "en_developpement"
    EN_SUSPENS = "en_suspens"


class ServiceType(Term):
    """What an initiative is (census: « TYPE DE PROJET »)."""

    OUTIL = "outil"
    FORMATION = "formation"
    SENSIBILISATION = "sensibilisation"
    RECHERCHE = "recherche"
    CONCERTATION = "concertation"
    PREVENTION = "prevention"
    INTERVENTION = "intervention"
    PREVENTION_ET_INTERVENTION = "prevention_et_intervention"
    SOUTIEN = "soutien"


class Modality(Term):
    """How help is given (census: « Principale modalité d'intervention »)."""

    ATELIERS = "ateliers"
    TRAVAIL_DE_RUE = "travail_de_rue"
    GESTION_DE_CAS = "gestion_de_cas"
    SOUTIEN_AUX_PARENTS = "soutien_aux_parents"
    ACTIVITE_SOCIALE = "activite_sociale"
    HEBERGEMENT = "hebergement"
    WEB = "web"
    MENTORAT = "mentorat"
    REFERENCEMENT = "referencement"
    TEMOIGNAGES = "temoignages"
    ECOUTE = "ecoute"
    AUTRE = "autre"


REGIONS: tuple[str, ...] = tuple(f"{code:02d}" for code in range(1, 18))
"""Codes of the 17 administrative regions of Québec, `01` to `17`."""
