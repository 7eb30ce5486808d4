"""The contract's messages: exact shapes, and the same facts in the text (CONTRACT §2)."""

from __future__ import annotations

import datetime as dt
import itertools
import json
import re
from dataclasses import replace
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import help, messages, questions, wording
from knowledge.directory import Directory
from knowledge.matching import Match, Reason, Result, match
from knowledge.questions import Progress
from knowledge.services import Criteria, Opening, Phone
from knowledge.vocabulary import REGIONS, Profil, Sexe, Situation, Stage
from tests.conftest import NOW, make_criteria, make_service

TODAY = NOW.date()


def _record(required: dict[str, Any], optional: dict[str, Any] | None = None) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {**required, **(optional or {})},
        "required": sorted(required),
        "additionalProperties": False,
    }


def _list(items: dict[str, Any], least: int = 0, most: int | None = None) -> dict[str, Any]:
    return {
        "type": "array",
        "items": items,
        "minItems": least,
        **({} if most is None else {"maxItems": most}),
    }


WORDS = {"type": "string", "minLength": 1}
YES_OR_NO = {"type": "boolean"}
AGE = {"type": "integer", "minimum": 0, "maximum": 120}
DATE = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"}
ADDRESS = {"type": "string", "pattern": "^https?://"}
NUMBER = {"type": "string", "pattern": r"^(\+1\d{10}|\d{3,6})$"}
REGION = {"enum": list(REGIONS)}

CRITERIA = _record(
    {},
    {
        "profil": {"enum": list(Profil.values())},
        "age": AGE,
        "region": REGION,
        "situation": {"enum": list(Situation.values())},
        "sexe": {"enum": list(Sexe.values())},
    },
)
BUTTON = _record(
    {
        "title": WORDS,
        "payload": {"type": "string", "pattern": r"^/[a-z_]+(\{.*\})?$"},
        "value": {"type": ["string", "integer", "null"]},
    }
)
PHONE = _record({"number": NUMBER}, {"label": WORDS, "hours": WORDS})
ITEM = _record(
    {
        "id": {"type": "string", "pattern": "^[0-9a-f-]{36}$"},
        "name": WORDS,
        "organization": WORDS,
        "summary": WORDS,
        "why": _list(WORDS, 1),
        "reach": WORDS,
        "regions": _list(REGION, 1),
        "phones": _list(PHONE),
        "stage": {"enum": list(Stage.values())},
        "type": WORDS,
        "assured_date": DATE,
        "stale": YES_OR_NO,
        "source": _record({"document": WORDS, "locator": WORDS}),
    },
    {"minimum_age": AGE, "maximum_age": AGE, "url": ADDRESS, "modality": WORDS},
)
LINE = {
    **_record(
        {
            "id": {"type": "string", "pattern": "^[a-z0-9][a-z0-9-]+$"},
            "name": WORDS,
            "open": {"enum": [True, False, None]},
            "assured_date": DATE,
            "source": WORDS,
        },
        {"phone": NUMBER, "sms": NUMBER, "chat": ADDRESS, "url": ADDRESS, "hours": WORDS},
    ),
    "anyOf": [{"required": [way]} for way in ("phone", "sms", "chat", "url")],
}
CUSTOM = {
    "question": _record(
        {"type": {"const": "question"}, "field": {"enum": ["profil", "age", "region", "situation"]}}
    ),
    "referrals": _record(
        {
            "type": {"const": "referrals"},
            "criteria": CRITERIA,
            "items": _list(ITEM, 0, 3),
            "more": {"type": "integer", "minimum": 0},
            "widened": YES_OR_NO,
        }
    ),
    "urgent": _record(
        {
            "type": {"const": "urgent"},
            "kind": {"enum": ["danger", "suicide"]},
            "lines": _list(LINE, 1, 4),
        }
    ),
    "human_help": _record({"type": {"const": "human_help"}, "lines": _list(LINE, 1, 4)}),
}


def check_shape(message: dict[str, Any]) -> None:
    """Refuse whatever the contract does not say of a message."""
    custom = message["custom"]
    shape = _record({"text": WORDS, "custom": CUSTOM[custom["type"]]}, {"buttons": _list(BUTTON)})
    jsonschema.Draft202012Validator(shape).validate(message)
    assert json.loads(json.dumps(message, ensure_ascii=False)) == message
    for button in message.get("buttons", ()):
        _, _, argument = button["payload"].partition("{")
        if argument:
            json.loads("{" + argument)


@pytest.mark.parametrize(
    ("type_", "spoiled"),
    [
        ("question", {"field": "sexe"}),
        ("referrals", {"widened": None}),
        ("referrals", {"items": [{"id": "x"}]}),
        ("urgent", {"kind": "autre"}),
        ("human_help", {"lines": []}),
    ],
)
def test_the_check_itself_refuses_a_wrong_shape(type_: str, spoiled: dict[str, Any]):
    right: dict[str, dict[str, Any]] = {
        "question": messages.question(questions.question("age", Progress(), vous=False)),
        "referrals": messages.referrals(Result((), False), Criteria(), NOW, vous=False),
        "urgent": help.urgent_message("danger", Criteria(), NOW),
        "human_help": help.human_help_message(Criteria(), NOW),
    }
    message = right[type_]
    check_shape(message)
    with pytest.raises(jsonschema.ValidationError):
        check_shape({**message, "custom": {**message["custom"], **spoiled}})


# --- questions --------------------------------------------------------------

FIELDS = ("situation", "profil", "age", "region")
VALUES: dict[str, set[Any]] = {
    "situation": set(Situation.values()),
    "profil": set(Profil.values()),
    "age": set(range(100)),
    "region": set(REGIONS),
}


@pytest.mark.parametrize("again", [False, True])
@pytest.mark.parametrize("vous", [False, True])
@pytest.mark.parametrize("field", FIELDS)
def test_question(field: str, vous: bool, again: bool):
    asked = questions.question(field, Progress(again=again), vous)
    message = messages.question(asked)
    check_shape(message)
    assert message["text"] == asked.text
    assert message["custom"] == {"type": "question", "field": field}
    values = [button["value"] for button in message["buttons"]]
    assert values.count(None) == 1
    assert set(values) - {None, "autre_chose"} <= VALUES[field]
    assert message["buttons"][-1]["payload"] == f'/passer{{"champ": "{field}"}}'
    for button in message["buttons"]:
        if button["value"] in VALUES[field]:
            assert button["payload"].startswith("/repondre{")
            sent = json.loads(button["payload"].removeprefix("/repondre"))
            assert sent == {field: button["value"]}


@pytest.mark.parametrize(
    ("field", "close"),
    [
        ("situation", ("sextorsion", "leurre")),
        ("situation", ("inquietude", "leurre", "exploitation_sexuelle")),
        ("region", ("06", "16")),
        ("region", ("01", "11", "12")),
    ],
)
def test_confirmation(field: str, close: tuple[str, ...]):
    message = messages.question(
        questions.question(field, Progress(candidates={field: close}), vous=False)
    )
    check_shape(message)
    assert message["custom"] == {"type": "question", "field": field}
    assert [button["value"] for button in message["buttons"]] == [*close, "autre_chose", None]
    assert message["buttons"][-2]["payload"] == f'/autre_chose{{"champ": "{field}"}}'


# --- referrals --------------------------------------------------------------

ALWAYS = Opening(("MO", "TU", "WE", "TH", "FR", "SA", "SU"), "00:00", "24:00")
FULL = make_service(
    id="0123456789abcdef0123456789abcdef0123",
    minimum_age=12,
    maximum_age=17,
    phones=(
        Phone("+18005550100", "voice", "de jour", "de 8 h à 16 h"),
        Phone("+15145550101", "text"),
    ),
    url="https://essai.example",
    modality="ecoute",
    types=("soutien", "outil"),
    sexes=("feminin",),
)
BARE = make_service(id="bbbbbbbb-89ab-cdef-0123-456789abcdef")


def _facts_are_said(text: str, item: dict[str, Any]) -> None:
    """Every fact of an item that a person needs, in the text."""
    for name in ("name", "organization", "summary", "reach"):
        assert item[name] in text
    for reason in item["why"]:
        assert reason in text
    digits = re.sub(r"\D", "", text)
    for phone in item["phones"]:
        assert phone["number"].removeprefix("+1") in digits
        for extra in ("label", "hours"):
            if extra in phone and phone[extra] != "texto":
                assert phone[extra].removeprefix("texto, ") in text
    if "url" in item:
        assert item["url"] in text
    day = dt.date.fromisoformat(item["assured_date"])
    # Long ago, the year says enough; otherwise the day.
    assert (str(day.year) if item["stale"] else wording.date(day)) in text
    assert item["source"]["document"] in text
    assert item["source"]["locator"] in text
    for bound in ("minimum_age", "maximum_age"):
        if bound in item:
            assert f"{item[bound]}" in text
    if item["stage"] != "en_application":
        assert "moment de la recension" in text


def test_an_item_holds_every_fact():
    entry = messages.item(match([FULL], make_criteria()).matches[0], make_criteria(), TODAY)
    assert entry == {
        "id": FULL.id,
        "name": "Un service",
        "organization": "Organisme de Un service",
        "summary": FULL.summary,
        "why": [
            wording.SITUATIONS["sextorsion"],
            "pour les 12 à 17 ans",
            "en Montérégie",
            "pour les filles et les femmes",
            "reçoit les gens directement",
        ],
        "reach": "On écrit par le site.",
        "regions": ["16"],
        "minimum_age": 12,
        "maximum_age": 17,
        "phones": [
            {"number": "+18005550100", "label": "de jour", "hours": "de 8 h à 16 h"},
            {"number": "+15145550101", "label": "texto"},
        ],
        "url": "https://essai.example",
        "stage": "en_application",
        "type": "soutien, outil",
        "modality": "ecoute",
        "assured_date": "2026-11-01",
        "stale": False,
        "source": {"document": "contacts", "locator": "essai"},
    }


def test_absent_facts_are_left_out():
    entry = messages.item(match([BARE], make_criteria()).matches[0], make_criteria(), TODAY)
    assert not {"minimum_age", "maximum_age", "url", "modality"} & set(entry)
    assert None not in entry.values()
    assert entry["phones"] == []


@pytest.mark.parametrize(
    ("count", "start", "items", "more"),
    [
        (0, 0, 0, 0),
        (1, 0, 1, 0),
        (3, 0, 3, 0),
        (4, 0, 3, 1),
        (8, 3, 3, 2),
        (8, 6, 2, 0),
        (3, 3, 0, 0),
    ],
)
def test_three_at_a_time(count: int, start: int, items: int, more: int):
    services = [replace(BARE, id=f"{n:08d}-89ab-cdef-0123-456789abcdef") for n in range(count)]
    found = match(services, make_criteria())
    message = messages.referrals(found, make_criteria(), NOW, vous=False, start=start)
    check_shape(message)
    assert len(message["custom"]["items"]) == items
    assert message["custom"]["more"] == more
    values = [button["value"] for button in message["buttons"]]
    assert ("plus" in values) is (more > 0)
    assert {"aide", "recommencer"} <= set(values)
    if items:
        assert f"{start + 1}. Un service" in message["text"]


@pytest.mark.parametrize("vous", [False, True])
def test_nothing_fits_is_said(vous: bool):
    message = messages.referrals(match([], make_criteria()), make_criteria(), NOW, vous)
    check_shape(message)
    assert message["custom"]["items"] == []
    assert message["custom"]["criteria"] == {
        "profil": "jeune",
        "age": 15,
        "region": "16",
        "situation": "sextorsion",
    }
    assert "aucun service" in message["text"]


def test_widened_is_said():
    found = match([replace(BARE, regions=REGIONS)], make_criteria())
    message = messages.referrals(found, make_criteria(), NOW, vous=False)
    assert message["custom"]["widened"] is True
    assert "partout au Québec" in message["text"]


a_criteria = st.builds(
    Criteria,
    profil=st.none() | st.sampled_from(Profil.values()),
    age=st.none() | st.integers(8, 60),
    region=st.none() | st.sampled_from(REGIONS),
    situation=st.none() | st.sampled_from(Situation.values()),
    sexe=st.none() | st.sampled_from(Sexe.values()),
)


@given(a_criteria, st.booleans(), st.sampled_from((0, 3, 6)))
def test_any_referrals_of_the_real_directory(
    listed: Directory, criteria: Criteria, vous: bool, start: int
):
    found = match(listed.services, criteria)
    message = messages.referrals(found, criteria, NOW, vous, start)
    check_shape(message)
    custom = message["custom"]
    assert custom["criteria"] == criteria.known()
    assert None not in custom["criteria"].values()
    assert custom["more"] == max(0, len(found.matches) - start - len(custom["items"]))
    blocks = message["text"].split("\n\n")
    assert len(blocks) == len(custom["items"]) + 1
    for block, item in zip(blocks[1:], custom["items"], strict=True):
        _facts_are_said(block, item)


def test_every_service_of_the_real_directory(listed: Directory):
    for service in listed.services:
        reasons = [Reason.PROVINCE if service.province else Reason.REGION]
        if (service.minimum_age, service.maximum_age) != (None, None):
            reasons.append(Reason.AGE)
        if service.stage != "en_application":
            reasons.append(Reason.STAGE)
        one = Result((Match(service, tuple(reasons)),), widened=False)
        message = messages.referrals(one, Criteria(), NOW, vous=True)
        check_shape(message)
        _facts_are_said(message["text"], message["custom"]["items"][0])


# --- lines ------------------------------------------------------------------


def _line_is_said(text: str, line: dict[str, Any]) -> None:
    row = next(row for row in text.splitlines() if row.startswith(f"• {line['name']}"))
    digits = re.sub(r"\D", "", row)
    for way in ("phone", "sms"):
        if way in line:
            assert line[way].removeprefix("+1") in digits
    for way in ("chat", "url", "hours"):
        if way in line:
            assert line[way] in row
    state = {True: "ouvert maintenant", False: "fermé en ce moment", None: ""}[line["open"]]
    assert state in row
    if line["open"] is None:
        assert "ouvert" not in row and "fermé" not in row


@pytest.mark.parametrize("moment", ["2026-11-24T14:00", "2026-11-24T03:00", "2026-11-28T12:00"])
def test_every_line_of_the_real_directory(listed: Directory, moment: str):
    at = dt.datetime.fromisoformat(moment).replace(tzinfo=messages.QUEBEC)
    lines = [
        entry
        for entry in listed.entries
        if entry.code and entry.publishable and (entry.phones or entry.chat or entry.url)
    ]
    assert len(lines) > 60
    for entry in lines:
        message = messages.human_help([entry], at, "Voici :")
        check_shape(message)
        _line_is_said(message["text"], message["custom"]["lines"][0])


def test_a_line_in_full():
    entry = make_service(
        code="ligne-essai",
        label="de jour",
        phones=(
            Phone("+18005550100", "voice", "de jour", "de 8 h à 16 h", (ALWAYS,)),
            Phone("600600", "text", None, None),
        ),
        url="https://essai.example",
        chat="https://essai.example/clavarder",
        source_locator="https://preuve.example",
    )
    assert messages.line(entry, NOW) == {
        "id": "ligne-essai",
        "name": "Un service (de jour)",
        "phone": "+18005550100",
        "sms": "600600",
        "chat": "https://essai.example/clavarder",
        "url": "https://essai.example",
        "hours": "de 8 h à 16 h",
        "open": True,
        "assured_date": "2026-11-01",
        "source": "https://preuve.example",
    }


@pytest.mark.parametrize(
    ("schedule", "expected"),
    [((ALWAYS,), True), ((Opening(("SU",), "08:00", "09:00"),), False), ((), None)],
)
def test_open_is_always_told(schedule: tuple[Opening, ...], expected: bool | None):
    entry = make_service(code="ligne-essai", phones=(Phone("811", schedule=schedule),))
    line = messages.line(entry, NOW)
    assert line["open"] is expected
    assert "url" not in line and "hours" not in line


@given(a_criteria, st.integers(0, 7 * 24 * 4 - 1))
def test_any_human_help(listed: Directory, criteria: Criteria, quarter: int):
    at = NOW + dt.timedelta(minutes=15 * quarter)
    for message in help.human_help_messages(criteria, vous=False, now=at):
        check_shape(message)
        for line in message["custom"]["lines"]:
            _line_is_said(message["text"], line)


@pytest.mark.parametrize("vous", [False, True])
@pytest.mark.parametrize("kind", ["danger", "suicide"])
def test_urgent(listed: Directory, kind: str, vous: bool):
    for profil, age, region in itertools.product(
        (None, *Profil.values()), (None, 12, 30), (None, "06", "10", "11")
    ):
        message = help.urgent_message(kind, Criteria(profil, age, region), NOW, vous=vous)
        check_shape(message)
        assert message["custom"]["kind"] == kind
        assert "911" in message["text"]
        for line in message["custom"]["lines"]:
            _line_is_said(message["text"], line)


@pytest.mark.parametrize("kind", [None, "danger", "suicide"])
def test_lines_say_when_they_were_checked(kind: str | None):
    message = (
        help.human_help_message(Criteria(), NOW)
        if kind is None
        else help.urgent_message(kind, Criteria(), NOW)
    )
    for line in message["custom"]["lines"]:
        day = dt.date.fromisoformat(line["assured_date"])
        assert wording.date(day) in message["text"]


def test_now_is_quebec_s():
    assert messages.now().utcoffset() in (dt.timedelta(hours=-4), dt.timedelta(hours=-5))
