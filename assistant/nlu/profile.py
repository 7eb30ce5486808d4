"""Entities `profil` and `sexe`, and whether the writer says *vous*."""

from __future__ import annotations

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.training_data.message import Message

from assistant.nlu.reader import Reader, entity
from knowledge.profiles import profil_of, vouvoie
from knowledge.sexes import sexe_of


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class ProfileReader(Reader):
    def read(self, message: Message, text: str) -> None:
        profil, sexe = profil_of(text), sexe_of(text)
        if profil is not None:
            self.add(message, entity("profil", profil.value, "ProfileReader"))
        if sexe is not None:
            self.add(message, entity("sexe", sexe.value, "ProfileReader"))
        if vouvoie(text):
            self.add(message, entity("vouvoiement", True, "ProfileReader"))
