"""The fixed list of messages of the bench: ten conversations of three turns.

Each turn costs two action calls whatever the pipeline understands: the form reads the
message, then one action speaks. The third is a correction from the widget, which holds
everything that is asked; so both sides end in referrals without any reader of entities.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

ACTION_CALLS_A_TURN = 2


@dataclass(frozen=True)
class Turn:
    """What is posted to `web`: `field` is `text` (typed) or `payload` (a button's)."""

    field: str
    words: str

    @property
    def typed(self) -> bool:
        return self.field == "text"


@dataclass(frozen=True)
class Exchange:
    """One conversation: what happens, a remark aside, then all that is asked at once."""

    story: str
    aside: str
    profil: str
    age: int
    region: str
    situation: str

    @property
    def turns(self) -> tuple[Turn, ...]:
        known: dict[str, Any] = {
            "profil": self.profil,
            "age": self.age,
            "region": self.region,
            "situation": self.situation,
        }
        return (
            Turn("text", self.story),
            Turn("text", self.aside),
            Turn("payload", f"/corriger{json.dumps(known)}"),
        )


EXCHANGES = (
    Exchange(
        "y'a quelqu'un qui dit qu'il va envoyer mes photos à mes amis si je paye pas",
        "pourquoi tu poses cette question?",
        "jeune",
        15,
        "13",
        "sextorsion",
    ),
    Exchange(
        "une photo de moi circule dans mon école pis je l'ai jamais donnée à personne",
        "est-ce que je parle à un robot?",
        "jeune",
        14,
        "06",
        "partage_images",
    ),
    Exchange(
        "mon fils reçoit des messages méchants tous les soirs dans un groupe Snap",
        "est-ce que notre conversation reste confidentielle?",
        "parent",
        12,
        "03",
        "cyberintimidation",
    ),
    Exchange(
        "un monsieur sur un jeu veut toujours que je lui parle en privé",
        "pourquoi tu veux savoir ça?",
        "jeune",
        13,
        "16",
        "leurre",
    ),
    Exchange(
        "mon chum fouille dans mon cellulaire pis décide avec qui je me tiens",
        "es-tu une vraie personne?",
        "jeune",
        17,
        "05",
        "violence_amoureuse",
    ),
    Exchange(
        "j'accompagne une élève qui donne l'argent de ses clients à son copain",
        "gardez-vous ce que j'écris ici?",
        "intervenant",
        16,
        "14",
        "exploitation_sexuelle",
    ),
    Exchange(
        "les autres rient de moi dans l'autobus depuis la rentrée",
        "à quoi ça sert de le dire?",
        "jeune",
        12,
        "12",
        "intimidation",
    ),
    Exchange(
        "ma soeur a plein de linge neuf et un ami beaucoup plus vieux qu'elle nous cache",
        "qui va lire mes messages?",
        "proche",
        15,
        "15",
        "inquietude",
    ),
    Exchange(
        "je suis à bout, je pleure souvent pis je sais pas à qui en parler",
        "t'es un robot ou un humain?",
        "jeune",
        16,
        "02",
        "detresse",
    ),
    Exchange(
        "comment on fait pour porter plainte à la police quand on est mineure",
        "pourquoi faut répondre à ça?",
        "jeune",
        17,
        "08",
        "justice",
    ),
)
