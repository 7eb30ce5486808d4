"""Entity `langue`: `anglais` when the message is written in English."""

from __future__ import annotations

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.training_data.message import Message

from assistant.nlu.reader import Reader, entity
from knowledge.language import is_english


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class LanguageReader(Reader):
    def read(self, message: Message, text: str) -> None:
        if is_english(text):
            self.add(message, entity("langue", "anglais", "LanguageReader"))
