"""A pasted image is neither seen nor passed on: a gentle word, and who removes images."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.web.conftest import World
from web import images


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("regarde https://imgur.com/a/XyZ12", "regarde [image]"),
        ("IMG_2041.jpg", "[image]"),
        ("c'est photo(1).jpeg, aide-moi", "c'est [image], aide-moi"),
        ("https://exemple.org/dossier/moi.PNG?x=1 svp", "[image] svp"),
        ("drive.google.com/file/d/abc", "[image]"),
        ("video.mp4 pis photo.heic", "[image] pis [image]"),
    ],
)
def test_names_and_addresses_of_images_are_hidden(text: str, hidden: str):
    assert images.hide(text) == (hidden, True)


@pytest.mark.parametrize(
    "text",
    [
        "un gars menace de publier mes photos",
        "il a fait un gif de moi",
        "mon courriel est a@b.ca",
        "c'est sur https://www.quebec.ca/aide",
        "j'ai 15 ans.png",
        "",
    ],
)
def test_words_about_images_stay(text: str):
    if text.endswith(".png"):
        assert images.hide(text) == ("j'ai 15 [image]", True)
    else:
        assert images.hide(text) == (text, False)


@given(st.text(max_size=300))
def test_hiding_twice_is_hiding_once(text: str):
    once, found = images.hide(text)
    assert images.hide(once)[0] == once
    assert found == (once != text)


async def test_the_person_is_told_once_with_who_can_help(world: World):
    person = await world.person()
    answer = await person.say("elle est là : https://imgur.com/a/secret")
    assert "[image]" in world.rasa.texts[-1] and "secret" not in world.rasa.texts[-1]
    last = answer["messages"][-1]
    assert "aucune image" in last["text"]
    assert last["custom"]["type"] == "human_help"
    again = await person.say("photo.jpg")
    assert "aucune image" not in again["messages"][-1]["text"]


async def test_a_masked_detail_is_said_once_and_gently(world: World):
    person = await world.person()
    answer = await person.say("appelle-moi au 514 555-0143")
    assert "Aucun nom ni numéro" in answer["messages"][-1]["text"]
    again = await person.say("ou au 438 555-0143")
    assert "Aucun nom ni numéro" not in again["messages"][-1]["text"]


async def test_nothing_is_said_of_an_ordinary_message(world: World):
    person = await world.person()
    before = await person.say("j'ai 15 ans")
    assert not any("renseignement" in message["text"] for message in before["messages"])
