"""Entity `situation`: the intents' ranking, as one situation with its close alternatives."""

from __future__ import annotations

from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import INTENT_RANKING_KEY
from rasa.shared.nlu.training_data.message import Message

from assistant.nlu.reader import Reader, entity
from knowledge.vocabulary import Situation


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class SituationReader(Reader):
    """Reads the ranking that the classifier left on the message.

    `value` is the likeliest situation; `alternatives` the others that come
    close, at most two, empty when the first stands alone. Nothing is written
    when what is not a situation weighs more than all situations together, or
    when none stands out; when it weighs nearly as much, the reading is confirmed.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {
            # Together, situations must weigh at least this for one to be read.
            "share": 0.45,
            # Beside the intent of what asks for nothing, situations must weigh this part
            # of both; otherwise what is read is confirmed with the next likeliest.
            "nothing": "hors_sujet",
            "sure": 0.92,
            # Below this confidence (among situations), no reading at all.
            "floor": 0.2,
            # A first choice this much likelier than the second stands alone.
            "ratio": 1.8,
            # An alternative weighs at least this part of the first choice.
            "close": 0.35,
        }

    def read(self, message: Message, text: str) -> None:
        ranking = message.get(INTENT_RANKING_KEY) or []
        situations = [
            (item["name"], float(item["confidence"]))
            for item in ranking
            if item["name"] in Situation.values()
        ]
        total = sum(weight for _, weight in situations)
        if not situations or total < self.config["share"]:
            return
        (first, best), rest = situations[0], situations[1:]
        if best / total < self.config["floor"]:
            return
        alone = not rest or best >= self.config["ratio"] * rest[0][1]
        close = [name for name, weight in rest if weight >= self.config["close"] * best]
        if rest and total < self.config["sure"] * (total + self._nothing(ranking)):
            alone, close = False, close or [rest[0][0]]
        self.add(
            message,
            entity(
                "situation",
                first,
                "SituationReader",
                alternatives=[] if alone else close[:2],
                confidence=best / total,
            ),
        )

    def _nothing(self, ranking: list[dict[str, Any]]) -> float:
        name = self.config["nothing"]
        return sum(float(item["confidence"]) for item in ranking if item["name"] == name)
