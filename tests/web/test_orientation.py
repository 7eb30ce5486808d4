"""The questions as a form: read field by field, answered as the chat answers."""

from __future__ import annotations

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import messages
from knowledge.directory import Directory
from knowledge.matching import match
from knowledge.services import Criteria
from tests.web.conftest import World
from web.orientation import SHOWN, answer, read

BROWSER = {"Accept": "text/html"}
WHOLE = {"profil": "jeune", "age": "15", "lieu": "Longueuil", "situation": "sextorsion"}


async def post(world: World, **values: str) -> httpx.Response:
    return await world.http.post("/orientation", data=values, headers=BROWSER)


def test_a_whole_form_is_read():
    filled = read(WHOLE)
    assert filled.criteria.known() == {
        "profil": "jeune",
        "age": 15,
        "region": "16",
        "situation": "sextorsion",
    }
    assert not filled.faults


def test_everything_may_be_left():
    assert read({}).criteria == Criteria()
    assert read(dict.fromkeys(WHOLE, "")).criteria == Criteria()


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        ({"age": "quinze"}, "age"),
        ({"age": "121"}, "age"),
        ({"age": "-3"}, "age"),
        ({"lieu": "zzqqzz"}, "lieu"),
        ({"lieu": "Toronto"}, "lieu"),
        ({"lieu": "Saint-Augustin"}, "region"),
    ],
)
def test_what_cannot_be_read_is_said_at_its_field(values: dict[str, str], fault: str):
    filled = read(values)
    assert list(filled.faults) == [fault]
    assert filled.values == values


def test_a_name_of_several_regions_leaves_these_to_choose():
    filled = read({"lieu": "Saint-Augustin"})
    assert 1 < len(filled.regions) < 17
    assert read({"lieu": "Saint-Augustin", "region": "03"}).criteria.region == "03"


@given(st.dictionaries(st.sampled_from([*WHOLE, "region", "autre"]), st.text(max_size=40)))
def test_whatever_is_sent_is_read_or_said(values: dict[str, str]):
    filled = read(values)
    assert filled.faults or isinstance(filled.criteria, Criteria)


def test_the_services_are_those_of_the_chat(listed: Directory):
    criteria = read(WHOLE).criteria
    told = answer(criteria, messages.now())
    expected = [one.service.id for one in match(listed.services, criteria).matches]
    assert [item["id"] for item in (*told["items"], *told["more"])] == expected
    assert len(told["items"]) == min(SHOWN, len(expected))
    assert told["helping"][0][1]
    assert "Ne paie pas" in told["first"][0]


async def test_the_answers_are_never_in_the_address(world: World, listed: Directory):
    form = await world.http.get("/orientation", headers=BROWSER)
    assert 'method="post" action="/orientation"' in form.text
    answered = await post(world, **WHOLE)
    assert answered.status_code == 200
    assert answered.headers["cache-control"] == "no-store"
    assert "CAVAC de la Montérégie" in answered.text
    assert "15 ans" in answered.text


async def test_a_fault_keeps_what_was_filled(world: World):
    answered = await post(world, age="abc", situation="fugue", profil="parent")
    assert answered.status_code == 400
    assert 'value="fugue" selected' in answered.text
    assert 'value="parent" checked' in answered.text
    assert 'role="alert"' in answered.text


async def test_markup_stays_text(world: World):
    answered = await post(world, lieu='"><script>alert(1)</script>')
    assert "<script>alert" not in answered.text


@pytest.mark.parametrize(
    ("body", "status"), [(b"age=" + b"1" * 70_000, 413), (b"\xff=\xfe", 400), (b"a=1&" * 50, 400)]
)
async def test_a_body_that_is_no_form_is_refused_with_lines(world: World, body: bytes, status: int):
    headers = {**BROWSER, "Content-Type": "application/x-www-form-urlencoded"}
    answered = await world.http.post("/orientation", content=body, headers=headers)
    assert answered.status_code == status
    assert "1 800 555-0199" in answered.text
