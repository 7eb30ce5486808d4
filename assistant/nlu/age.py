"""Entity `age`: the whole years, today, of the person concerned."""

from __future__ import annotations

from collections.abc import Sequence

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.training_data.message import Message

from assistant.nlu.chooser import Chooser
from assistant.nlu.reader import entity
from knowledge.age_signs import AgeCandidate, age_candidates
from knowledge.ages import AgeReading
from knowledge.person_age import age_of


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class AgeReader(Chooser):
    """In group `reponse`, a bare number: an age only if one was asked."""

    name = "age"

    def candidates(self, text: str) -> Sequence[AgeCandidate]:
        return age_candidates(text)

    def ruled(self, text: str) -> AgeReading | None:
        return age_of(text)

    def same(self, one: AgeReading, other: AgeReading) -> bool:
        return one.value == other.value

    def read(self, message: Message, text: str) -> None:
        said = self.stated(message, text)
        if said is not None:
            self.add(message, entity("age", said.value, "AgeReader"))
            return
        answered = age_of(text, answering=True)
        if answered is not None:
            self.add(message, entity("age", answered.value, "AgeReader", group="reponse"))
