"""A conversation told by a scenario: every answer is checked as it comes."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.features import checks
from tests.stack import Conversation

Message = dict[str, Any]
_MAXIMUM_PAGES = 40


@dataclass(repr=False)
class Told:
    """`questions` counts those of the search under way; `said` keeps what happened."""

    conversation: Conversation
    questions: int = 0
    most_questions: int = 0
    confirmed: list[str] = field(default_factory=list)
    lost: int = 0
    said: list[str] = field(default_factory=list)
    chosen: Any = None
    first_shown: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._heard("(ouverture)")

    @property
    def messages(self) -> list[Message]:
        return self.conversation.messages

    @property
    def criteria(self) -> dict[str, Any]:
        return self.conversation.criteria

    @property
    def text(self) -> str:
        return self.conversation.text

    def of_type(self, kind: str) -> list[Message]:
        return self.conversation.of_type(kind)

    @property
    def items(self) -> list[Message]:
        return [item for told in self.of_type("referrals") for item in told["custom"]["items"]]

    @property
    def lines(self) -> list[Message]:
        return [
            line
            for kind in checks.LINES_KINDS
            for told in self.of_type(kind)
            for line in told["custom"]["lines"]
        ]

    def type(self, text: str) -> None:
        self._tell(f"« {text[:200]} »", lambda: self.conversation.type(text))

    def press(self, value: Any) -> None:
        if value == "recommencer":
            self._new_search()
        self._tell(f"[{value}]", lambda: self.conversation.press(value))

    def correct(self, **fields: Any) -> None:
        payload = f"/corriger{json.dumps(fields)}"
        self._tell(payload, lambda: self.conversation.correct(payload))

    def new_search(self) -> None:
        """What follows is another search: its questions are counted from none."""
        self._new_search()

    def everything(self) -> list[str]:
        """Ids of every service of the last results, page after page."""
        found = [item["id"] for item in self.items]
        for _ in range(_MAXIMUM_PAGES):
            if not any(told["custom"]["more"] for told in self.of_type("referrals")):
                return found
            self.press("plus")
            found += [item["id"] for item in self.items]
        raise AssertionError(f"« plus » ne finit jamais :\n{self}")

    def __str__(self) -> str:
        return "\n".join(self.said)

    def _tell(self, what: str, send: Callable[[], object]) -> None:
        try:
            send()
        except AssertionError as error:
            raise AssertionError(f"{error}\n{self}\n>>> {what}") from error
        self._heard(what)

    def _new_search(self) -> None:
        self.questions, self.confirmed = 0, []

    def _heard(self, what: str) -> None:
        self.said.append(f">>> {what}")
        for message in self.messages:
            custom = message.get("custom", {})
            mark = " ".join(str(custom[key]) for key in ("type", "field", "kind") if key in custom)
            values = [button["value"] for button in message.get("buttons", ())]
            self.said.append(f"  < [{mark}] {message['text'][:260]} {values or ''}")
        self.said.append(f"  = {self.criteria}")
        found = checks.faults(self.messages, self.criteria) + self._search_faults()
        if found:
            raise AssertionError("\n".join(["", *found, "", str(self)]))

    def _search_faults(self) -> list[str]:
        found = []
        for question in self.of_type("question"):
            self.questions += 1
            self.most_questions = max(self.most_questions, self.questions)
            if checks.is_confirmation(question):
                name = question["custom"]["field"]
                if name in self.confirmed:
                    found.append(f"deux confirmations sur {name}")
                self.confirmed.append(name)
        if self.questions > checks.MAXIMUM_QUESTIONS:
            found.append(f"promesse 4 : {self.questions} questions avant des services")
        if self.of_type("referrals"):
            self.first_shown = self.first_shown or [item["id"] for item in self.items]
            self._new_search()
        found += self._lost_faults()
        return found

    def _lost_faults(self) -> list[str]:
        if not checks.says_lost(self.messages):
            self.lost = 0
            return []
        self.lost += 1
        if self.lost == 2 and not self.of_type("human_help"):
            return ["deux échecs de suite, et aucun humain"]
        if self.lost > 2:
            return ["un troisième « je n'ai pas compris »"]
        return []
