"""In order, once, in time, and erased: what a conversation promises."""

from __future__ import annotations

import asyncio

import httpx
import pytest

from tests.web.conftest import Build, World, assert_error, has_human_line
from web.conversations import Conversation


async def until(condition) -> None:
    async def wait() -> None:
        while not condition():
            await asyncio.sleep(0.001)

    await asyncio.wait_for(wait(), 2)


def conversation_of(world: World, token: str) -> Conversation:
    found = world.app.state.dialogue.conversations.get(token)
    assert found is not None
    return found


async def test_messages_of_one_conversation_are_answered_in_order(world: World):
    person, other = await world.person(), await world.person()
    world.rasa.gate = asyncio.Event()
    sent = []
    for number in range(5):
        sent.append(asyncio.create_task(person.say(f"message {number}")))
        await asyncio.sleep(0.005)
    assert world.rasa.texts == ["message 0"]
    beside = asyncio.create_task(other.say("autre"))
    await until(lambda: "autre" in world.rasa.texts)
    world.rasa.gate.set()
    await asyncio.gather(*sent, beside)
    spoken = [text for text in world.rasa.texts if text != "autre"]
    assert spoken == [f"message {number}" for number in range(5)]


async def test_the_same_message_twice_is_answered_once(world: World):
    person = await world.person()
    first = await person.say("allo", message_id="m1")
    await person.say("autre", message_id="m2")
    assert await person.say("allo", message_id="m1") == first
    assert world.rasa.texts == ["allo", "autre"]


async def test_the_same_message_while_the_first_is_under_way(world: World):
    person = await world.person()
    world.rasa.gate = asyncio.Event()
    sent = [asyncio.create_task(person.say("allo", message_id="m1")) for _ in range(3)]
    await until(lambda: world.rasa.texts)
    world.rasa.gate.set()
    first, *others = await asyncio.gather(*sent)
    assert others == [first, first]
    assert world.rasa.texts == ["allo"]


async def test_a_lost_connection_does_not_lose_the_answer(world: World):
    person = await world.person()
    world.rasa.gate = asyncio.Event()
    lost = asyncio.create_task(person.say("allo", message_id="m1"))
    await until(lambda: world.rasa.texts)
    lost.cancel()
    await asyncio.gather(lost, return_exceptions=True)
    world.rasa.gate.set()
    assert (await person.say("allo", message_id="m1"))["messages"] == [{"text": "Reçu 1"}]
    assert world.rasa.texts == ["allo"]


async def test_message_ids_belong_to_one_conversation(world: World):
    one, other = await world.person(), await world.person()
    assert await one.say("a", message_id="m") != await other.say("b", message_id="m")
    assert world.rasa.texts == ["a", "b"]


async def test_without_an_id_every_message_counts(world: World):
    person = await world.person()
    assert await person.say("allo") != await person.say("allo")


async def test_answers_kept_for_repeats_are_bounded(world: World):
    person = await world.person()
    for number in range(40):
        await person.say("a", message_id=str(number))
    assert len(conversation_of(world, person.token).answers) == 32
    await person.say("a", message_id="39")
    assert len(world.rasa.texts) == 40


async def test_ending_throws_away_the_answer_under_way(world: World):
    person = await world.person()
    sender = world.rasa.heard[0][0]
    world.rasa.gate = asyncio.Event()
    pending = [asyncio.create_task(person.send(text=text)) for text in ("un", "deux")]
    await until(lambda: world.rasa.texts)
    ended = await world.http.delete("/api/conversations", headers=person.headers)
    assert ended.status_code == 204
    assert world.rasa.erased == [sender]
    world.rasa.gate.set()
    for response in await asyncio.gather(*pending):
        assert_error(response, 401, "conversation_inconnue")
    assert world.rasa.texts == ["un"]
    assert set(world.rasa.erased) == {sender}
    assert len(world.rasa.erased) > 1


async def test_silence_ends_and_erases(world: World):
    person, lively = await world.person(), await world.person()
    sender = world.rasa.heard[0][0]
    world.clock.now += 1_000
    await lively.say("toujours là")
    world.clock.now += 1_000
    assert_error(await person.send(text="a"), 401, "conversation_inconnue")
    await world.app.state.dialogue.sweep()
    assert world.rasa.erased == [sender]
    await lively.say("encore")


async def test_each_message_restarts_the_half_hour(world: World):
    person = await world.person()
    for _ in range(4):
        world.clock.now += 1_799
        await person.say("a")


async def test_what_could_not_be_erased_is_tried_again(world: World):
    person = await world.person()
    world.rasa.erasing = 500
    ended = await world.http.delete("/api/conversations", headers=person.headers)
    assert ended.status_code == 204
    world.rasa.erasing = 204
    await world.app.state.dialogue.sweep()
    assert len(world.rasa.erased) == 2
    await world.app.state.dialogue.sweep()
    assert len(world.rasa.erased) == 2


async def test_too_many_conversations_end_the_most_silent(build: Build):
    world = build(conversations=2)
    first, _, _ = [await world.person() for _ in range(3)]
    assert_error(await first.send(text="a"), 401, "conversation_inconnue")
    await world.app.state.dialogue.sweep()
    assert world.rasa.erased == [world.rasa.heard[0][0]]


async def test_nothing_typed_stays_in_the_conversation(world: World):
    person = await world.person()
    await person.say("canari-8451", message_id="m1")
    conversation = conversation_of(world, person.token)
    kept = [task.result() for task in conversation.answers.values()]
    assert "canari" not in repr((conversation.criteria, conversation.offered, kept))


async def test_urgent_words_are_answered_with_lines_even_when_the_assistant_misses_them(
    world: World,
):
    person = await world.person()
    answer = await person.say("je veux mourir")
    assert answer["messages"][0]["custom"]["type"] == "urgent"
    assert answer["messages"][1:] == [{"text": "Reçu 1"}]


async def test_an_urgent_answer_is_left_as_it_is(world: World):
    urgent = {
        "text": "Ligne",
        "custom": {"type": "urgent", "kind": "suicide", "lines": [{"name": "Ligne"}]},
    }

    async def behave(text: str) -> httpx.Response:
        return world.rasa.reply([urgent])

    world.rasa.behave = behave
    person = await world.person()
    assert (await person.say("je veux mourir"))["messages"] == [urgent]


async def test_the_opening_words_are_said_once_the_assistant_is_back(world: World):
    async def down(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused")

    gateway = world.app.state.gateway
    working = gateway._client._transport
    gateway._client._transport = httpx.MockTransport(down)
    person = await world.person(profil="parent")
    assert has_human_line(person.opening["messages"])
    assert person.opening["criteria"] == {"profil": "parent"}
    gateway._client._transport = working
    answer = await person.say("allo")
    assert [text for _, text in world.rasa.heard] == ['/ouvrir{"profil": "parent"}', "allo"]
    assert answer["messages"][0] == {"text": "Bonjour. Je suis un robot."}
    assert answer["messages"][-1] == {"text": "Reçu 1"}


@pytest.mark.parametrize("urgent", [False, True])
async def test_waiting_for_the_message_before_counts_in_the_deadline(build: Build, urgent: bool):
    world = build(deadline=0.15)
    person = await world.person()
    world.rasa.gate = asyncio.Event()
    loop = asyncio.get_running_loop()
    before = loop.time()
    second = "je veux mourir" if urgent else "deux"
    answers = await asyncio.gather(person.say("un"), person.say(second))
    assert loop.time() - before < 1
    assert all(has_human_line(answer["messages"]) for answer in answers)
    assert (answers[1]["messages"][0].get("custom", {}).get("type") == "urgent") is urgent
