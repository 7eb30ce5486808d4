from __future__ import annotations

from typing import Any

import pytest

from tests.web.conftest import LINE, question, with_lines
from web.replies import WrongReply, read_reply

ITEM = {"id": "1", "name": "Le Tournant", "reach": "par le réseau", "phones": []}


def referrals(**fields: Any) -> dict[str, Any]:
    return {
        "text": "Voici.",
        "custom": {
            "type": "referrals",
            "criteria": {"age": 15},
            "items": [ITEM],
            "more": 2,
            "widened": False,
            **fields,
        },
    }


@pytest.mark.parametrize(
    "message",
    [
        {"text": "Bonjour"},
        question(),
        referrals(),
        referrals(items=[], more=0, widened=True),
        with_lines("human_help"),
        with_lines("urgent", kind="danger"),
    ],
)
def test_messages_of_the_contract_pass_as_they_are(message: dict[str, Any]):
    reply = read_reply({"messages": [message], "criteria": {"age": 15, "region": "13"}})
    assert reply.messages == [message]
    assert reply.criteria == {"age": 15, "region": "13"}


def test_nothing_else_passes():
    extra = {**question(), "image": "x", "recipient_id": "abc"}
    extra["buttons"] = [{**extra["buttons"][0], "secret": 1}]
    reply = read_reply({"messages": [extra], "criteria": {}, "tracker": {"x": 1}})
    assert set(reply.messages[0]) == {"text", "buttons", "custom"}
    assert set(reply.messages[0]["buttons"][0]) == {"title", "payload", "value"}


def test_payloads_are_those_of_the_buttons():
    reply = read_reply({"messages": [{"text": "a"}, question()]})
    assert reply.payloads() == ['/repondre{"age": 15}', '/passer{"champ": "age"}']


@pytest.mark.parametrize(
    "body",
    [
        None,
        [],
        "texte",
        {},
        {"messages": []},
        {"messages": {}},
        {"messages": None},
        {"messages": [None]},
        {"messages": ["Bonjour"]},
        {"messages": [{}]},
        {"messages": [{"text": None}]},
        {"messages": [{"text": 12}]},
        {"messages": [{"text": "  "}]},
        {"messages": [{"text": "a"}] * 31},
        {"messages": [{"text": "a", "buttons": "b"}]},
        {"messages": [{"text": "a", "buttons": [{"title": "b"}]}]},
        {"messages": [{"text": "a", "buttons": [{"title": "b", "payload": "/b"}]}]},
        {"messages": [{"text": "a", "buttons": [{"title": "b", "payload": "b", "value": 1}]}]},
        {"messages": [{"text": "a", "buttons": [{"title": "b", "payload": "/b", "value": {}}]}]},
        {"messages": [{"text": "a", "buttons": [{"title": "b", "payload": "/b", "value": True}]}]},
        {"messages": [{"text": "a", "custom": "b"}]},
        {"messages": [{"text": "a", "custom": {"type": "inconnu"}}]},
        {"messages": [{"text": "a", "custom": {"type": "question", "field": "nom"}}]},
        {"messages": [{"text": "a", "custom": {"type": "question", "field": ["age"]}}]},
        {"messages": [referrals(items=[ITEM] * 4)]},
        {"messages": [referrals(items=[{**ITEM, "reach": ""}])]},
        {"messages": [referrals(more=-1)]},
        {"messages": [referrals(more=True)]},
        {"messages": [{"text": "a", "custom": {"type": "human_help", "lines": []}}]},
        {"messages": [{"text": "a", "custom": {"type": "human_help", "lines": [LINE] * 5}}]},
        {"messages": [{"text": "a", "custom": {"type": "urgent", "kind": "x", "lines": [LINE]}}]},
        {"messages": [{"text": "demi \ud800"}]},
        {"messages": [referrals(items=[{**ITEM, "minimum_age": float("nan")}])]},
    ],
)
def test_a_wrong_shape_is_a_failure(body: Any):
    with pytest.raises(WrongReply):
        read_reply(body)


@pytest.mark.parametrize(
    "criteria", [None, [], {"age": True}, {"region": "99"}, {"profil": ["jeune"]}, "x"]
)
def test_criteria_that_cannot_be_read_are_not_known(criteria: Any):
    assert read_reply({"messages": [{"text": "a"}], "criteria": criteria}).criteria is None


def test_absent_criteria_are_left_out():
    body = {"messages": [{"text": "a"}], "criteria": {"age": None, "region": "13", "nom": "x"}}
    assert read_reply(body).criteria == {"region": "13"}
