"""CONTRACT §2, status by status."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import httpx
import pytest

from tests.web.conftest import TOKEN_LENGTH, Build, World, assert_error, question
from web import bodies

MESSAGES = "/api/conversations/messages"
END = "/api/conversations/end"


async def test_opening_gives_a_token_and_the_first_words(world: World):
    response = await world.http.post("/api/conversations")
    assert response.status_code == 201
    body = response.json()
    assert set(body) == {"token", "messages", "criteria"}
    assert len(body["token"]) == TOKEN_LENGTH
    assert body["messages"] == [{"text": "Bonjour. Je suis un robot."}, question()]
    assert body["criteria"] == {}
    [(sender, text)] = world.rasa.heard
    assert text == "/ouvrir"
    assert sender != body["token"]


@pytest.mark.parametrize("body", [b"", b"{}", b"  ", b'{"inconnu": 1}'])
async def test_opening_needs_nothing(world: World, body: bytes):
    assert (await world.http.post("/api/conversations", content=body)).status_code == 201


@pytest.mark.parametrize("profil", ["jeune", "parent", "proche", "intervenant"])
async def test_opening_with_a_profil(world: World, profil: str):
    world.rasa.criteria = {"profil": profil}
    person = await world.person(profil=profil)
    assert world.rasa.heard[0][1] == f'/ouvrir{{"profil": "{profil}"}}'
    assert person.opening["criteria"] == {"profil": profil}


@pytest.mark.parametrize("profil", ["robot", "", None, 1, True, ["jeune"], {}])
async def test_an_unknown_profil_is_refused(world: World, profil: Any):
    response = await world.http.post("/api/conversations", json={"profil": profil})
    assert_error(response, 400, "profil_inconnu")
    assert world.rasa.heard == []


async def test_a_typed_text_is_answered(world: World):
    person = await world.person()
    world.rasa.criteria = {"age": 15}
    answer = await person.say("j'ai 15 ans")
    assert answer == {"messages": [{"text": "Reçu 1"}], "criteria": {"age": 15}}
    assert world.rasa.texts == ["j'ai 15 ans"]
    assert len({sender for sender, _ in world.rasa.heard}) == 1


@pytest.mark.parametrize("text", ["", " ", "\u200b", "///", "\n", "\ud83d"])
async def test_blank_text_is_answered(world: World, text: str):
    person = await world.person()
    body = json.dumps({"text": text})
    response = await world.http.post(MESSAGES, content=body, headers=person.headers)
    assert response.status_code == 200
    assert response.json()["messages"]
    assert world.rasa.texts == ["/vide"]


async def test_orders_that_are_typed_are_words(world: World):
    person = await world.person()
    for text in ("/restart", "\u00a0/restart", "//restart", "\u200b/\u2066/restart"):
        await person.say(text)
    assert world.rasa.texts == ["restart"] * 4


async def test_personal_details_stop_here(world: World):
    person = await world.person()
    await person.say("je m'appelle Léa Roy, 514-555-0147, J4K 2T3, j'ai 15 ans")
    assert world.rasa.texts == ["je m'appelle [nom], [numéro], J4K, j'ai 15 ans"]


async def test_an_offered_button_may_be_pressed(world: World):
    person = await world.person()
    assert (await person.send(payload='/repondre{"age": 15}')).status_code == 200
    assert world.rasa.texts == ['/repondre{"age": 15}']


@pytest.mark.parametrize(
    "payload",
    [
        "/restart",
        '/repondre{"age": 16}',
        "/repondre",
        " ",
        "",
        "allo",
        '/ouvrir{"profil": "jeune"}',
    ],
)
async def test_any_other_button_is_refused(world: World, payload: str):
    person = await world.person()
    assert_error(await person.send(payload=payload), 400, "bouton_inconnu")
    assert world.rasa.texts == []


async def test_a_button_of_another_conversation_is_refused(world: World):
    async def special(text: str) -> httpx.Response:
        button = {"title": "Oui", "payload": "/secret", "value": "oui"}
        return world.rasa.reply([{"text": "Bien?", "buttons": [button]}])

    world.rasa.behave = special
    one, other = await world.person(), await world.person()
    await one.say("a")
    assert (await one.send(payload="/secret")).status_code == 200
    assert_error(await other.send(payload="/secret"), 400, "bouton_inconnu")


async def test_a_correction_needs_no_button(world: World):
    person = await world.person()
    assert (await person.send(payload='/corriger{"region":"13"}')).status_code == 200
    assert world.rasa.texts == ['/corriger{"region": "13"}']
    assert_error(await person.send(payload='/corriger{"region":"99"}'), 400, "bouton_inconnu")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{}",
        b"{",
        b"null",
        b"[]",
        b'"allo"',
        b"12",
        b'{"text": 12}',
        b'{"text": null}',
        b'{"text": true}',
        b'{"text": ["allo"]}',
        b'{"text": {"a": 1}}',
        b'{"payload": 1}',
        b'{"text": "a", "payload": "/b"}',
        b'{"text": "a", "message_id": 1}',
        b'{"text": "a", "message_id": true}',
        b'{"text": "a", "message_id": null}',
        b'{"text": "a", "message_id": ""}',
        b'{"text": "a", "message_id": "' + b"i" * 101 + b'"}',
        b'{"message_id": "seul"}',
        b'{"text": "\xff\xfe"}',
        b'{"text": "a", "x": NaN}',
        b"[" * 30_000,
        b'{"text": "a"} suite',
        '{"text": "a"}'.encode("utf-16"),
        b'\xef\xbb\xbf{"text": "a"}',
    ],
)
async def test_a_wrong_body_is_refused(world: World, body: bytes):
    person = await world.person()
    response = await world.http.post(MESSAGES, content=body, headers=person.headers)
    assert_error(response, 400, "requete_invalide")
    assert world.rasa.texts == []


async def test_unknown_fields_are_ignored(world: World):
    person = await world.person()
    assert (await person.send(text="allo", sender="autre", inconnu=[1])).status_code == 200
    assert world.rasa.heard[-1] == (world.rasa.heard[0][0], "allo")


@pytest.mark.parametrize(("length", "status"), [(4_000, 200), (4_001, 413)])
@pytest.mark.parametrize("character", ["a", "é", "\U0001f600"])
async def test_length_is_counted_in_characters(
    world: World, length: int, status: int, character: str
):
    person = await world.person()
    response = await person.send(text=character * length)
    if status == 413:
        assert_error(response, 413, "trop_long")
    else:
        assert response.status_code == status


async def test_a_body_that_never_ends_is_refused_on_the_way(world: World):
    person = await world.person()
    sent = 0

    async def endless() -> Any:
        nonlocal sent
        while sent < 10_000_000:
            sent += 16_384
            yield b" " * 16_384

    response = await world.http.post(MESSAGES, content=endless(), headers=person.headers)
    assert_error(response, 413, "trop_long")
    assert sent <= 6 * 16_384


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": ""},
        {"Authorization": "Bearer"},
        {"Authorization": "Bearer "},
        {"Authorization": "Bearer inconnu"},
        {"Authorization": "Basic inconnu"},
    ],
)
async def test_no_or_unknown_token(world: World, headers: dict[str, str]):
    for method, path in (("POST", MESSAGES), ("DELETE", "/api/conversations")):
        response = await world.http.request(method, path, headers=headers, content=b"{")
        assert_error(response, 401, "conversation_inconnue")
        assert response.headers["www-authenticate"] == "Bearer"


async def test_the_scheme_is_read_in_any_case(world: World):
    person = await world.person()
    headers = {"Authorization": f"bearer {person.token}"}
    response = await world.http.post(MESSAGES, json={"text": "a"}, headers=headers)
    assert response.status_code == 200


async def test_the_conversation_id_of_the_assistant_is_no_token(world: World):
    person = await world.person()
    person.token = world.rasa.heard[0][0]
    assert_error(await person.send(text="a"), 401, "conversation_inconnue")


@pytest.mark.parametrize("content_type", ["application/json", "text/plain;charset=UTF-8", ""])
async def test_a_beacon_ends_a_conversation(world: World, content_type: str):
    person = await world.person()
    response = await world.http.post(
        END,
        content=json.dumps({"token": person.token}),
        headers={"Content-Type": content_type},
    )
    assert response.status_code == 204
    assert response.content == b""
    assert world.rasa.erased == [world.rasa.heard[0][0]]
    assert_error(await person.send(text="a"), 401, "conversation_inconnue")


async def test_delete_ends_a_conversation_once(world: World):
    person = await world.person()
    for status in (204, 401):
        response = await world.http.delete("/api/conversations", headers=person.headers)
        assert response.status_code == status
    assert world.rasa.erased == [world.rasa.heard[0][0]]


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({}, 401, "conversation_inconnue"),
        ({"token": ""}, 401, "conversation_inconnue"),
        ({"token": "inconnu"}, 401, "conversation_inconnue"),
        ({"token": 1}, 400, "requete_invalide"),
        ({"token": None}, 400, "requete_invalide"),
        ([], 400, "requete_invalide"),
    ],
)
async def test_ending_what_does_not_exist(world: World, body: Any, status: int, code: str):
    assert_error(await world.http.post(END, json=body), status, code)
    assert world.rasa.erased == []


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/api/conversations", 405, "methode_non_permise"),
        ("PUT", "/api/conversations", 405, "methode_non_permise"),
        ("GET", MESSAGES, 405, "methode_non_permise"),
        ("GET", END, 405, "methode_non_permise"),
        ("POST", "/aide", 405, "methode_non_permise"),
        ("POST", "/static/widget.js", 405, "methode_non_permise"),
        ("GET", "/api/inconnu", 404, "introuvable"),
        ("POST", "/api/conversations/", 404, "introuvable"),
        ("GET", "/static/inconnu.js", 404, "introuvable"),
        ("GET", "/webhooks/repere/webhook", 404, "introuvable"),
    ],
)
async def test_other_ways_and_places(world: World, method: str, path: str, status: int, code: str):
    response = await world.http.request(method, path)
    assert_error(response, status, code)
    if status == 405 and path == "/api/conversations":
        assert set(response.headers["allow"].split(", ")) == {"POST", "DELETE"}


async def test_other_sites_may_not_call_unless_they_are_listed(build: Build):
    site = {"Origin": "https://ecole.example"}
    closed = build()
    assert (
        "access-control-allow-origin"
        not in (await closed.http.post("/api/conversations", headers=site)).headers
    )
    opened = build(allowed_origins=("https://ecole.example",))
    asked = {**site, "Access-Control-Request-Method": "POST"}
    asked["Access-Control-Request-Headers"] = "authorization,content-type"
    preflight = await opened.http.options(MESSAGES, headers=asked)
    assert preflight.status_code == 200
    assert preflight.headers["access-control-allow-origin"] == "https://ecole.example"
    refused = await opened.http.post(MESSAGES, headers=site, json={"text": "a"})
    assert_error(refused, 401, "conversation_inconnue")
    assert refused.headers["access-control-allow-origin"] == "https://ecole.example"
    other = await opened.http.post("/api/conversations", headers={"Origin": "https://b.example"})
    assert "access-control-allow-origin" not in other.headers


async def test_a_body_sent_drop_by_drop_is_not_waited_for(
    world: World, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(bodies, "SLOWEST", 0.05)
    person = await world.person()

    async def drops() -> Any:
        while True:
            await asyncio.sleep(0.02)
            yield b" "

    response = await world.http.post(MESSAGES, content=drops(), headers=person.headers)
    assert_error(response, 408, "trop_lent")


async def test_whoever_opens_thousands_ends_no_search(build: Build):
    world = build(conversations=20)
    person = await world.person()
    await person.say("bonjour")
    for _ in range(100):
        assert (await world.http.post("/api/conversations")).status_code == 201
    assert (await person.say("encore"))["messages"]
