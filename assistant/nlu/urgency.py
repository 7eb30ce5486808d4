"""Entity `urgence` on every typed message: what UrgencyPolicy speaks on."""

from __future__ import annotations

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.training_data.message import Message

from assistant.nlu.reader import Reader, entity
from knowledge.urgency_model import read_urgency

URGENCY = "urgence"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class UrgencyReader(Reader):
    """Entity `urgence`: `danger` or `suicide`; `certain` false asks for a kind check."""

    def read(self, message: Message, text: str) -> None:
        urgency = read_urgency(text)
        if urgency is not None:
            found = entity(
                URGENCY,
                str(urgency.kind),
                "UrgencyReader",
                certain=urgency.certain,
                about=urgency.about,
            )
            self.add(message, found)
