"""A turn of conversation (actions/turn.py), said as the actions say it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actions.reading import Reading
from actions.state import State
from actions.turn import ASIDES, ENDINGS, advance, take
from knowledge.questions import MAXIMUM_QUESTIONS, Progress, most, question
from knowledge.services import Criteria
from knowledge.vocabulary import REGIONS, Field, Profil, Sexe, Situation
from tests.actions.talk import NONSENSE, OPEN, Talk, answered, kind, pressed, typed, unsure

STORY = typed(
    "mon ex menace d'envoyer mes photos à toute l'école",
    "sextorsion",
    situation="sextorsion",
    profil="jeune",
)
WHOLE = typed(
    "j'ai 15 ans, je reste à Longueuil, mon ex menace d'envoyer mes photos",
    "sextorsion",
    situation="sextorsion",
    profil="jeune",
    age=15,
    region="16",
)
KNOWN = {"profil": "jeune", "age": 15, "region": "16", "situation": "sextorsion"}
SKIP = pressed("passer")


def opened(*readings: Reading) -> Talk:
    return Talk().hear(OPEN, *readings)


def served(*readings: Reading) -> Talk:
    """After the first results, all criteria known."""
    return opened(WHOLE, *readings)


# --- facts -------------------------------------------------------------------


def test_all_in_one_message_asks_nothing_more():
    talk = opened(WHOLE)
    assert talk.requested is None
    assert talk.criteria == KNOWN
    assert talk.kinds == ["texte", "referrals", "human_help"]
    assert talk.asked == ["situation"]


def test_opening_asks_what_is_going_on_first():
    assert opened().requested == "situation"


def test_opening_with_a_profile_keeps_it_and_its_register():
    talk = Talk().hear(pressed("ouvrir", profil="parent"))
    assert talk.criteria == {"profil": "parent"}
    assert talk.state.vous


def test_only_what_is_missing_is_asked():
    talk = opened(STORY)
    assert talk.requested == "age"
    talk.hear(answered("15", age=15))
    assert talk.requested == "region"
    talk.hear(answered("Longueuil", region="16"))
    assert talk.criteria == KNOWN
    assert talk.asked == ["situation", "age", "region"]


def test_a_fact_that_was_not_asked_is_kept():
    talk = opened(STORY, typed("je reste à Laval", "dire_region", region="13"))
    assert talk.requested == "age"
    assert talk.criteria["region"] == "13"


def test_a_situation_told_while_the_age_is_asked_is_kept():
    talk = opened(SKIP, pressed("repondre", profil="jeune"))
    assert talk.requested == "age"
    talk.hear(STORY)
    assert talk.criteria == {"profil": "jeune", "situation": "sextorsion"}
    assert talk.asked == ["situation", "profil", "age", "region"]


@pytest.mark.parametrize("requested", [None, "situation", "profil", "region"])
def test_a_bare_number_is_no_age_unless_it_was_asked(requested: str | None):
    state = take(State(), answered("15", age=15), requested)
    assert state.criteria.age is None


def test_a_bare_number_answers_the_age():
    assert take(State(), answered("15", age=15), "age").criteria.age == 15


@pytest.mark.parametrize(
    ("intent", "answers", "known"),
    [
        ("dire_age", {"age": 15}, {"age": 15}),
        ("dire_region", {"region": ("16",)}, {"region": "16"}),
        ("corriger", {"age": 15, "region": ("16",)}, {"age": 15, "region": "16"}),
        ("dire_age", {"region": ("16",)}, {}),
        ("saluer", {"age": 15, "region": ("16",)}, {}),
    ],
)
def test_an_intent_says_what_a_bare_answer_is_about(
    intent: str, answers: dict[str, Any], known: dict[str, Any]
):
    reading = Reading(intent=intent, text="non, plutôt ça", answers=answers)
    assert take(State(), reading, "situation").criteria.known() == known


@pytest.mark.parametrize("text", ["moi", "c'est pour moi", "pour moi svp", "c'est moi"])
def test_for_me_answers_who_it_is_for(text: str):
    assert take(State(), typed(text), "profil").criteria.profil == "jeune"


@pytest.mark.parametrize(
    ("text", "requested"),
    [
        ("moi", "age"),
        ("mon prof me dit que moi je devrais appeler", "profil"),
        ("pour lui", "profil"),
    ],
)
def test_me_means_nothing_elsewhere(text: str, requested: str):
    assert take(State(), typed(text), requested).criteria.profil is None


def test_a_short_answer_to_another_question_is_no_new_story():
    talk = opened(STORY)
    talk.hear(Reading("fugue", "à Laval", facts={"region": ("13",), "situation": "fugue"}))
    assert talk.criteria["situation"] == "sextorsion"
    assert talk.criteria["region"] == "13"


def test_an_age_answer_read_with_a_situation_keeps_only_the_age():
    talk = opened(SKIP, pressed("repondre", profil="jeune"))
    reading = Reading("detresse", "15", facts={"situation": "detresse"}, answers={"age": 15})
    talk.hear(reading)
    assert talk.criteria == {"profil": "jeune", "age": 15}


# --- corrections ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("age", 14),
        ("region", "13"),
        ("situation", "fugue"),
        ("profil", "proche"),
        ("sexe", "feminin"),
    ],
)
def test_the_widget_corrects_any_field_and_results_come_again(field: str, value: Any):
    talk = served(pressed("corriger", **{field: value}))
    assert talk.criteria == {**KNOWN, field: value}
    assert talk.kinds[-2:] == ["referrals", "human_help"]
    assert (talk.kinds[0] == "texte") == (field == "situation")
    assert talk.said[-2]["custom"]["criteria"] == talk.criteria


@pytest.mark.parametrize("field", ["age", "region", "situation", "profil"])
def test_a_forgotten_field_is_not_asked_again(field: str):
    talk = served(pressed("corriger", **{field: None}))
    assert talk.criteria == {name: value for name, value in KNOWN.items() if name != field}
    assert talk.requested is None
    assert talk.kinds == ["referrals", "human_help"]


def test_what_is_typed_corrects_too():
    talk = served(typed("non, j'ai 14 ans", "corriger", age=14))
    assert talk.criteria == {**KNOWN, "age": 14}
    assert "referrals" in talk.kinds


def test_a_place_typed_alone_corrects_the_region():
    reading = Reading("corriger", "non, Laval", answers={"region": ("13",)})
    assert served(reading).criteria["region"] == "13"


def test_during_questions_a_correction_does_not_lose_the_question():
    talk = opened(STORY, answered("15", age=15))
    assert talk.requested == "region"
    talk.hear(typed("non, j'ai 14 ans", "corriger", age=14))
    assert talk.requested == "region"
    assert talk.criteria["age"] == 14


@pytest.mark.parametrize(
    ("intent", "kept"),
    [("inquietude", "jeune"), ("dire_profil", "parent"), ("corriger", "parent")],
)
def test_a_profile_changes_only_when_it_is_what_is_said(intent: str, kept: str):
    state = State(progress=opened(STORY).state.progress)
    reading = typed("c'est pour mon enfant", intent, profil="parent")
    assert take(state, reading, None).criteria.profil == kept


# --- skipping and « autre chose » ------------------------------------------------


@pytest.mark.parametrize("reading", [SKIP, typed("je sais pas", "passer")])
def test_skipping_leaves_the_field_and_goes_on(reading: Reading):
    talk = opened(STORY)
    assert talk.requested == "age"
    talk.hear(reading)
    assert talk.requested == "region"
    assert "age" not in talk.criteria
    talk.hear(reading)
    assert talk.requested is None
    assert talk.kinds == ["referrals", "human_help"]


def test_an_old_button_skips_its_own_question():
    talk = opened(STORY, answered("15", age=15))
    talk.hear(pressed("passer", target="region"))
    assert talk.state.progress.skipped == {"region"}


def test_skipping_everything_still_ends_with_services_and_a_human_line():
    talk = opened(SKIP, SKIP, SKIP, SKIP)
    assert talk.asked == ["situation", "profil", "age", "region"]
    assert talk.criteria == {}
    assert talk.kinds == ["referrals", "human_help"]


def test_a_skipped_field_given_later_is_kept():
    talk = opened(SKIP, SKIP, SKIP, SKIP, typed("j'ai 15 ans", "dire_age", age=15))
    assert talk.criteria == {"age": 15}
    assert "referrals" in talk.kinds


def test_skipping_when_nothing_is_asked_changes_nothing():
    before = served()
    criteria = before.criteria
    after = before.hear(SKIP)
    assert after.criteria == criteria
    assert after.kinds == ["utter_suite"]


def test_something_else_shows_the_other_choices_then_no_more_of_it():
    talk = opened(pressed("autre_chose", target="situation"))
    assert talk.requested == "situation"
    assert "hebergement" in talk.values
    assert "sextorsion" not in talk.values
    assert "autre_chose" not in talk.values
    assert talk.values.count(None) == 1


def test_something_else_after_results_asks_the_situation_and_keeps_the_rest():
    talk = served(typed("autre chose", "autre_chose"))
    assert talk.requested == "situation"
    assert talk.criteria == {"profil": "jeune", "age": 15, "region": "16"}
    talk.hear(pressed("repondre", situation="justice"))
    assert talk.kinds == ["referrals", "human_help"]
    assert talk.criteria["situation"] == "justice"


# --- close readings ----------------------------------------------------------------

HESITANT = unsure(
    "il arrête pas de m'écrire sur insta pis de rire de moi", "cyberintimidation", "intimidation"
)


def test_close_readings_are_confirmed():
    talk = opened(HESITANT)
    assert talk.requested == "situation"
    assert talk.values == ["cyberintimidation", "intimidation", "autre_chose", None]
    assert "situation" not in talk.criteria


def test_a_candidate_chosen_is_the_situation():
    talk = opened(HESITANT, pressed("repondre", situation="intimidation"))
    assert talk.criteria["situation"] == "intimidation"
    assert talk.state.progress.candidates == {}


def test_neither_candidate_opens_the_whole_question():
    talk = Talk().hear(HESITANT, pressed("autre_chose", target="situation"))
    assert talk.requested == "situation"
    assert len(talk.values) > 6
    assert talk.confirmed == ["situation"]


def test_a_second_hesitation_takes_the_likeliest_and_confirms_nothing():
    talk = opened(HESITANT, unsure("ben c'est comme dans le groupe", "leurre", "inquietude"))
    assert talk.criteria["situation"] == "leurre"
    assert talk.confirmed == ["situation"]


def test_a_confirmation_is_shown_again_without_being_one_more_question():
    talk = Talk().hear(HESITANT, typed("j'ai 15 ans", "dire_age", age=15))
    assert talk.requested == "situation"
    assert talk.values == ["cyberintimidation", "intimidation", "autre_chose", None]
    assert talk.confirmed == ["situation"]
    assert talk.criteria == {"age": 15}


def test_a_confirmation_left_behind_settles_on_the_likeliest():
    talk = opened(
        HESITANT,
        typed("j'ai 15 ans", "dire_age", age=15),
        typed("je reste à Laval", "dire_region", region="13"),
        typed("je suis une fille", "dire_profil", profil="jeune"),
    )
    assert talk.requested is None
    assert talk.criteria["situation"] == "cyberintimidation"


def test_a_confirmation_not_understood_becomes_the_whole_question():
    talk = Talk().hear(HESITANT, NONSENSE)
    assert talk.requested == "situation"
    assert len(talk.values) > 6
    assert talk.confirmed == ["situation"]
    assert talk.state.progress.again


AMBIGUOUS = typed("je reste à Saint-Denis", "dire_region", region=("01", "16"))


def test_a_place_of_several_regions_is_asked_never_guessed():
    talk = opened(STORY, answered("15", age=15), AMBIGUOUS)
    assert talk.requested == "region"
    assert talk.values == ["01", "16", "autre_chose", None]
    assert "region" not in talk.criteria
    talk.hear(pressed("repondre", region="16"))
    assert talk.criteria == KNOWN


def test_a_second_ambiguous_place_is_asked_openly():
    talk = opened(STORY, answered("15", age=15), AMBIGUOUS)
    talk.hear(answered("Saint-Louis", region=("13", "16")))
    assert talk.confirmed == ["region"]
    assert "region" not in talk.criteria


def test_a_place_of_more_than_three_regions_shows_three_and_a_way_to_the_others():
    anne = typed("à Sainte-Anne", "dire_region", region=("03", "04", "05", "06"))
    talk = opened(STORY, answered("15", age=15), anne)
    assert talk.requested == "region"
    assert talk.values == ["03", "04", "05", "autre_chose", None]


def test_an_ambiguous_place_that_holds_the_known_region_changes_nothing():
    assert served(AMBIGUOUS).criteria == KNOWN


def test_an_ambiguous_place_elsewhere_is_asked_even_after_results():
    elsewhere = typed("je reste maintenant à Saint-Marc", "corriger", region=("01", "03"))
    talk = served(elsewhere)
    assert talk.requested == "region"
    assert talk.values == ["01", "03", "autre_chose", None]


OUTSIDE = typed("je reste à Burlington", "dire_region", region=())


def test_a_place_outside_quebec_that_is_not_known_is_not_asked_again():
    talk = opened(STORY, OUTSIDE)
    assert "utter_hors_quebec" in talk.kinds
    assert talk.requested == "age"
    talk.hear(answered("15", age=15))
    assert talk.requested is None
    assert "region" not in talk.criteria
    assert talk.kinds == ["referrals", "human_help"]


ONTARIO = replace(typed("je reste à Toronto", "dire_region", region=()), elsewhere="on")


def test_a_province_is_said_with_its_doors_and_no_service_of_quebec():
    talk = opened(STORY, ONTARIO)
    assert talk.requested is None
    assert talk.kinds[-2:] == ["referrals", "human_help"]
    told, lines = talk.said[-2:]
    assert told["custom"]["items"] == [] and "Ontario" in told["text"]
    assert "Boost" in told["text"] and "2019" in told["text"]
    named = {line["id"] for line in lines["custom"]["lines"]}
    assert "ligne-jeunesse-jecoute" in named
    assert not named & {"crise-811", "ligne-tel-jeunes", "dpj"}


def test_no_it_is_in_quebec_asks_where():
    talk = opened(STORY, ONTARIO)
    talk.hear(Reading(intent="corriger", text="/corriger", forgotten=frozenset({"region"})))
    assert talk.requested in ("age", "region")
    talk.hear(typed("finalement Laval", "corriger", region=("13",)))
    assert talk.criteria["region"] == "13"


def test_a_place_outside_said_after_the_results_changes_them():
    talk = served(ONTARIO)
    assert talk.said[-2]["custom"]["items"] == []


def test_abroad_no_line_is_said_to_answer_there():
    talk = opened(STORY, replace(typed("je vis en France", region=()), elsewhere="france"))
    told, lines = talk.said[-2:]
    assert "secours" in told["text"] and told["custom"]["items"] == []
    assert "Si " in lines["text"] and "Québec" in lines["text"]


# --- asides --------------------------------------------------------------------------


@pytest.mark.parametrize("intent", sorted(ASIDES))
def test_an_aside_is_answered_then_the_same_question_comes_again(intent: str):
    talk = opened(STORY)
    words, values = talk.said[-1]["text"], talk.values
    talk.hear(typed("et ça?", intent))
    assert len(talk.said) > 1
    assert talk.requested == "age"
    assert (talk.said[-1]["text"], talk.values) == (words, values)
    assert talk.criteria == {"profil": "jeune", "situation": "sextorsion"}


@pytest.mark.parametrize("intent", sorted(set(ASIDES) - {"dire_echec"}))
def test_an_aside_after_results_is_answered_without_new_results(intent: str):
    talk = served(typed("et ça?", intent))
    assert talk.said
    assert "referrals" not in talk.kinds
    assert "utter_suite" not in talk.kinds


def test_asides_without_end_never_ask_more_than_four_questions():
    talk = opened(STORY)
    for _ in range(12):
        talk.hear(typed("pourquoi tu demandes ça?", "demander_pourquoi"))
        assert talk.requested == "age"
        assert talk.values
    assert len(talk.asked) <= MAXIMUM_QUESTIONS


def test_asides_leave_room_for_the_questions_that_matter():
    why = typed("pourquoi?", "demander_pourquoi")
    talk = opened(why, why, why, STORY, why, why, answered("15", age=15))
    assert talk.requested == "region"


def test_a_fact_beside_a_question_is_kept():
    talk = opened(typed("t'es un robot? j'ai 15 ans", "demander_robot", age=15))
    assert talk.criteria == {"age": 15}
    assert talk.kinds[0] == "utter_robot"
    assert talk.requested == "situation"


def test_a_greeting_with_a_story_is_not_answered_as_a_greeting():
    talk = opened(typed("salut, j'ai 15 ans", "saluer", age=15))
    assert "utter_saluer" not in talk.kinds


def test_an_aside_during_a_confirmation_shows_it_again_without_asking_twice():
    talk = opened(HESITANT, typed("pourquoi?", "demander_pourquoi"))
    assert talk.values == ["cyberintimidation", "intimidation", "autre_chose", None]
    assert talk.confirmed == ["situation"]


# --- not understood --------------------------------------------------------------------


def test_once_the_question_is_said_otherwise():
    talk = opened(STORY)
    first = talk.said[-1]["text"]
    talk.hear(NONSENSE)
    assert talk.requested == "age"
    assert talk.said[-1]["text"] != first
    assert talk.kinds == ["question"]


def test_twice_in_a_row_comes_a_human_and_never_a_third_time():
    talk = opened(STORY, NONSENSE, NONSENSE)
    assert talk.kinds[:2] == ["utter_humain", "human_help"]
    for _ in range(4):
        talk.hear(NONSENSE)
        assert "utter_toujours_la" in talk.kinds
        assert "utter_humain" not in talk.kinds
        assert "human_help" in talk.kinds
        assert not any("pas_compris" in name for name in talk.kinds)
        assert not talk.state.progress.again


def test_after_results_twice_in_a_row_comes_a_human():
    talk = served(NONSENSE)
    assert talk.kinds == ["utter_pas_compris"]
    talk.hear(NONSENSE)
    assert talk.kinds == ["utter_humain", "human_help", "texte"]
    assert talk.values == ["aide", "recommencer"]
    talk.hear(NONSENSE)
    assert talk.kinds == ["utter_toujours_la", "human_help", "texte"]


def test_what_is_understood_starts_the_count_anew():
    talk = opened(STORY, NONSENSE, answered("15", age=15), NONSENSE)
    assert "utter_humain" not in talk.kinds
    assert talk.state.failures == 1


def test_nonsense_alone_ends_with_services_and_a_human_line():
    talk = Talk().hear(*[NONSENSE] * 5)
    assert talk.requested is None
    assert "human_help" in talk.kinds
    assert talk.state.presented == Criteria()


# --- after the results -------------------------------------------------------------------


def test_more_shows_the_next_ones():
    talk = opened(pressed("repondre", profil="intervenant", age=15, region="06"), SKIP)
    first = {item["id"] for item in talk.said[0]["custom"]["items"]}
    assert talk.said[0]["custom"]["more"] > 0
    talk.hear(pressed("demander_plus"))
    assert talk.kinds == ["referrals", "human_help"]
    assert not first & {item["id"] for item in talk.said[0]["custom"]["items"]}


def test_more_before_any_result_just_goes_on():
    talk = opened(STORY, typed("d'autres", "demander_plus"))
    assert talk.requested is not None
    assert "referrals" not in talk.kinds


def test_a_new_need_of_the_same_person_keeps_what_is_known_of_them():
    talk = served(
        typed("aussi j'ai nulle part où dormir ce soir", "hebergement", situation="hebergement")
    )
    assert talk.criteria == {**KNOWN, "situation": "hebergement"}
    assert talk.kinds == ["texte", "referrals", "human_help"]


@pytest.mark.parametrize(
    "facts",
    [{"profil": "parent"}, {"age": 12}, {"profil": "proche", "age": 13}],
)
def test_a_new_need_of_someone_else_does_not_mix_two_persons(facts: dict[str, Any]):
    talk = served(
        typed(
            "pis ma petite cousine s'est fait écœurer à son école",
            "intimidation",
            situation="intimidation",
            **facts,
        )
    )
    assert talk.criteria == {"region": "16", "situation": "intimidation", **facts}


def test_a_new_need_of_a_brother_does_not_keep_the_age_of_a_sister():
    sister = typed(
        "ma fille de 14 ans reçoit des messages d'un inconnu à Laval",
        "leurre",
        situation="leurre",
        profil="parent",
        age=14,
        sexe="feminin",
        region="13",
    )
    brother = typed(
        "mon gars se fait écœurer par des élèves de sa classe",
        "intimidation",
        situation="intimidation",
        profil="parent",
        sexe="masculin",
    )
    talk = opened(sister)
    assert talk.requested is None
    talk.hear(brother)
    assert talk.criteria == {
        "profil": "parent",
        "region": "13",
        "situation": "intimidation",
        "sexe": "masculin",
    }
    assert talk.requested == "age"


def test_the_same_need_told_again_is_no_new_search():
    again = typed("mon ex menace encore d'envoyer mes photos", "sextorsion", situation="sextorsion")
    state, _ = advance(served().state, again, None)
    assert state.presented == Criteria(**KNOWN)


@pytest.mark.parametrize("intent", sorted(ENDINGS))
@pytest.mark.parametrize("begun", [(), (STORY,), (WHOLE,)])
def test_an_ending_is_said_with_a_human_line_and_nothing_is_asked(
    intent: str, begun: tuple[Reading, ...]
):
    talk = opened(*begun, typed("bye", intent))
    assert talk.requested is None
    assert talk.kinds == [ENDINGS[intent], "human_help"]


def test_after_an_ending_the_search_can_go_on():
    talk = opened(STORY, typed("arrête", "arreter"), typed("j'ai 15 ans", "dire_age", age=15))
    assert talk.criteria["age"] == 15
    assert talk.requested == "region"


def test_starting_over_forgets_all_but_the_register():
    talk = opened(
        Reading("sextorsion", "pouvez-vous m'aider", facts=dict(WHOLE.facts), vous=True),
        pressed("recommencer"),
    )
    assert talk.criteria == {}
    assert talk.kinds == ["utter_recommencer", "question"]
    assert talk.requested == "situation"
    assert talk.state == State(
        progress=talk.state.progress, vous=True, vouvoie=True, tells=("utter_recommencer",)
    )


@pytest.mark.parametrize(
    ("reading", "vous"),
    [
        (STORY, False),
        (Reading("saluer", "bonjour, pouvez-vous m'aider", vous=True), True),
        (typed("ma fille de 14 ans", "dire_age", profil="parent", age=14), True),
        (typed("j'ai 25 ans", "dire_age", age=25), True),
        (typed("j'ai 24 ans", "dire_age", age=24), False),
        (typed("mon amie de 30 ans", "dire_age", profil="proche", age=30), False),
    ],
)
def test_tu_and_vous(reading: Reading, vous: bool):
    assert opened(reading).state.vous is vous


# --- any conversation ------------------------------------------------------------------------

_SITUATIONS = st.sampled_from(Situation.values())
_CODES = st.lists(st.sampled_from(REGIONS), max_size=5, unique=True).map(tuple)
_TEXTS = st.sampled_from(
    ["", "oui", "15", "moi", "à Laval", "il arrête pas de m'écrire sur insta", "je sais pas trop"]
)
_DIALOGUE = (
    "affirmer nier passer recommencer demander_plus autre_chose "
    "dire_profil dire_age dire_region corriger hors_sujet"
)
_INTENTS = st.sampled_from([*Situation.values(), *ASIDES, *ENDINGS, *_DIALOGUE.split(), ""])
_ANSWERS = st.fixed_dictionaries({}, optional={"age": st.integers(1, 120), "region": _CODES})
_FACTS = st.fixed_dictionaries(
    {},
    optional={
        "age": st.integers(1, 120),
        "region": _CODES,
        "profil": st.sampled_from(Profil.values()),
        "sexe": st.sampled_from(Sexe.values()),
    },
)


@st.composite
def _typed(draw: st.DrawFn) -> Reading:
    facts = draw(_FACTS)
    near: list[str] = []
    if draw(st.booleans()):
        facts["situation"], *near = draw(st.lists(_SITUATIONS, min_size=1, max_size=3, unique=True))
    return Reading(
        intent=draw(_INTENTS),
        text=draw(_TEXTS),
        facts=facts,
        answers=draw(_ANSWERS),
        alternatives=tuple(near),
        certain=not near,
        vous=draw(st.booleans()),
        services=draw(st.sampled_from([(), ("PIaMP",), ("Tel-jeunes",)])),
    )


_BUTTON_FACTS = st.fixed_dictionaries(
    {},
    optional={
        "age": st.none() | st.integers(1, 120),
        "region": st.none() | st.sampled_from(REGIONS),
        "profil": st.none() | st.sampled_from(Profil.values()),
        "sexe": st.none() | st.sampled_from(Sexe.values()),
        "situation": st.none() | _SITUATIONS,
    },
)
_BUTTONS = (
    "repondre passer autre_chose corriger demander_plus demander_aide vide recommencer ouvrir"
)
_PRESSED = st.builds(
    lambda intent, target, facts: pressed(intent, target, **facts),
    st.sampled_from(_BUTTONS.split()),
    st.none() | st.sampled_from(["situation", "profil", "age", "region"]),
    _BUTTON_FACTS,
)
READINGS = st.lists(_typed() | _PRESSED, max_size=14)

any_conversation = settings(
    max_examples=250, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def test_stopping_before_any_service_gives_no_new_questions():
    again, stop = pressed("repondre"), typed("arrête", "arreter")
    talk = opened(again, again, stop, pressed("autre_chose"), again, NONSENSE)
    assert len(talk.asked) <= MAXIMUM_QUESTIONS


@any_conversation
@given(READINGS)
def test_whatever_is_said_the_promises_hold(readings: list[Reading]):
    talk = Talk()
    searching = True
    for reading in readings:
        talk.hear(reading)
        _check_turn(talk)
        if reading.intent == "recommencer" and talk.state.presented is None:
            searching = True
        if searching:
            assert len(talk.asked) <= MAXIMUM_QUESTIONS
            assert len(talk.state.progress.asked) <= MAXIMUM_QUESTIONS
            assert all(talk.confirmed.count(name) <= 1 for name in Field.values())
        searching = searching and "referrals" not in talk.kinds
    _check_it_ends(talk)


def _check_turn(talk: Talk) -> None:
    assert talk.said, "jamais de silence"
    progress = talk.state.progress
    if talk.requested is not None:
        assert talk.requested != Field.SEXE
        assert talk.requested not in talk.criteria
        assert talk.requested not in progress.skipped
        assert progress.asked.count(talk.requested) <= most(talk.requested)
        assert talk.values.count(None) == 1
    for name, values in progress.candidates.items():
        assert len(values) > 1 and getattr(progress.criteria, name) is None
    asked = [name for name in talk.kinds if name == "question"]
    assert len(asked) <= 1
    if "referrals" in talk.kinds:
        assert "human_help" in talk.kinds
        assert not asked
    misunderstood = any("pas_compris" in name for name in talk.kinds) or progress.again
    assert not misunderstood or talk.state.failures == 1


def _check_it_ends(talk: Talk) -> None:
    """Skipping what is asked always comes to services and a human line."""
    for _ in range(MAXIMUM_QUESTIONS):
        if talk.requested is None:
            break
        talk.hear(SKIP)
    assert talk.requested is None


@any_conversation
@given(_typed() | _PRESSED, st.lists(_typed(), max_size=3))
def test_nothing_is_known_that_was_not_said(last: Reading, before: list[Reading]):
    """Every known value was in a message; only « moi » stands for a profile."""
    talk = Talk()
    said: dict[str, set[Any]] = {name: set() for name in Field.values()}
    said["profil"].add("jeune")
    for reading in [*before, last]:
        for found in (reading.facts, reading.answers):
            for name, value in found.items():
                said[name] |= set(value) if name == Field.REGION else {value}
        talk.hear(reading)
    assert all(value in said[name] for name, value in talk.criteria.items())


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(_typed(), max_size=10))
def test_a_region_in_doubt_is_never_known(readings: list[Reading]):
    """A region comes from a message that named one alone, never from several."""
    talk = Talk()
    alone: set[str] = set()
    for reading in readings:
        for found in (reading.facts, reading.answers):
            codes = found.get("region", ())
            alone |= set(codes) if len(codes) == 1 else set()
        talk.hear(reading)
        assert talk.criteria.get("region") in {None, *alone}


@pytest.mark.parametrize("vous", [False, True])
@pytest.mark.parametrize("field", ["situation", "profil", "age", "region"])
def test_typing_the_words_of_a_button_is_pressing_it(field: str, vous: bool):
    choices = question(field, Progress(), vous).choices
    for choice in choices:
        words = choice.title.upper().replace("É", "E")
        state, _ = advance(State(), Reading(intent="hors_sujet", text=words), field)
        assert state.failures == 0, words
        if choice.value is None:
            assert field in state.progress.skipped
        elif choice.value != "autre_chose":
            assert getattr(state.criteria, field) == choice.value


# --- questions with a sourced answer ------------------------------------------


def asking(text: str, answer: str, intent: str = "poser_question", **facts: Any) -> Reading:
    return replace(typed(text, intent, **facts), answer=answer)


def test_a_question_is_answered_then_the_same_question_comes_again():
    talk = opened(STORY).hear(asking("c'est quoi l'IVAC?", "ivac"))
    assert "Source :" in talk.said[0]["text"]
    assert talk.requested == "age"
    assert talk.criteria == {"profil": "jeune", "situation": "sextorsion"}


def test_a_question_of_law_first_is_answered_and_is_the_need():
    question = asking("jusqu'à quand porter plainte?", "delai_plainte", situation="justice")
    talk = opened(question)
    assert "Source :" in talk.said[0]["text"]
    assert talk.criteria["situation"] == "justice"
    assert talk.requested is not None


def test_a_question_of_law_later_changes_no_need():
    talk = served(asking("c'est tu illégal?", "photos_illegal", "justice", situation="justice"))
    assert talk.criteria["situation"] == "sextorsion"
    assert talk.requested is None
    assert "referrals" not in talk.kinds


def test_a_long_story_is_no_question():
    story = "un gars " + "me suit partout et " * 10 + "je veux porter plainte"
    talk = opened(asking(story, "delai_plainte", "justice", situation="justice"))
    assert all("Source :" not in message["text"] for message in talk.said)
    assert talk.criteria["situation"] == "justice"


def test_privacy_is_said_with_the_sourced_answer():
    talk = served(
        asking("mes parents vont le savoir?", "appel_parents", "demander_confidentialite")
    )
    assert talk.kinds[0] == "utter_confidentialite"
    assert "Source :" in talk.said[1]["text"]


@pytest.mark.parametrize("identity", ["peines_adulte", "inconnue"])
def test_an_answer_that_may_not_be_given_leads_to_people(identity: str):
    talk = served(asking("quelles peines?", identity))
    assert all("Source :" not in message["text"] for message in talk.said)
    assert "human_help" in talk.kinds


# --- after the results ---------------------------------------------------------


def test_what_did_not_work_opens_the_next_door():
    talk = served()
    first = [item["id"] for item in talk.said[1]["custom"]["items"]]
    talk.hear(typed("ça n'a pas marché", "dire_echec"))
    assert talk.kinds[0] == "utter_echec"
    (shown,) = [message for message in talk.said if kind(message) == "referrals"]
    assert not set(first) & {item["id"] for item in shown["custom"]["items"]}
    assert talk.kinds[-1] == "human_help"


def test_what_did_not_work_before_any_result_is_heard_and_the_search_goes_on():
    talk = opened(STORY).hear(typed("j'ai appelé pis ça a pas marché", "dire_echec"))
    assert talk.kinds[0] == "utter_echec"
    assert talk.requested == "age"


def test_three_sentences_to_call_with():
    talk = served(typed("quoi dire quand j'appelle", "demander_preparation"))
    assert talk.said[0]["text"].count("•") == 3


def test_what_happens_next_is_general_then_sourced():
    talk = served(typed("pis après?", "demander_suite"))
    assert len(talk.said) > 1
    assert "Source :" in talk.said[1]["text"]


# --- the first words about a situation -----------------------------------------


def test_the_first_words_come_before_the_question_with_who_to_call():
    talk = opened(STORY)
    assert talk.kinds == ["texte", "human_help", "question"]
    assert "Source :" in talk.said[0]["text"]


def test_the_first_words_are_said_once():
    talk = opened(STORY).hear(answered("15", age=15))
    assert talk.kinds == ["question"]


def test_the_first_words_wait_for_who_writes():
    talk = Talk().hear(OPEN).hear(pressed("repondre", situation="sextorsion"))
    assert (talk.kinds, talk.requested) == (["question"], "profil")
    talk.hear(pressed("repondre", profil="parent"))
    assert talk.kinds[0] == "texte"
    assert "La personne menacée" in talk.said[0]["text"]


def test_with_results_the_first_words_bring_no_lines_of_their_own():
    talk = opened(WHOLE)
    assert [message for message in talk.said if kind(message) == "human_help"] == [talk.said[-1]]


def test_a_confirmed_situation_has_its_first_words():
    talk = opened(unsure("il m'achale en ligne", "cyberintimidation", "leurre"))
    assert talk.kinds == ["question"]
    talk.hear(pressed("repondre", situation="leurre"))
    assert talk.kinds[0] == "texte"


def test_the_answer_that_says_the_same_is_enough():
    asked = replace(typed("c'est quoi la sextorsion", "poser_question"), answer="sextorsion")
    talk = Talk().hear(OPEN).hear(replace(asked, facts={"situation": "sextorsion"}))
    texts = [message["text"] for message in talk.said if kind(message) == "texte"]
    assert len(texts) == 1


# --- English -------------------------------------------------------------------


def english(text: str, intent: str = "hors_sujet", **facts: Any) -> Reading:
    return replace(typed(text, intent, **facts), english=True)


def test_english_is_answered_once_with_lines_and_goes_on():
    talk = opened(english("my ex wants to post my pics", "sextorsion", situation="sextorsion"))
    assert talk.kinds[:2] == ["utter_anglais", "human_help"]
    assert talk.criteria["situation"] == "sextorsion"
    assert talk.requested is not None
    talk.hear(english("i am 15", "dire_age", age=15))
    assert "utter_anglais" not in talk.kinds
    assert talk.criteria["age"] == 15


def test_english_not_understood_is_no_failure():
    talk = opened(english("it is what it is"))
    assert "utter_pas_compris" not in talk.kinds
    assert talk.state.failures == 0
    assert talk.requested == "situation"


def test_english_after_results():
    talk = served(english("thank you so much for this", "remercier"))
    assert talk.kinds[:2] == ["utter_anglais", "human_help"]
    assert talk.requested is None
