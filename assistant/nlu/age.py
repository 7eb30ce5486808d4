"""Entity `age`: the whole years of the person concerned, as `knowledge.person_age` reads them."""

from __future__ import annotations

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.training_data.message import Message

from assistant.nlu.reader import Reader, entity
from knowledge.person_age import age_of


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class AgeReader(Reader):
    """In group `reponse`, a bare number: an age only if an age was asked."""

    def read(self, message: Message, text: str) -> None:
        said = age_of(text)
        if said is not None:
            self.add(message, entity("age", said.value, "AgeReader"))
            return
        answered = age_of(text, answering=True)
        if answered is not None:
            self.add(message, entity("age", answered.value, "AgeReader", group="reponse"))
