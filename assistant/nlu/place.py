"""Entity `region`: the codes of the place where the person lives or stays."""

from __future__ import annotations

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.training_data.message import Message

from assistant.nlu.reader import Reader, entity
from knowledge.places import PlaceReading, find_place, place_of


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class PlaceReader(Reader):
    """`value` is a list of codes: one when certain, several to be asked, none outside Québec.

    In group `reponse`, a bare name: a place only if a place was asked.
    """

    def read(self, message: Message, text: str) -> None:
        said = place_of(text)
        if said is not None:
            self._add_place(message, said, {})
            return
        answered = find_place(text)
        if answered is not None:
            self._add_place(message, answered, {"group": "reponse"})

    def _add_place(self, message: Message, place: PlaceReading, more: dict[str, str]) -> None:
        found = entity(
            "region",
            list(place.regions),
            "PlaceReader",
            start=place.start,
            end=place.end,
            lieu=place.name,
            **more,
        )
        self.add(message, found)
