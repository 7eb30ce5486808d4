"""The steps of the French scenarios: what a person does, and what they must get."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from pytest_bdd import given, parsers, then, when

from knowledge import answers, preparation
from knowledge.vocabulary import Modality
from tests.features import checks
from tests.features.told import Told
from tests.stack import Stack

_NUMBERS = {"age"}

BETWEEN = (
    "mon chum m'insulte sur insta devant tout le monde",
    "mon ex parle de moi en mal sur internet",
    "un gars rit de moi avec une photo de moi",
    "j'ai peur de lui",
    "mon chum veut mes photos",
    "un homme veut que j'aille dormir chez lui",
    "mon ex dit qu'il va tout dire à l'école",
    "un vieux me donne des cadeaux pour des photos",
    "je veux plus aller à l'école à cause de lui",
    "des filles ont mis ma photo dans un groupe et rient de moi",
    "mon ex me texte sans arrêt et parle de mes photos",
    "un gars plus vieux me suit partout en ligne",
    "mon chum veut que je voie ses amis pour de l'argent",
    "il me contrôle et il montre mes messages à tout le monde",
    "je veux partir de chez nous, mon chum m'attend",
    "quelqu'un se fait passer pour moi et demande des photos",
)
"""Each could be two situations; which ones the model hesitates on is for it to say."""


def _value(field: str, text: str) -> Any:
    return int(text) if field in _NUMBERS else text


@pytest.fixture
def open_told(stack: Stack) -> Callable[..., Told]:
    """Opens conversations, and checks each at the end."""

    def opened(profil: str | None = None) -> Told:
        return Told(stack.open(profil))

    return opened


# --- Étant donné ------------------------------------------------------------


@given("une conversation ouverte", target_fixture="told")
def opened(open_told: Callable[..., Told]) -> Told:
    return open_told()


@given(parsers.parse('une conversation ouverte comme "{profil}"'), target_fixture="told")
def opened_as(open_told: Callable[..., Told], profil: str) -> Told:
    return open_told(profil)


@given("une personne de 15 ans qui a reçu des services", target_fixture="told")
def served(open_told: Callable[..., Told]) -> Told:
    told = open_told("jeune")
    told.press("sextorsion")
    told.press(15)
    told.press("16")
    assert told.items, str(told)
    return told


@given("un parent de Joliette qui a reçu des services", target_fixture="told")
def served_parent(open_told: Callable[..., Told]) -> Told:
    told = open_told("parent")
    told.press("inquietude")
    told.press(14)
    told.press("14")
    assert told.items, str(told)
    return told


# --- Quand ------------------------------------------------------------------


@when(parsers.parse('j\'écris "{text}"'))
def types(told: Told, text: str) -> None:
    told.type(text)


@when("j'écris :")
def types_long(told: Told, docstring: str) -> None:
    told.type(docstring)


@when("j'écris un message vide")
def types_nothing(told: Told) -> None:
    told.type("   \n ")


@when("j'écris un message de 4000 caractères")
def types_much(told: Told) -> None:
    words = "j'ai 15 ans et je vis à Longueuil. Ma journée a été longue et je raconte tout. "
    told.type((words * 80)[:4000])


@when(parsers.parse('je choisis "{value}"'))
def presses(told: Told, value: str) -> None:
    told.press(value)


@when(parsers.parse('je choisis "{value}" si on l\'offre'))
def presses_if_offered(told: Told, value: str) -> None:
    if any(checks.offers(message, value) for message in told.messages):
        told.press(value)


@when(parsers.parse("je choisis {age:d} ans"))
def presses_age(told: Told, age: int) -> None:
    told.press(age)


@when(parsers.parse("je choisis {age:d} ans si on le demande"))
def presses_age_if_asked(told: Told, age: int) -> None:
    if any(question["custom"]["field"] == "age" for question in told.of_type("question")):
        told.press(age)


@when("je passe la question")
def skips(told: Told) -> None:
    told.press(None)


@when("je passe la question si on la pose")
def skips_if_asked(told: Told) -> None:
    if told.of_type("question"):
        told.press(None)


@when("j'écris un message entre deux situations")
def types_between(told: Told, stack: Stack) -> None:
    told.type(_between(stack))


@when(parsers.parse('j\'écris un message entre deux situations, puis "{more}"'))
def types_between_and(told: Told, stack: Stack, more: str) -> None:
    told.type(_between(stack, more))


_found: dict[str, str] = {}


def _between(stack: Stack, more: str = "") -> str:
    """The first message of `BETWEEN` that this model really hesitates on."""
    if more not in _found:
        for phrase in BETWEEN:
            text = f"{phrase}. {more}".strip()
            tried = stack.open("jeune" if not more else None)
            tried.type(text)
            asked = [
                item
                for item in tried.of_type("question")
                if item["custom"]["field"] == "situation" and checks.is_confirmation(item)
            ]
            if asked:
                _found[more] = text
                break
        else:
            pytest.fail(f"Le modèle n'hésite sur aucun de ces messages : {BETWEEN}")
    return _found[more]


_RANKS = ("première", "deuxième", "troisième")


@when(parsers.parse("je choisis la {rank} lecture proche"))
def presses_reading(told: Told, rank: str) -> None:
    (question,) = told.of_type("question")
    told.chosen = checks.candidates(question)[_RANKS.index(rank)]
    told.press(told.chosen)


@when(parsers.parse('je corrige {field} en "{value}"'))
def corrects(told: Told, field: str, value: str) -> None:
    told.correct(**{field: _value(field, value)})


@when(parsers.parse("je fais oublier {field}"))
def forgets(told: Told, field: str) -> None:
    told.correct(**{field: None})


CHAT = (
    "merci",
    "c'est confidentiel?",
    "t'es qui",
    "plus",
    "ils vont-tu appeler mes parents",
    "pourquoi",
    "ok",
    "c'est quoi l'IVAC",
    "aide",
)
"""What someone says around a search: nothing that changes what is known."""


@when(parsers.parse("je bavarde pendant {count:d} messages"))
def chats(told: Told, count: int) -> None:
    for turn in range(count):
        told.type(CHAT[turn % len(CHAT)])


@when("je demande d'autres services jusqu'à la fin")
def reads_all(told: Told) -> None:
    ids = told.everything()
    assert len(ids) == len(set(ids)), f"un service proposé deux fois :\n{told}"


# --- Alors ------------------------------------------------------------------


@then("les critères sont :")
def criteria_are(told: Told, datatable: list[list[str]]) -> None:
    wanted = {field: _value(field, value) for field, value in datatable}
    assert told.criteria == wanted, str(told)


@then("les critères sont vides")
def no_criteria(told: Told) -> None:
    assert told.criteria == {}, str(told)


@then(parsers.parse('{field:w} vaut "{value}"'))
def criterion_is(told: Told, field: str, value: str) -> None:
    assert told.criteria.get(field) == _value(field, value), str(told)


@then("la situation est celle que j'ai choisie")
def chosen_situation(told: Told) -> None:
    assert told.chosen is not None
    assert told.criteria.get("situation") == told.chosen, str(told)


@then(parsers.parse("{field:w} est inconnu"))
def criterion_unknown(told: Told, field: str) -> None:
    assert field not in told.criteria, str(told)


@then(parsers.parse('on me demande "{field}"'))
def asked(told: Told, field: str) -> None:
    fields = [question["custom"]["field"] for question in told.of_type("question")]
    assert fields == [field], f"{fields}\n{told}"


@then(parsers.parse('on me redemande "{field}"'))
def asked_again(told: Told, field: str) -> None:
    """The question stands at the end of the answer, whether or not it counts as one more."""
    last = told.messages[-1]
    named = last.get("custom", {}).get("field")
    payloads = [button["payload"] for button in last.get("buttons", ()) if button["value"] is None]
    assert len(payloads) == 1, str(told)
    assert named == field or f'"{field}"' in payloads[0], str(told)


@then("on ne me demande rien")
def nothing_asked(told: Told) -> None:
    assert not told.of_type("question"), str(told)


@then(parsers.parse('on me propose de choisir entre "{values}"'))
def offered(told: Told, values: str) -> None:
    (question,) = told.of_type("question")
    assert sorted(checks.candidates(question)) == sorted(re.split(r",\s*", values)), str(told)
    others = [button["value"] for button in question["buttons"]]
    assert "autre_chose" in others and None in others, str(told)


@then("on me propose deux ou trois lectures proches")
def close_readings(told: Told) -> None:
    (question,) = told.of_type("question")
    assert checks.is_confirmation(question), str(told)
    assert 2 <= len(checks.candidates(question)) <= 3, str(told)


@then("je reçois des services")
def served_now(told: Told) -> None:
    assert told.items, str(told)
    assert told.of_type("human_help"), str(told)


@then("je reçois une réponse, même sans service")
def answered(told: Told) -> None:
    assert told.of_type("referrals"), str(told)
    assert told.of_type("human_help"), str(told)


@then("je reçois d'autres services que les premiers")
def other_services(told: Told) -> None:
    shown = {item["id"] for item in told.items}
    assert shown, str(told)
    assert not shown & set(told.first_shown), str(told)


@then(parsers.parse('on me donne trois phrases à dire pour "{situation}" comme "{profil}"'))
def sentences_to_say(told: Told, situation: str, profil: str) -> None:
    wanted = preparation.sentences(situation, profil)
    assert len(wanted) == 3
    assert all(sentence in told.text for sentence in wanted), str(told)


@then(parsers.parse('on me répond "{identity}" avec sa source'))
def sourced_answer(told: Told, identity: str) -> None:
    wanted = answers.answers()[identity]
    said = (wanted.text(vous=False), wanted.text(vous=True))
    assert any(words in told.text for words in said), str(told)
    assert "Source :" in told.text
    assert wanted.sources[0].name in told.text


@then("aucun service n'est proposé")
def no_service(told: Told) -> None:
    assert not told.items, str(told)


@then("il n'en reste plus")
def none_left(told: Told) -> None:
    assert not any(told_["custom"]["more"] for told_ in told.of_type("referrals")), str(told)
    assert not any(checks.offers(message, "plus") for message in told.messages), str(told)


@then("chaque service proposé convient")
def all_suit(told: Told) -> None:
    assert told.items, str(told)
    wrong = {item["name"]: checks.why_not(item, told.criteria) for item in told.items}
    assert not any(wrong.values()), f"{wrong}\n{told}"


@then("chaque service proposé convient si j'en reçois")
def those_suit(told: Told) -> None:
    wrong = {item["name"]: checks.why_not(item, told.criteria) for item in told.items}
    assert not any(wrong.values()), f"{wrong}\n{told}"


@then(parsers.parse('chaque service est en "{region}" ou partout au Québec'))
def all_near(told: Told, region: str) -> None:
    assert told.items, str(told)
    assert all(region in item["regions"] for item in told.items), str(told)


@then(parsers.parse("aucun service n'est réservé aux {low:d} ans et plus"))
def none_for_older(told: Told, low: int) -> None:
    assert all((item.get("minimum_age") or 0) < low for item in told.items), str(told)


@then("aucun service n'est réservé aux femmes")
def none_for_women(told: Told) -> None:
    for item in told.items:
        assert "masculin" in (checks.records()[item["id"]].sexes or ["masculin"]), str(told)


@then("le premier service n'est ni un atelier ni une table")
def first_is_a_door(told: Told) -> None:
    assert told.items, str(told)
    first = checks.records()[told.items[0]["id"]]
    assert not checks.is_workshop_or_table(first), f"{first.name}\n{told}"


@then("aucun service n'est un atelier, une formation ou une table")
def none_is_taught(told: Told) -> None:
    assert told.items, str(told)
    for item in told.items:
        assert not checks.is_workshop_or_table(checks.records()[item["id"]]), str(told)


@then("le premier service est un hébergement")
def first_is_a_shelter(told: Told) -> None:
    assert told.items, str(told)
    record = checks.records()[told.items[0]["id"]]
    assert "hebergement" in record.situations, f"{record.name}\n{told}"
    assert getattr(record, "modality", None) == Modality.HEBERGEMENT, f"{record.name}\n{told}"


@then("le premier service sert à former une équipe")
def first_is_training(told: Told) -> None:
    assert told.items, str(told)
    assert "formation" in checks.records()[told.items[0]["id"]].situations, str(told)


@then("aucun service suspendu, inachevé ou à confirmer n'est proposé")
def none_suspended(told: Told) -> None:
    for item in told.items:
        record = checks.records()[item["id"]]
        assert item["stage"] == "en_application", str(told)
        assert str(getattr(record, "stage", "en_application")) == "en_application", str(told)
        assert record.publishable, str(told)


@then("une ligne humaine est montrée")
def a_human_line(told: Told) -> None:
    assert told.of_type("human_help") or told.of_type("urgent"), str(told)
    assert told.lines, str(told)


@then(parsers.parse('l\'une des lignes "{names}" est montrée'))
def one_of_the_lines(told: Told, names: str) -> None:
    wanted = set(re.split(r",\s*", names))
    assert wanted & {line["id"] for line in told.lines}, str(told)


@then(parsers.parse('la ligne "{name}" est montrée'))
def the_line(told: Told, name: str) -> None:
    assert name in {line["id"] for line in told.lines}, str(told)


@then(parsers.parse('aucune ligne "{name}" n\'est montrée'))
def not_the_line(told: Told, name: str) -> None:
    assert told.lines, str(told)
    assert name not in {line["id"] for line in told.lines}, str(told)


@then(parsers.parse('le message urgent parle de "{kind}"'))
def urgent(told: Told, kind: str) -> None:
    assert [message["custom"]["kind"] for message in told.of_type("urgent")] == [kind], str(told)
    assert told.messages[0]["custom"]["type"] == "urgent", str(told)


@then("aucun message n'est urgent")
def not_urgent(told: Told) -> None:
    assert not told.of_type("urgent"), str(told)


@then("on me tutoie")
def tutoie(told: Told) -> None:
    assert checks.answer_registers(told.messages) == {"tu"}, str(told)


@then("on ne me tutoie pas")
def not_tutoie(told: Told) -> None:
    assert "tu" not in checks.answer_registers(told.messages), str(told)


@then("on ne me vouvoie pas")
def not_vouvoie(told: Told) -> None:
    assert "vous" not in checks.answer_registers(told.messages), str(told)


@then("on me vouvoie")
def vouvoie(told: Told) -> None:
    assert checks.answer_registers(told.messages) == {"vous"}, str(told)


@then(parsers.parse("au plus {count:d} questions ont été posées"))
@then(parsers.parse("au plus {count:d} question a été posée"))
def few_questions(told: Told, count: int) -> None:
    assert told.most_questions <= count, str(told)


@then(parsers.parse('la réponse dit "{words}"'))
def says(told: Told, words: str) -> None:
    assert words.casefold() in told.text.casefold(), str(told)


@then(parsers.parse('la réponse ne dit pas "{words}"'))
def says_not(told: Told, words: str) -> None:
    assert words.casefold() not in told.text.casefold(), str(told)


@then("on me dit que ce n'est pas compris")
def says_lost(told: Told) -> None:
    assert checks.says_lost(told.messages), str(told)


@then("on ne me dit pas que ce n'est pas compris")
def not_lost(told: Told) -> None:
    assert not checks.says_lost(told.messages), str(told)


@then("on m'offre des boutons")
def buttons_offered(told: Told) -> None:
    assert any(message.get("buttons") for message in told.messages), str(told)


@then("aucun bouton n'est offert")
def no_buttons(told: Told) -> None:
    assert not any(message.get("buttons") for message in told.messages), str(told)


@then(parsers.parse("rien n'est perdu pour qui a {age:d} ans"))
def skipping_age_keeps(told: Told, age: int) -> None:
    _keeps(told, age=age)


@then(parsers.parse('rien n\'est perdu pour qui vit en "{region}"'))
def skipping_region_keeps(told: Told, region: str) -> None:
    _keeps(told, region=region)


@then(parsers.parse('rien n\'est perdu pour qui dit "{situation}"'))
def skipping_situation_keeps(told: Told, situation: str) -> None:
    _keeps(told, situation=situation)


@then(parsers.parse('rien n\'est perdu pour qui est "{sexe}"'))
def not_saying_keeps(told: Told, sexe: str) -> None:
    if "sexe" in told.criteria:
        told.correct(sexe=None)
    _keeps(told, sexe=sexe)


@then(parsers.parse('aucun bouton n\'a la valeur "{value}"'))
def no_button(told: Told, value: str) -> None:
    values = [button["value"] for item in told.messages for button in item.get("buttons", ())]
    assert values, str(told)
    assert value not in values, str(told)


def _keeps(told: Told, **fact: Any) -> None:
    """Promise 2: what knowing would have kept was there without knowing."""
    without = set(told.everything())
    told.correct(**fact)
    known = set(told.everything())
    assert known, str(told)
    assert known <= without, f"{known - without}\n{told}"
