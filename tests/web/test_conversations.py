from __future__ import annotations

from tests.web.conftest import TOKEN_LENGTH, Clock
from web.conversations import Conversations


def registry(clock: Clock, maximum: int = 10) -> Conversations:
    return Conversations(1_800, maximum, clock)


def test_tokens_are_long_and_never_what_the_assistant_knows():
    conversations = registry(Clock(), 200)
    made = [conversations.open({}) for _ in range(100)]
    names = {conversation.token for conversation in made} | {one.id for one in made}
    assert len(names) == 200
    assert all(len(conversation.token) == TOKEN_LENGTH for conversation in made)


def test_half_an_hour_of_silence_ends_a_conversation():
    clock = Clock()
    conversations = registry(clock)
    conversation = conversations.open({"age": 15})
    clock.now += 1_799
    assert conversations.get(conversation.token) is conversation
    clock.now += 1_799
    assert conversations.get(conversation.token) is conversation
    clock.now += 1_800
    assert conversations.get(conversation.token) is None
    assert conversation.ended
    assert conversation.criteria == {}
    assert conversations.sweep() == [conversation]
    assert conversations.sweep() == []


def test_sweeping_finds_only_the_silent():
    clock = Clock()
    conversations = registry(clock)
    silent = conversations.open({})
    clock.now += 1_000
    lively = conversations.open({})
    clock.now += 1_000
    assert conversations.sweep() == [silent]
    assert conversations.get(lively.token) is lively


def test_the_most_silent_gives_up_its_place():
    clock = Clock()
    conversations = registry(clock, 2)
    first, second = conversations.open({}), conversations.open({})
    conversations.get(first.token)
    third = conversations.open({})
    assert len(conversations) == 2
    assert conversations.get(second.token) is None
    assert conversations.get(first.token) is first
    assert conversations.get(third.token) is third
    assert conversations.sweep() == [second]


def test_ten_thousand_openings_end_no_search():
    conversations = registry(Clock(), 100)
    searching = [conversations.open({}) for _ in range(40)]
    for conversation in searching:
        conversations.get(conversation.token)
    for _ in range(10_000):
        conversations.open({})
    assert len(conversations) == 100
    assert all(conversations.get(one.token) is one for one in searching)
    assert len(conversations.sweep()) == 9_940


def test_an_ended_conversation_is_unknown_and_empty():
    conversations = registry(Clock())
    conversation = conversations.open({"age": 15})
    conversation.offer(["/a"])
    assert conversations.end(conversation.token) is conversation
    assert conversations.end(conversation.token) is None
    assert conversations.get(conversation.token) is None
    assert not conversation.offered
    assert not conversation.criteria


def test_offered_buttons_are_bounded_and_the_newest_stay():
    conversation = registry(Clock()).open({})
    conversation.offer(f"/{number}" for number in range(900))
    assert len(conversation.offered) == 500
    assert "/899" in conversation.offered
    assert "/0" not in conversation.offered
