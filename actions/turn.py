"""One turn of conversation, as pure functions: state and reading in, state out.

Facts are taken from any message at any time; what was said aside is answered,
and the search goes on where it was.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from actions.reading import Reading
from actions.state import State
from knowledge import wording
from knowledge.questions import (
    MAXIMUM_QUESTIONS,
    OTHER,
    Progress,
    chosen,
    is_missing,
    most,
    next_field,
)
from knowledge.services import Criteria
from knowledge.vocabulary import Field, Profil

ASIDES: Mapping[str, str] = {
    "saluer": "utter_saluer",
    "remercier": "utter_remercier",
    "demander_robot": "utter_robot",
    "demander_confidentialite": "utter_confidentialite",
    "demander_pourquoi": "pourquoi",
    "demander_aide": "aide",
    "demander_service": "service",
    "demander_si_pour_moi": "pour_moi",
    "demander_preparation": "preparation",
    "demander_suite": "suite_appel",
    "dire_echec": "utter_echec",
    "poser_question": "sans_reponse",
    "vide": "utter_vide",
}
"""Intents answered aside: a response of the domain, or what `replies` composes."""

ENDINGS: Mapping[str, str] = {"arreter": "utter_arreter", "dire_au_revoir": "utter_au_revoir"}

ANSWERED = "reponse "
"""Before the id of an answer of `knowledge.answers`, among what is to be said."""

URGENT = "urgence "
"""Before the kind and `soi` or `autre` of an urgency that « oui » confirmed."""

FIRST_WORDS = "premiers_mots"
"""What is said first about a situation, by name, among what is to be said."""

_ANSWERS = ("ouvrir", "repondre", "passer", "corriger", "autre_chose", "demander_plus")
_ESSENTIAL = (Field.SITUATION, Field.AGE, Field.REGION)
_WORDS_OF_A_NEW_NEED = 5
_WORDS_OF_A_QUESTION = 30
MAXIMUM_CANDIDATES = 3
"""Buttons of a confirmation; « autre chose » leads to all the other values."""


def advance(state: State, reading: Reading, requested: str | None) -> tuple[State, str | None]:
    """The state after a message, and the field to ask now (`None`: answer).

    `requested` is the field of the question that the message follows.
    """
    english = reading.english and not state.english
    state = replace(state, english=state.english or reading.english)
    state, field = _advance(state, reading, requested, first_english=english)
    state = _first_words(state, field)
    if english:
        state = replace(state, tells=("utter_anglais", "anglais", *state.tells))
    return state, field


def _first_words(state: State, field: str | None) -> State:
    """Said once a situation, and not before who writes is known, if that is asked now."""
    situation = state.criteria.situation
    if situation in (None, state.comforted) or field == Field.PROFIL or state.done:
        return state
    return replace(state, comforted=situation, tells=(*state.tells, FIRST_WORDS))


def _advance(
    state: State, reading: Reading, requested: str | None, first_english: bool = False
) -> tuple[State, str | None]:
    doubt, state = state.doubt, replace(state, doubt=None)
    if doubt is not None and reading.intent in _YES_OR_NO:
        return _undoubted(state, doubt, reading, requested)
    reading = _as_question(state, reading)
    reading = _as_pressed(state, reading, requested)
    progress = replace(state.progress, again=False)
    state = replace(
        state, progress=progress, tells=(), named=(), recall=False, page=False, done=False
    )
    if reading.intent == "recommencer":
        restarted = State(tells=("utter_recommencer",), vouvoie=state.vouvoie, vous=state.vous)
        return _ask(restarted, None, aside=False)
    if reading.intent in ENDINGS and reading.typed and Field.SITUATION not in reading.facts:
        return _end(state, ENDINGS[reading.intent]), None
    state = replace(state, vouvoie=state.vouvoie or reading.vous)
    if _is_new_need(state, reading):
        state = _new_search(state, reading)
        requested = None
    before = state
    state = take(state, reading, requested)
    learned = state.progress != before.progress
    understood = (
        learned or first_english or bool(reading.facts) or bool(_answers(reading, requested))
    )
    if learned and requested == Field.PROFIL and state.criteria.profil is None:
        # Passed over in favour of something else: not insisted upon.
        skipped = state.progress.skipped | {Field.PROFIL}
        state = replace(state, progress=replace(state.progress, skipped=skipped))
    state = replace(state, vous=wording.formal(state.criteria) or state.vouvoie)
    if reading.intent == "demander_plus" and state.presented is not None:
        return replace(state, page=True, failures=0), None
    if reading.intent == "autre_chose" and state.presented is not None and not learned:
        return _ask(_forget_situation(state), None, aside=False)
    if reading.intent == "dire_echec" and state.presented is not None and not learned:
        # The next door: what comes after the services already shown.
        return replace(state, tells=("utter_echec",), page=True, failures=0), None
    asides = _asides(reading, learned)
    if asides:
        state = replace(
            state,
            tells=(*state.tells, *asides),
            named=(*reading.services, reading.text),
            failures=0,
        )
        return _ask(state, None if learned else requested, aside=True)
    about_situation = (reading.target or requested) in (None, Field.SITUATION)
    if reading.intent == "autre_chose" and about_situation:
        return _ask(replace(state, failures=0), Field.SITUATION, aside=True)
    if understood or reading.intent in _ANSWERS:
        return _ask(replace(state, failures=0), requested, aside=False)
    return _not_understood(state, requested)


_YES_OR_NO = ("affirmer", "nier", "infirmer_urgence")


def _undoubted(
    state: State, doubt: tuple[str, str], reading: Reading, requested: str | None
) -> tuple[State, str | None]:
    """« ai-je bien compris? »: yes, and the urgency is answered; no, and the search goes on."""
    state = replace(state, named=(), recall=False, page=False, done=False, failures=0)
    if reading.intent == "affirmer":
        kind, whom = doubt
        return replace(state, tells=(f"{URGENT}{kind} {whom}",), done=True), None
    return _ask(replace(state, tells=("utter_pas_urgent",)), requested, aside=bool(requested))


def learn(state: State, reading: Reading, requested: str | None) -> State:
    """What a message teaches, outside of any question: a new need starts a new search."""
    if _is_new_need(state, reading):
        return take(_new_search(state, reading), reading, None)
    return take(state, reading, requested)


def _as_question(state: State, reading: Reading) -> Reading:
    """Asking about something is no new story, once a situation is known."""
    if reading.answer is None:
        return reading
    if len(reading.text.split()) > _WORDS_OF_A_QUESTION:
        return replace(reading, answer=None)
    if state.criteria.situation is None or reading.facts.get(Field.PROFIL) not in (
        None,
        state.criteria.profil,
    ):
        return reading
    facts = {name: value for name, value in reading.facts.items() if name != Field.SITUATION}
    return replace(reading, facts=facts, alternatives=(), certain=True)


def _asides(reading: Reading, learned: bool) -> tuple[str, ...]:
    """What is said aside, by name, before the search goes on."""
    said = ASIDES.get(reading.intent)
    about_service = said in ("service", "pour_moi")
    answered = reading.answer is not None and not (about_service and reading.services)
    if answered and about_service:
        said = None
    if said is None or (answered and said == "sans_reponse"):
        return (f"{ANSWERED}{reading.answer}",) if answered else ()
    if learned and reading.intent in ("saluer", "remercier", "dire_echec"):
        return ()
    return (said, f"{ANSWERED}{reading.answer}") if answered else (said,)


def _as_pressed(state: State, reading: Reading, requested: str | None) -> Reading:
    """Typing the very words of a button is pressing it."""
    choice = (
        chosen(requested, state.progress, reading.text) if requested and reading.typed else None
    )
    if choice is None or requested is None:
        return reading
    if choice.value is None:
        return replace(reading, intent="passer", target=requested, facts={}, answers={})
    if choice.value == OTHER:
        return replace(reading, intent="autre_chose", target=requested, facts={}, answers={})
    value = (choice.value,) if requested == Field.REGION else choice.value
    return replace(
        reading, intent="repondre", facts={requested: value}, alternatives=(), certain=True
    )


def take(state: State, reading: Reading, requested: str | None) -> State:
    """The state with every fact that the message holds."""
    progress = state.progress
    facts = {**_answers(reading, requested), **reading.facts}
    if requested == Field.PROFIL and Field.PROFIL not in facts and _means_self(reading):
        facts[Field.PROFIL] = Profil.JEUNE.value
    criteria = progress.criteria
    candidates = dict(progress.candidates)
    skipped = set(progress.skipped)
    tells = list(state.tells)
    rest = progress.rest
    elsewhere = state.elsewhere
    for name in (Field.PROFIL, Field.AGE, Field.SEXE):
        if name in facts and _may_replace(name, criteria, reading):
            criteria = replace(criteria, **{name: facts[name]})
            skipped.discard(name)
    if Field.REGION in facts:
        codes = facts[Field.REGION]
        candidates.pop(Field.REGION, None)
        if codes:
            elsewhere = None
        if len(codes) == 1:
            criteria = replace(criteria, region=codes[0])
            skipped.discard(Field.REGION)
        elif codes and criteria.region not in codes:
            criteria = replace(criteria, region=None)
            if Field.REGION not in state.confirmed:
                candidates[Field.REGION] = codes[:MAXIMUM_CANDIDATES]
        elif not codes and (criteria.region is None or reading.elsewhere):
            criteria = replace(criteria, region=None)
            elsewhere = reading.elsewhere
            tells += [] if elsewhere else ["utter_hors_quebec"]
            skipped.add(Field.REGION)
    if Field.SITUATION in facts and _may_change_situation(state, reading, requested):
        rest = False
        skipped.discard(Field.SITUATION)
        candidates.pop(Field.SITUATION, None)
        if reading.certain or Field.SITUATION in state.confirmed:
            criteria = replace(criteria, situation=facts[Field.SITUATION])
        else:
            candidates[Field.SITUATION] = (facts[Field.SITUATION], *reading.alternatives)
    for forgotten in reading.forgotten:
        criteria = replace(criteria, **{forgotten: None})
        candidates.pop(forgotten, None)
        skipped.add(forgotten)
        if forgotten == Field.REGION and elsewhere:
            # « Non, c'est au Québec »: where, then, is asked.
            skipped.discard(Field.REGION)
            elsewhere = None
    left = reading.target or requested
    if reading.intent == "passer" and left:
        skipped.add(left)
        candidates.pop(left, None)
    if reading.intent == "autre_chose" and left in (Field.SITUATION, Field.REGION):
        rest = left == Field.SITUATION and left not in candidates
        candidates.pop(left, None)
    return replace(
        state,
        progress=replace(
            progress,
            criteria=criteria,
            candidates=candidates,
            skipped=frozenset(skipped),
            rest=rest,
        ),
        tells=tuple(tells),
        elsewhere=elsewhere,
        presented=state.presented if elsewhere == state.elsewhere else None,
    )


def _answers(reading: Reading, requested: str | None) -> dict[str, Any]:
    """Bare numbers and names count when asked for, or when the intent says so."""
    wanted = {requested, {"dire_age": Field.AGE, "dire_region": Field.REGION}.get(reading.intent)}
    if reading.intent == "corriger":
        wanted |= {Field.AGE, Field.REGION}
    return {name: value for name, value in reading.answers.items() if name in wanted}


def _means_self(reading: Reading) -> bool:
    words = reading.text.casefold().replace("'", " ").split()
    return len(words) <= 5 and ("moi" in words or "me" in words)


def _may_replace(name: str, criteria: Criteria, reading: Reading) -> bool:
    """A profile once known changes only when that is what is being said."""
    if name == Field.PROFIL and criteria.profil is not None:
        return reading.intent in ("corriger", "dire_profil", "repondre", "ouvrir")
    return True


def _may_change_situation(state: State, reading: Reading, requested: str | None) -> bool:
    if not reading.typed or state.criteria.situation is None:
        return not (reading.typed and _only_answers(reading, requested))
    if requested is not None and requested != Field.SITUATION:
        long = len(reading.text.split()) >= _WORDS_OF_A_NEW_NEED
        return reading.certain and long and not _only_answers(reading, requested)
    return reading.certain


def _only_answers(reading: Reading, requested: str | None) -> bool:
    """A short reply that answers what was asked is no new story."""
    answered = requested in reading.facts or requested in reading.answers
    short = len(reading.text.split()) < _WORDS_OF_A_NEW_NEED
    return requested not in (None, Field.SITUATION) and answered and short


def _is_new_need(state: State, reading: Reading) -> bool:
    """After results, a story of its own: another situation, or another person's."""
    told = reading.facts.get(Field.SITUATION)
    long = len(reading.text.split()) >= _WORDS_OF_A_NEW_NEED
    if state.presented is None or not reading.typed or not long:
        return False
    another = reading.facts.get(Field.PROFIL) not in (None, state.criteria.profil)
    if another and (told is not None or reading.urgence is not None):
        return True
    return told is not None and told == reading.intent and told != state.criteria.situation


def _new_search(state: State, reading: Reading) -> State:
    known = state.criteria
    other = reading.facts.get(Field.PROFIL)
    same_person = (
        other in (None, known.profil)
        and reading.facts.get(Field.AGE) in (None, known.age)
        and known.sexe in (None, reading.facts.get(Field.SEXE, known.sexe))
    )
    if same_person:
        kept = replace(known, situation=None)
    else:
        # Another person to help; who writes is the same, unless it was about themself.
        writer = None if other or known.profil == Profil.JEUNE else known.profil
        kept = Criteria(profil=writer, region=known.region)
    skipped = state.progress.skipped - {Field.SITUATION}
    return replace(
        state,
        progress=Progress(
            criteria=kept,
            asked=state.progress.asked if _is_first_search(state) else (),
            skipped=skipped if same_person else frozenset(),
        ),
        confirmed=state.confirmed if _is_first_search(state) else frozenset(),
        presented=None,
        shown=0,
        failures=0,
        comforted=state.comforted if same_person else None,
    )


def _is_first_search(state: State) -> bool:
    """No service shown yet: what was asked counts on, also across « arrête » (promise 4)."""
    return not state.services


def _forget_situation(state: State) -> State:
    criteria = replace(state.criteria, situation=None)
    skipped = state.progress.skipped - {Field.SITUATION}
    return replace(
        state,
        progress=Progress(
            criteria=criteria,
            asked=state.progress.asked if _is_first_search(state) else (),
            skipped=skipped,
            rest=True,
        ),
        confirmed=state.confirmed if _is_first_search(state) else frozenset(),
        presented=None,
        shown=0,
    )


def _end(state: State, tell: str) -> State:
    return replace(state, tells=(tell, "aide"), done=True, presented=state.criteria, failures=0)


def _ask(state: State, requested: str | None, aside: bool) -> tuple[State, str | None]:
    """The next question; after an aside, the same one again, in the room that is left."""
    if state.presented is not None and state.presented == state.criteria:
        return state, None
    if state.elsewhere is not None:
        # No question more: what is known there does not depend on the answer.
        return _settle(state), None
    progress = state.progress
    name = next_field(progress)
    if aside and requested is not None and is_missing(requested, progress, however_often=True):
        name = requested
    if name is None:
        return _settle(state), None
    # A confirmation is one question a field: shown again, it is not one more.
    confirming = name in progress.candidates
    recall = confirming and name in state.confirmed
    if aside:
        others = sum(
            is_missing(other, progress, however_often=True) for other in _ESSENTIAL if other != name
        )
        room = MAXIMUM_QUESTIONS - len(progress.asked) - 1
        if recall or room < others or progress.asked.count(name) >= most(name):
            return replace(state, recall=True), name
    if confirming:
        state = replace(state, confirmed=state.confirmed | {name}, recall=recall)
    return replace(state, progress=replace(progress, asked=(*progress.asked, name))), name


def _settle(state: State) -> State:
    """No room left to confirm: the likeliest reading is kept rather than none."""
    candidates = dict(state.progress.candidates)
    likely = candidates.pop(Field.SITUATION, None)
    criteria = state.criteria
    if likely and criteria.situation is None and Field.SITUATION not in state.progress.skipped:
        criteria = replace(criteria, situation=likely[0])
    return replace(
        state, progress=replace(state.progress, criteria=criteria, candidates=candidates)
    )


def _not_understood(state: State, requested: str | None) -> tuple[State, str | None]:
    """Once: said kindly. Twice in a row: a human and buttons, never a third time."""
    failures = state.failures + 1
    state = replace(state, failures=failures)
    if failures > 1:
        said = "utter_humain" if failures == 2 else "utter_toujours_la"
        state = replace(state, tells=(*state.tells, said, "aide"))
        if requested is not None:
            # Asked twice in vain: left, for a human to hear.
            skipped = state.progress.skipped | {requested}
            state = replace(state, progress=replace(state.progress, skipped=skipped))
    if state.presented is not None:
        tells = state.tells or ("utter_pas_compris",)
        return replace(state, tells=tells, done=True), None
    state, name = _ask(_openly(state, requested), requested, aside=False)
    if name == requested and failures == 1:
        # The question's second wording says it.
        return replace(state, progress=replace(state.progress, again=True)), name
    if failures == 1:
        state = replace(state, tells=(*state.tells, "utter_pas_compris_suite"))
    return state, name


def _openly(state: State, requested: str | None) -> State:
    """After a confirmation not understood, the whole question, if it can still be asked."""
    candidates = {
        name: values for name, values in state.progress.candidates.items() if name != requested
    }
    progress = replace(state.progress, candidates=candidates)
    return replace(state, progress=progress) if next_field(progress) == requested else state
