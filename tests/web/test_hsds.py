"""The open data: every object of every page is HSDS 3.1, and every parameter does what it says."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis.config import SchemathesisConfig
from starlette.datastructures import QueryParams

from knowledge.directory import Directory
from knowledge.matching import ages_meet
from knowledge.records import identifier
from tests.web.conftest import World
from web import hsds
from web.app import create_app
from web.errors import BadParameter
from web.settings import Settings

ENVELOPE = {
    *("total_items", "total_pages", "page_number", "size"),
    *("first_page", "last_page", "empty", "contents"),
}
LISTS = {
    "services": "service",
    "organizations": "organization",
    "taxonomies": "taxonomy",
    "taxonomy_terms": "taxonomy_term",
    "service_at_locations": "service_at_location",
}
FORMATS = jsonschema.FormatChecker()


def check(item: Any, entity: str) -> None:
    schema = {
        "$ref": f"#/components/schemas/{entity}",
        "components": hsds.description()["components"],
    }
    validator = jsonschema.Draft202012Validator(schema, format_checker=FORMATS)
    problems = [
        f"{list(error.absolute_path)} : {error.message}" for error in validator.iter_errors(item)
    ]
    assert problems == []


async def get(world: World, path: str) -> Any:
    answer = await world.http.get(f"/hsds{path}")
    assert answer.status_code == 200, answer.text
    return answer.json()


async def pages(world: World, path: str, per_page: int = 100) -> list[Any]:
    """Everything of a listing, page by page, each page as the specification says."""
    items: list[Any] = []
    number = 1
    while True:
        sign = "&" if "?" in path else "?"
        page = await get(world, f"{path}{sign}page={number}&per_page={per_page}")
        assert set(page) == ENVELOPE
        assert page["size"] == len(page["contents"])
        assert page["page_number"] == number
        assert page["first_page"] is (number == 1)
        assert page["empty"] is (not page["contents"])
        items += page["contents"]
        if page["last_page"]:
            assert page["total_items"] == len(items)
            assert page["total_pages"] == -(-len(items) // per_page)
            return items
        number += 1


def nulls(item: Any) -> bool:
    if isinstance(item, dict):
        return any(value in (None, []) or nulls(value) for value in item.values())
    return isinstance(item, list) and any(nulls(one) for one in item)


@pytest.mark.parametrize(
    "path",
    [
        *LISTS,
        *(f"{name}?full=true" for name in ("services", "organizations", "service_at_locations")),
        "organizations?full_service=true",
    ],
)
async def test_every_object_of_every_page_is_valid(world: World, listed: Directory, path: str):
    name, _, _ = path.partition("?")
    items = await pages(world, f"/{path}")
    assert items
    assert len({item["id"] for item in items}) == len(items)
    for item in items:
        check(item, LISTS[name])
        assert not nulls(item)


@pytest.mark.parametrize("name", LISTS)
async def test_each_object_is_found_by_its_id(world: World, listed: Any, name: str):
    items = await pages(world, f"/{name}")
    for item in items[:: max(1, len(items) // 12)]:
        alone = await get(world, f"/{name}/{item['id']}")
        check(alone, LISTS[name])
        assert item.items() <= alone.items() or name in ("organizations", "service_at_locations")


async def test_only_what_may_be_published_is_given(world: World, listed: Directory):
    shown = {item["id"] for item in await pages(world, "/services")}
    assert shown == {one.id for one in listed.entries if one.publishable}
    hidden = next(one for one in listed.entries if not one.publishable)
    assert (await world.http.get(f"/hsds/services/{hidden.id}")).status_code == 404
    places = await pages(world, "/service_at_locations", 1_000)
    assert {item["service_id"] for item in places} == shown
    for item in await pages(world, "/organizations?full=true"):
        assert item["services"] and {one["id"] for one in item["services"]} <= shown


async def test_no_person_is_named_and_unfinished_services_say_so(world: World, listed: Directory):
    stages = {one.id: one.stage for one in listed.entries}
    for item in await pages(world, "/services?full=true"):
        assert "contacts" not in item
        assert (item["status"] == "active") == (stages[item["id"]] == "en_application")


async def test_ndjson_gives_everything_one_object_a_line(world: World, listed: Directory):
    answer = await world.http.get("/hsds/services?format=ndjson&full=true&per_page=5")
    assert answer.headers["content-type"].startswith("application/x-ndjson")
    items = [json.loads(line) for line in answer.text.splitlines()]
    assert len(items) == sum(one.publishable for one in listed.entries)
    for item in items:
        check(item, "service")
    for name in ("organizations", "taxonomies", "taxonomy_terms", "service_at_locations"):
        lines = (await world.http.get(f"/hsds/{name}?format=ndjson")).text.splitlines()
        assert len(lines) == (await get(world, f"/{name}?per_page=1"))["total_items"]


async def test_minimal_gives_ids_and_dates_on_one_page(world: World, listed: Directory):
    page = await get(world, "/services?minimal=true")
    assert page["first_page"] and page["last_page"]
    assert page["total_items"] == page["size"]
    for item in page["contents"]:
        check(item, "minimal")


# --- filters -----------------------------------------------------------------------


async def ids(world: World, query: str) -> set[str]:
    return {item["id"] for item in await pages(world, f"/services?{query}")}


async def test_a_word_finds_what_the_directory_finds(world: World, listed: Directory):
    page = await get(world, "/services?search=h%C3%A9bergements")
    names = " ".join(item["name"].lower() for item in page["contents"][:3])
    assert "hébergement" in names
    assert page["total_items"] == len(await ids(world, "search=hebergement"))
    assert (await get(world, "/services?search=xyzzy"))["empty"] is True


async def test_filters_hold_together(world: World, listed: Directory):
    term = identifier("term", "situation", "sextorsion")
    found = await ids(world, f"taxonomy_term_id={term}")
    assert found == {
        one.id for one in listed.entries if one.publishable and "sextorsion" in one.situations
    }
    lines = await ids(world, f"taxonomy_id={identifier('taxonomy', 'langue')}")
    aged = await ids(world, "minimum_age=12&maximum_age=13")
    assert aged == {one.id for one in listed.entries if one.publishable and ages_meet(one, 12, 13)}
    both = await ids(
        world,
        f"taxonomy_term_id={term}&taxonomy_id={identifier('taxonomy', 'langue')}"
        "&minimum_age=12&maximum_age=13&search=jeunes",
    )
    assert both == found & lines & aged & await ids(world, "search=jeunes")
    second = identifier("term", "situation", "leurre")
    assert await ids(world, f"taxonomy_term_id={term}&taxonomy_term_id={second}") == (
        found & await ids(world, f"taxonomy_term_id={second}")
    )


async def test_an_organization_s_services_are_its_own(world: World, listed: Directory):
    organization = (await get(world, "/organizations?search=pipq"))["contents"]
    for item in (await get(world, "/organizations?per_page=20"))["contents"] + organization:
        whole = await get(world, f"/organizations/{item['id']}?full_service=true")
        check(whole, "organization")
        theirs = {one["id"] for one in whole["services"]}
        assert theirs == await ids(world, f"organization_id={item['id']}")


async def test_what_changed_since_is_found(world: World, listed: Directory):
    everything = await ids(world, "")
    assert await ids(world, "modified_after=2020-01-01") == everything
    assert await ids(world, "modified_after=2999-01-01T00:00:00Z") == set()
    some = (await get(world, "/services"))["contents"][0]["last_modified"]
    assert await ids(world, f"modified_after={some}")


async def test_a_postal_code_keeps_the_places_where_it_lies(world: World, listed: Directory):
    def names(items: list[Any]) -> set[str]:
        return {item["location"]["name"] for item in items}

    near = await pages(world, "/service_at_locations?postcode=J4K%205G4", 500)
    assert names(near) == {"Québec", "Montérégie"}
    assert near == await pages(world, "/service_at_locations?postcode=j4k&proximity=5000", 500)
    everywhere = await pages(world, "/service_at_locations", 1_000)
    assert near == [
        item for item in everywhere if item["location"]["name"] in ("Québec", "Montérégie")
    ]
    assert (await get(world, "/service_at_locations?postcode=M5V"))["empty"] is True


async def test_terms_are_filtered_by_their_taxonomy(world: World, listed: Directory):
    taxonomy = identifier("taxonomy", "situation")
    terms = await pages(world, f"/taxonomy_terms?taxonomy_id={taxonomy}&top_only=true")
    assert len(terms) == 17
    assert (await get(world, "/taxonomy_terms?parent_id=x"))["empty"] is True
    found = (await get(world, "/taxonomy_terms?search=sextorsion"))["contents"]
    assert [item["code"] for item in found] == ["sextorsion"]


# --- manners of the web -------------------------------------------------------------


async def test_who_has_the_answer_already_is_told_so(world: World, listed: Directory):
    first = await world.http.get("/hsds/services?page=2")
    tag, since = first.headers["etag"], first.headers["last-modified"]
    assert "no-store" not in first.headers["cache-control"]
    for headers in ({"If-None-Match": tag}, {"If-Modified-Since": since}):
        again = await world.http.get("/hsds/services?page=2", headers=headers)
        assert again.status_code == 304 and not again.content
        assert again.headers["etag"] == tag
    for headers in (
        {"If-None-Match": 'W/"autre"'},
        {"If-Modified-Since": "Mon, 01 Jan 2001 00:00:00 GMT"},
        {"If-Modified-Since": "hier"},
    ):
        again = await world.http.get("/hsds/services?page=2", headers=headers)
        assert again.status_code == 200
    other = await world.http.get("/hsds/services?page=1", headers={"If-None-Match": tag})
    assert other.status_code == 200


async def test_any_site_may_read_and_only_read(world: World, listed: Directory):
    origin = {"Origin": "https://ailleurs.example"}
    for path in ("/hsds", "/hsds/services", "/hsds/services/rien", "/hsds/services?page=0"):
        answer = await world.http.get(path, headers=origin)
        assert answer.headers["access-control-allow-origin"] == "*"
        assert "access-control-allow-credentials" not in answer.headers
    chat = await world.http.get("/api/openapi.json", headers=origin)
    assert "access-control-allow-origin" not in chat.headers
    for method in ("PUT", "DELETE", "PATCH"):
        assert (await world.http.request(method, "/hsds/services")).status_code == 405
    assert (await world.http.post("/hsds/services?per_page=2")).json()["size"] == 2


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("page=0", "page"),
        ("page=abc", "page"),
        ("page=-1", "page"),
        ("page=" + "9" * 5_000, "page"),
        ("per_page=0", "per_page"),
        ("full=peut-%C3%AAtre", "full"),
        ("format=xml", "format"),
        ("modified_after=hier", "modified_after"),
        ("modified_after=2026-02-31", "modified_after"),
        ("modified_after=12", "modified_after"),
        ("minimum_age=121", "minimum_age"),
        ("taxonomi_id=x", "taxonomi_id"),
    ],
)
async def test_what_cannot_be_read_is_named_with_what_is_expected(
    world: World, listed: Directory, query: str, name: str
):
    answer = await world.http.get(f"/hsds/services?{query}", headers={"Accept": "text/html"})
    assert answer.status_code == 400
    body = answer.json()
    assert body["error"]["code"] == "parametre_invalide"
    assert f"« {name} »" in body["error"]["message"] and body["lines"]
    check(body, "Erreur")


@pytest.mark.parametrize("query", ["proximity=loin", "postcode=12345", "postcode=J4K&proximity=x"])
async def test_a_place_that_cannot_be_read_is_refused(world: World, listed: Directory, query: str):
    assert (await world.http.get(f"/hsds/service_at_locations?{query}")).status_code == 400


async def test_a_page_beyond_the_last_is_empty(world: World, listed: Directory):
    page = await get(world, "/services?page=9999")
    assert page["empty"] and page["last_page"] and not page["first_page"]
    assert page["total_items"] > 0


@given(
    st.dictionaries(
        st.sampled_from(["search", "page", "per_page", "format", "modified_after", "minimum_age"]),
        st.text(max_size=30),
    )
)
def test_whatever_is_in_the_address_is_read_or_refused(query: dict[str, str]):
    try:
        asked = hsds.read(QueryParams(query), hsds.SERVICES)
    except BadParameter as error:
        assert any(f"« {name} »" in error.message for name in query)
    else:
        assert asked.number >= 1 and 1 <= asked.per_page <= hsds.MOST_PER_PAGE


async def test_it_says_what_it_is(world: World, listed: Directory):
    about = await get(world, "")
    assert about["version"].startswith("3.1")
    assert about["openapi_url"].endswith("/hsds/openapi.json")
    profile = await get(world, "/profile")
    assert {one["name"] for one in profile["parameters"]} == {"minimum_age", "maximum_age"}
    names = {item["name"] for item in await pages(world, "/taxonomies")}
    assert names <= set(profile["taxonomies"])
    described = await get(world, "/openapi.json")
    assert set(described["paths"]) == {
        route.path
        for route in hsds.routes
        if route.path not in ("/hsds/", "/hsds/profile", "/hsds/openapi.json")
    }


# --- attacked ------------------------------------------------------------------------

CONFIG = {
    "checks": {
        "negative_data_rejection": {"expected-statuses": ["400", "404", "405"]},
        "positive_data_acceptance": {"expected-statuses": ["2xx", "304", "404"]},
    }
}
schema = schemathesis.openapi.from_dict(
    hsds.description(), config=SchemathesisConfig.from_dict(CONFIG)
)
application = create_app(Settings(rate_limit=0))


@schema.parametrize()
@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_any_request_gets_a_described_answer(case: Any, listed: Directory):
    case.call_and_validate(app=application)


async def test_partners_are_organizations_and_never_persons(world: World, listed: Directory):
    told = (await world.http.get("/hsds/services?format=ndjson&full=true")).text
    assert "Fortier" not in told and "Isabelle Beaulieu" not in told
    assert "Service de police de la Ville de Québec" in told
