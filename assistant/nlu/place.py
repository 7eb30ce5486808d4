"""Entity `region`: the codes of the place where the person lives or stays."""

from __future__ import annotations

from collections.abc import Sequence

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.training_data.message import Message

from assistant.nlu.chooser import Chooser
from assistant.nlu.reader import entity
from knowledge.place_signs import PlaceCandidate, place_candidates
from knowledge.places import PlaceReading, find_place, place_of


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class PlaceReader(Chooser):
    """`value` is a list of codes: one when certain, several to be asked, none outside Québec.

    Only the rules read a place outside Québec. In group `reponse`, a bare name: a place only
    if a place was asked.
    """

    name = "region"

    def candidates(self, text: str) -> Sequence[PlaceCandidate]:
        return place_candidates(text)

    def ruled(self, text: str) -> PlaceReading | None:
        return place_of(text)

    def is_settled(self, ruled: PlaceReading) -> bool:
        return not ruled.regions

    def same(self, one: PlaceReading, other: PlaceReading) -> bool:
        return set(one.regions) == set(other.regions)

    def read(self, message: Message, text: str) -> None:
        said = self.stated(message, text)
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
