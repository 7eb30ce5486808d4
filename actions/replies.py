"""What is said, composed from `knowledge` and from the responses of the domain."""

from __future__ import annotations

import datetime as dt
import difflib
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.reading import Reading
from actions.state import State
from actions.turn import ANSWERED, FIRST_WORDS, URGENT
from knowledge import (
    answers,
    directory,
    elsewhere,
    first_words,
    help,
    matching,
    messages,
    preparation,
    questions,
    wording,
)
from knowledge.matching import Result, match
from knowledge.search import told_of
from knowledge.services import Service
from knowledge.vocabulary import Field, Profil, Situation, Stage

Message = dict[str, Any]


def say(dispatcher: CollectingDispatcher, message: Message) -> None:
    """Utter one contract message."""
    dispatcher.utter_message(
        text=message["text"],
        buttons=message.get("buttons"),
        json_message=message.get("custom"),
    )


def tell(dispatcher: CollectingDispatcher, state: State, requested: str | None) -> None:
    """Say what comes before the next question or results."""
    for name in state.tells:
        if name.startswith("utter_"):
            dispatcher.utter_message(response=name)
        elif name == "pourquoi":
            say(dispatcher, {"text": _why(state, requested)})
        else:
            for message in _composed(name, state, requested):
                say(dispatcher, message)


def _composed(name: str, state: State, requested: str | None) -> list[Message]:
    if name == FIRST_WORDS:
        return told_first(state, with_lines=requested is not None)
    if name.startswith(ANSWERED):
        return answered(state, name.removeprefix(ANSWERED))
    if name.startswith(URGENT):
        kind, whom = name.removeprefix(URGENT).split()
        here = state.elsewhere is None
        told = help.urgent_message(
            kind, state.criteria, about=whom, vous=state.vous, in_quebec=here
        )
        return [told]
    if name in ("service", "pour_moi"):
        return about(state, asked_for_self=name == "pour_moi")
    composed: dict[str, Callable[[State], list[Message]]] = {
        "aide": lambda state: help.human_help_messages(state.criteria, state.vous),
        "anglais": lambda state: [help.english_message(state.criteria)],
        "preparation": prepared,
        "suite_appel": what_follows,
        "sans_reponse": unanswered,
    }
    return composed[name](state)


def told_first(state: State, with_lines: bool) -> list[Message]:
    """The first words about the situation, unless the answer given now says the same."""
    criteria = state.criteria
    found = first_words.first_words(str(criteria.situation), criteria.profil, state.vous)
    if found is None or any(f"{ANSWERED}{identity}" in state.tells for identity in found.answers):
        return []
    told: list[Message] = [{"text": wording.first_words(found.text, found.sources)}]
    if with_lines:
        told += help.named_lines(found.lines, criteria, wording.SAY_MORE)
    return told


def answered(state: State, identity: str) -> list[Message]:
    """A common question's answer with its source, and who can say more."""
    found = answers.answer_for(identity, state.criteria.profil)
    if found is None:
        return unanswered(state)
    told: list[Message] = [{"text": wording.sourced(found, state.vous)}]
    return told + help.named_lines(found.lines, state.criteria, wording.SAY_MORE)


def unanswered(state: State) -> list[Message]:
    """A question without a checked answer: said so, with people who can answer."""
    unknown = wording.NO_ANSWER[state.vous]
    return [{"text": unknown}, *help.human_help_messages(state.criteria, state.vous)]


def prepared(state: State) -> list[Message]:
    """What to say when calling: three sentences made for the situation."""
    said = preparation.sentences(state.criteria.situation, state.criteria.profil)
    return [{"text": wording.preparation(said, state.vous)}]


def what_follows(state: State) -> list[Message]:
    """What happens after calling, in general, then for the situation."""
    told: list[Message] = [{"text": wording.AFTER_CALLING[state.vous]}]
    named = preparation.what_follows(state.criteria.situation)
    kept = [answers.answer_for(identity, state.criteria.profil) for identity in named]
    found = [answer for answer in kept if answer is not None]
    told += [{"text": wording.sourced(answer, state.vous)} for answer in found]
    lines = dict.fromkeys(line for answer in found for line in answer.lines)
    return told + help.named_lines(list(lines), state.criteria, wording.SAY_MORE)


def ask(state: State, field: str) -> Message:
    """The question on a field; recalled, its words and buttons without being one more."""
    message = messages.question(questions.question(field, state.progress, state.vous))
    if state.recall:
        del message["custom"]
    return message


def ways_on(vous: bool) -> Message:
    """Buttons for whoever was not understood twice."""
    return {"text": wording.WAYS_ON[vous], "buttons": [messages.HELP, messages.RESTART]}


def asked_for(state: State, reading: Reading) -> State:
    """The records that whoever looks for tools, trainings or tables names by their words."""
    told = reading.typed and reading.facts.get(Field.SITUATION) in _LOOKED_FOR
    if not told:
        return state
    fitting = [
        one
        for one in directory.load().services
        if one.publishable and reading.facts[Field.SITUATION] in one.situations
    ]
    return replace(state, wanted=told_of(fitting, reading.text))


_LOOKED_FOR = (Situation.FORMATION, Situation.PREVENTION)


def results(state: State, at: dt.datetime) -> tuple[Result, list[Message]]:
    """Suggestions from where the last page ended, and the human lines."""
    if state.elsewhere is not None:
        return Result((), widened=False), elsewhere_results(state, at)
    named = state.wanted if state.criteria.profil == Profil.INTERVENANT else ()
    found = match(directory.load().services, state.criteria, named)
    start = state.shown if state.page else 0
    told = [messages.referrals(found, state.criteria, at, state.vous, start)]
    if "utter_echec" in state.tells and start >= len(found.matches):
        return found, told + help.other_lines_messages(state.criteria, state.vous, at)
    return found, told + help.human_help_messages(state.criteria, state.vous, at)


def elsewhere_results(state: State, at: dt.datetime) -> list[Message]:
    """For whoever is outside Québec: said so, with the doors and the lines that serve there."""
    place = elsewhere.recalled(str(state.elsewhere))
    if place is None:
        return help.human_help_messages(state.criteria, state.vous, at)
    doors = elsewhere.doors_there(place, state.criteria)
    opening = elsewhere.told(place, state.vous)
    text = wording.elsewhere_doors(opening, doors, state.vous)
    told = messages.nothing_here(text, state.criteria)
    lines = elsewhere.contacts(place, state.criteria)
    if not lines:
        intro = wording.BACK_IN_QUEBEC[state.vous]
        return [told, help.human_help_message(state.criteria, at, intro=intro)]
    return [told, *help.named_lines(lines, state.criteria, wording.ACROSS_CANADA, at)]


def about(state: State, asked_for_self: bool) -> list[Message]:
    """What a service is, or whether it is for this person; never a new suggestion."""
    entries = directory.load().entries
    named = next(filter(None, (_named(said, entries) for said in state.named)), [])
    shown = [entry for identity in state.services for entry in entries if entry.id == identity]
    found = named[:1] or shown[-messages.SHOWN_AT_ONCE :]
    if not found:
        unknown = wording.UNKNOWN_SERVICE[state.vous]
        return [{"text": unknown}, *help.human_help_messages(state.criteria, state.vous)]
    today = messages.now().date()
    if not asked_for_self:
        return [{"text": wording.presentation(entry, today)} for entry in found]
    return [
        {
            "text": wording.suitability(
                entry, state.criteria, matching.admissible(entry, state.criteria), state.vous
            )
        }
        for entry in found
    ]


def _named(said: str, entries: Sequence[Service]) -> list[Service]:
    """The services whose name or organisation is said, the longest name first.

    Among those of one name: the one called exactly so, then confirmed, then active ones.
    """
    text = f" {_fold(said)} "
    known: dict[str, list[Service]] = {}
    for entry in entries:
        for title in (entry.name, entry.organization):
            for name in _ways_to_say(_fold(title)):
                known.setdefault(name, []).append(entry)
    for name in sorted(known, key=len, reverse=True):
        if f" {name} " in text:
            return sorted(known[name], key=lambda entry: _distance(entry, name))
    near = difflib.get_close_matches(text.strip(), known, n=1, cutoff=0.85)
    return sorted(known[near[0]], key=lambda entry: _distance(entry, near[0])) if near else []


_ARTICLES = ("le", "la", "les", "l")
_COMMON = frozenset({"travail de rue", "formation", "atelier", "projet", "web", "police"})
_SHORTEST_NAME = 4


def _ways_to_say(title: str) -> list[str]:
    """A folded title, and the same without its article or the kind of thing it is."""
    words = title.split()
    ways = [title]
    if words and words[0] in (*_ARTICLES, "projet", "programme"):
        ways.append(" ".join(words[1:]))
    return [way for way in ways if len(way) >= _SHORTEST_NAME and way not in _COMMON]


def _distance(entry: Service, name: str) -> tuple[bool, bool, bool]:
    exact = name in _ways_to_say(_fold(entry.name))
    return (not exact, not entry.publishable, entry.stage != Stage.EN_APPLICATION)


def _fold(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    bare = (char for char in plain if not unicodedata.combining(char))
    return " ".join("".join(char if char.isalnum() else " " for char in bare).split())


def _why(state: State, requested: str | None) -> str:
    if requested is None:
        return wording.WHY_NOTHING[state.vous]
    return questions.question(requested, state.progress, state.vous).why
