"""Entities `profil` and `sexe`, and whether the writer says *vous*."""

from __future__ import annotations

from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import INTENT_RANKING_KEY
from rasa.shared.nlu.training_data.message import Message

from assistant.nlu.reader import Reader, entity
from knowledge.profiles import profil_of, vouvoie
from knowledge.sexes import sexe_of


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class ProfileReader(Reader):
    """Of a message that is surely (`sure`) of the intent `nothing`, only *vous* is read.

    « mon iPhone se vide en trois heures » says nothing of who needs help.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"nothing": "hors_sujet", "sure": 0.5}

    def __init__(self, config: dict[str, Any]) -> None:
        super().__init__({**self.get_default_config(), **config})

    def read(self, message: Message, text: str) -> None:
        if vouvoie(text):
            self.add(message, entity("vouvoiement", True, "ProfileReader"))
        if self._asks_for_nothing(message):
            return
        profil, sexe = profil_of(text), sexe_of(text)
        if profil is not None:
            self.add(message, entity("profil", profil.value, "ProfileReader"))
        if sexe is not None:
            self.add(message, entity("sexe", sexe.value, "ProfileReader"))

    def _asks_for_nothing(self, message: Message) -> bool:
        return any(
            item["name"] == self.config["nothing"] and item["confidence"] >= self.config["sure"]
            for item in message.get(INTENT_RANKING_KEY) or []
        )
