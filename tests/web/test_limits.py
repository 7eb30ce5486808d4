from __future__ import annotations

import httpx
import pytest

from tests.web.conftest import Build, Clock, assert_error
from web.limits import MovingWindow


def test_the_window_moves():
    clock = Clock()
    window = MovingWindow(2, clock)
    assert window.hit("a") == 0
    clock.now += 20
    assert window.hit("a") == 0
    clock.now += 20
    assert window.hit("a") == 20
    assert window.hit("b") == 0
    clock.now += 20
    assert window.hit("a") == 0
    assert window.hit("a") == 20


def test_refusals_do_not_count():
    clock = Clock()
    window = MovingWindow(1, clock)
    window.hit("a")
    for _ in range(5):
        clock.now += 10
        window.hit("a")
    clock.now += 10
    assert window.hit("a") == 0


def test_zero_is_no_limit():
    window = MovingWindow(0)
    assert all(window.hit("a") == 0 for _ in range(500))


async def test_too_many_requests_are_told_when_to_come_back(build: Build):
    world = build(rate_limit=2)
    person = await world.person()
    await person.say("allo")
    refused = await person.send(text="encore")
    assert_error(refused, 429, "trop_de_requetes")
    assert refused.headers["retry-after"] == "60"
    assert world.rasa.texts == ["allo"]
    world.clock.now += 60
    await person.say("me revoici")


async def test_leaving_and_pages_are_never_refused(build: Build):
    world = build(rate_limit=1)
    person = await world.person()
    assert (await person.send(text="a")).status_code == 429
    assert (await world.http.get("/aide")).status_code == 200
    ended = await world.http.delete("/api/conversations", headers=person.headers)
    assert ended.status_code == 204


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("203.0.113.1", "203.0.113.1", True),
        ("203.0.113.1", "203.0.113.2", False),
        ("2001:db8::1", "2001:db8::2", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("::ffff:203.0.113.1", "203.0.113.1", True),
    ],
)
async def test_an_address_is_a_household(build: Build, first: str, second: str, same: bool):
    world = build(rate_limit=1)
    statuses = []
    for host in (first, second):
        transport = httpx.ASGITransport(world.app, client=(host, 1))
        async with httpx.AsyncClient(transport=transport, base_url="http://r.example") as http:
            statuses.append((await http.post("/api/conversations")).status_code)
    assert statuses == [201, 429 if same else 201]


async def forwarded(http: httpx.AsyncClient, address: str) -> int:
    headers = {"X-Forwarded-For": address}
    return (await http.post("/api/conversations", headers=headers)).status_code


async def test_a_forwarded_address_counts_from_a_trusted_proxy_only(build: Build):
    trusting = build(rate_limit=1, trusted_proxies=("203.0.113.0/24",))
    assert await forwarded(trusting.http, "198.51.100.1") == 201
    assert await forwarded(trusting.http, "198.51.100.2") == 201
    assert await forwarded(trusting.http, "192.0.2.9, 198.51.100.1") == 429
    wary = build(rate_limit=1)
    assert await forwarded(wary.http, "198.51.100.1") == 201
    assert await forwarded(wary.http, "198.51.100.2") == 429


async def test_searching_counts_and_help_never_does(build: Build):
    world = build(rate_limit=2)
    answers = [await world.http.get("/orientation") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    refused = await world.http.get("/annuaire", headers={"Accept": "text/html"})
    assert refused.status_code == 429 and "1 800 555-0199" in refused.text
    for path in ("/", "/aide"):
        assert (await world.http.get(path)).status_code == 200
