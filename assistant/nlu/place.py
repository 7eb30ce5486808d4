"""Entity `region`: the codes of the place where the person lives or stays."""

from __future__ import annotations

from collections.abc import Sequence

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.training_data.message import Message

from assistant.nlu.chooser import Chooser
from assistant.nlu.reader import entity
from knowledge.elsewhere import Elsewhere, find_answer, find_elsewhere
from knowledge.gazetteer import OUTSIDE
from knowledge.place_signs import PlaceCandidate, place_candidates
from knowledge.places import PlaceReading, find_place, place_of

_ANSWER = {"group": "reponse"}


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class PlaceReader(Chooser):
    """`value` is a list of codes: one when certain, several to be asked, none outside Québec.

    Only the rules read a place outside Québec; `ailleurs` is the id of where it is. In group
    `reponse`, a bare name: a place only if a place was asked.
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
        outside = None if said is not None and said.regions else find_elsewhere(text)
        if outside is not None:
            self._add_elsewhere(message, outside, {})
        elif said is not None:
            self._add_place(message, said, {})
        else:
            self._read_answer(message, text)

    def _read_answer(self, message: Message, text: str) -> None:
        answered = find_place(text)
        outside = None if answered is not None and answered.regions else find_answer(text)
        if outside is not None:
            self._add_elsewhere(message, outside, _ANSWER)
        elif answered is not None:
            self._add_place(message, answered, _ANSWER)

    def _add_elsewhere(self, message: Message, place: Elsewhere, more: dict[str, str]) -> None:
        found = PlaceReading(
            place.text, place.start, place.end, place.name, (), OUTSIDE, exact=True
        )
        self._add_place(message, found, {**more, "ailleurs": place.home.id})

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
