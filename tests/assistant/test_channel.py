"""The channel that only `web` uses (assistant/channel.py)."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from types import SimpleNamespace
from typing import Any

import httpx
import pytest
import pytest_asyncio
from rasa.core.channels.channel import UserMessage
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, SlotSet
from sanic import Sanic

from assistant.channel import ContractInput
from assistant.store import ForgetfulTrackerStore
from knowledge import help
from knowledge.services import Criteria

CANARY = "canari-jaune-7341"
WEBHOOK = "/webhooks/repere/webhook"
Handle = Callable[[UserMessage], Awaitable[Any]]


class Rasa:
    """What the channel needs of Rasa: something that handles a message, and a store."""

    def __init__(self, store: ForgetfulTrackerStore) -> None:
        self.store = store
        self.heard: list[UserMessage] = []
        self.says: list[BotUttered] = []
        self.learns: dict[str, Any] = {}
        self.error: BaseException | None = None

    async def __call__(self, message: UserMessage) -> None:
        self.heard.append(message)
        tracker = await self.store.get_or_create_tracker(message.sender_id)
        for event in self.says:
            # As `MessageProcessor` sends what an action said.
            await message.output_channel.send_response(message.sender_id, event.message())
        if self.error is not None:
            raise self.error
        for name, value in self.learns.items():
            tracker.update(SlotSet(name, value))
        await self.store.save(tracker)


@pytest.fixture
def rasa(domain: Domain) -> Rasa:
    return Rasa(ForgetfulTrackerStore(domain))


@pytest_asyncio.fixture
async def http(rasa: Rasa, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[httpx.AsyncClient]:
    monkeypatch.setattr(Sanic, "test_mode", True)
    app = Sanic("essai", configure_logging=False)
    app.ctx.agent = SimpleNamespace(tracker_store=rasa.store)
    app.blueprint(ContractInput().blueprint(rasa), url_prefix="/webhooks/repere")
    await app._startup()
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://rasa") as client:
        yield client


def said(text: str | None = None, **data: Any) -> BotUttered:
    return BotUttered(text, data)


async def send(http: httpx.AsyncClient, text: str = "salut") -> dict[str, Any]:
    answer = await http.post(WEBHOOK, json={"sender": "a", "text": text})
    assert answer.status_code == 200, answer.text
    content: dict[str, Any] = answer.json()
    return content


def test_rasa_mounts_it_where_web_calls_it():
    from rasa.core.run import create_http_input_channels

    from knowledge.settings import ROOT

    (channel,) = create_http_input_channels(None, str(ROOT / "credentials.yml"))
    assert isinstance(channel, ContractInput)
    assert channel.url_prefix() == "repere"


async def test_the_message_reaches_rasa_as_it_is(http: httpx.AsyncClient, rasa: Rasa):
    await send(http, '/repondre{"age": 15}')
    (message,) = rasa.heard
    assert (message.sender_id, message.text) == ("a", '/repondre{"age": 15}')
    assert message.input_channel == "repere"


async def test_a_conversation_said_to_be_known_and_lost_is_not_begun_anew(
    http: httpx.AsyncClient, rasa: Rasa
):
    message = {"sender": "a", "text": "gatineau", "known": True}
    assert (await http.post(WEBHOOK, json=message)).status_code == 409
    assert rasa.heard == []
    await send(http)
    assert (await http.post(WEBHOOK, json=message)).status_code == 200


async def test_one_utterance_is_one_message(http: httpx.AsyncClient, rasa: Rasa):
    rasa.says = [said("Bonjour."), said("Une ligne.\n\nUne autre.\n\n\nLa fin."), said("Bye.")]
    content = await send(http)
    assert content["messages"] == [
        {"text": "Bonjour."},
        {"text": "Une ligne.\n\nUne autre.\n\n\nLa fin."},
        {"text": "Bye."},
    ]


async def test_buttons_and_custom_stay_with_their_text(http: httpx.AsyncClient, rasa: Rasa):
    buttons = [
        {"title": "15 ans", "payload": '/repondre{"age": 15}', "value": 15},
        {"title": "Passer", "payload": '/passer{"champ": "age"}', "value": None},
    ]
    custom = {"type": "question", "field": "age"}
    rasa.says = [said("Quel âge as-tu?", buttons=buttons, custom=custom, elements=[])]
    content = await send(http)
    assert content["messages"] == [
        {"text": "Quel âge as-tu?", "buttons": buttons, "custom": custom}
    ]


async def test_a_message_of_the_contract_goes_through_unchanged(
    http: httpx.AsyncClient, rasa: Rasa
):
    message = help.human_help_message(Criteria(age=15, profil="jeune", region="16"))
    rasa.says = [said(message["text"], custom=message["custom"])]
    content = await send(http)
    assert content["messages"] == [message]


async def test_what_has_no_text_still_has_the_field(http: httpx.AsyncClient, rasa: Rasa):
    rasa.says = [said(None, custom={"type": "question", "field": "age"})]
    content = await send(http)
    assert content["messages"][0]["text"] == ""


async def test_each_answer_carries_what_is_known(http: httpx.AsyncClient, rasa: Rasa):
    assert (await send(http))["criteria"] == {}
    rasa.learns = {"age": 15, "region": "16", "avancement": {"asked": ["age"]}}
    assert (await send(http))["criteria"] == {"age": 15, "region": "16"}
    rasa.learns = {"age": None, "profil": "jeune"}
    assert (await send(http))["criteria"] == {"region": "16", "profil": "jeune"}


@pytest.mark.parametrize(
    "body",
    [
        {"text": CANARY},
        {"sender": "a"},
        {"sender": "a", "text": ""},
        {"sender": "a", "text": [CANARY]},
        {"sender": 3, "text": CANARY},
        {},
    ],
)
async def test_a_message_without_sender_or_text_is_refused(
    http: httpx.AsyncClient, rasa: Rasa, body: dict[str, Any]
):
    answer = await http.post(WEBHOOK, json=body)
    assert answer.status_code == 400
    assert CANARY not in answer.text
    assert rasa.heard == []


async def test_a_turn_that_fails_is_an_error_without_words(
    http: httpx.AsyncClient, rasa: Rasa, caplog: pytest.LogCaptureFixture
):
    rasa.says = [said("Un début de réponse")]
    rasa.error = ValueError(f"{CANARY} n'est pas un nombre")
    with caplog.at_level(logging.DEBUG):
        answer = await http.post(WEBHOOK, json={"sender": "a", "text": CANARY})
    assert answer.status_code == 500
    assert answer.json() == {"error": "tour abandonné"}
    assert "ValueError" in caplog.text
    assert "__call__" in caplog.text
    assert CANARY not in caplog.text


async def test_a_body_that_cannot_be_read_is_not_logged(
    http: httpx.AsyncClient, rasa: Rasa, caplog: pytest.LogCaptureFixture
):
    with caplog.at_level(logging.DEBUG):
        answer = await http.post(WEBHOOK, content=f'{{"text": "{CANARY}'.encode())
    assert answer.status_code == 400
    assert CANARY not in answer.text + caplog.text
    assert rasa.heard == []


async def test_after_a_failure_the_conversation_goes_on(http: httpx.AsyncClient, rasa: Rasa):
    rasa.learns = {"age": 15}
    await send(http)
    rasa.error = RuntimeError("panne")
    assert (await http.post(WEBHOOK, json={"sender": "a", "text": "x"})).status_code == 500
    rasa.error, rasa.learns = None, {}
    assert (await send(http))["criteria"] == {"age": 15}


async def test_a_conversation_is_erased(http: httpx.AsyncClient, rasa: Rasa):
    rasa.learns = {"age": 15}
    await send(http)
    answer = await http.delete("/webhooks/repere/conversations/a")
    assert (answer.status_code, answer.content) == (204, b"")
    assert await rasa.store.retrieve("a") is None


async def test_erasing_the_unknown_is_no_error(http: httpx.AsyncClient):
    answer = await http.delete("/webhooks/repere/conversations/jamais-vue")
    assert answer.status_code == 204


async def test_erased_while_its_answer_is_under_way(http: httpx.AsyncClient, rasa: Rasa):
    class Erasing(BotUttered):
        def message(self) -> Any:
            rasa.store.erase("a")
            return super().message()

    rasa.says, rasa.learns = [Erasing("Bonjour.")], {"age": 15}
    content = await send(http)
    assert content == {"messages": [{"text": "Bonjour."}], "criteria": {}}
    assert await rasa.store.retrieve("a") is None


async def test_health(http: httpx.AsyncClient):
    assert (await http.get("/webhooks/repere/")).json() == {"status": "ok"}
