"""The real API against its own description: whatever is sent, only what is described comes back."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis.config import SchemathesisConfig

from knowledge.vocabulary import Field, Profil, Sexe, Situation
from tests.stack import Stack
from tests.web.conftest import World
from web import reports
from web.api import description, routes

PATIENT = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
MESSAGES = "/api/conversations/messages"
REFUSED = ["400", "401", "404", "405", "408", "413", "429"]
"""What is sent against the description is refused so; 413 is the contract's, for length."""
ACCEPTED = ["2xx", "400", "401", "404"]
"""A payload that was never offered and a record that is none are well formed, and refused."""
CONFIG = {
    "checks": {
        "negative_data_rejection": {"expected-statuses": REFUSED},
        "positive_data_acceptance": {"expected-statuses": ACCEPTED},
    }
}
schema = schemathesis.openapi.from_dict(description(), config=SchemathesisConfig.from_dict(CONFIG))


def answer_schema(path: str, status: str) -> dict[str, Any]:
    """A response's schema, which finds its parts in the whole description."""
    content = description()["paths"][path]["post"]["responses"][status]["content"]
    return {**content["application/json"]["schema"], "components": description()["components"]}


def check(body: Any, path: str, status: str) -> None:
    validator = jsonschema.Draft202012Validator(answer_schema(path, status))
    problems = [
        f"{list(error.absolute_path)} : {error.message}" for error in validator.iter_errors(body)
    ]
    assert problems == []


@schema.parametrize()
@PATIENT
def test_any_request_gets_a_described_answer(case: Any, stack: Stack):
    case.call_and_validate(base_url=stack.url)


@schema.include(operation_id="dire").parametrize()
@PATIENT
def test_any_message_of_a_conversation_gets_a_described_answer(case: Any, stack: Stack):
    told = stack.open()
    case.headers["Authorization"] = f"Bearer {told.token}"
    case.call_and_validate(base_url=stack.url)


SPEECH = st.one_of(
    st.text(max_size=300),
    st.sampled_from(
        [
            "/restart",
            '/intent{"a": 1}',
            '/corriger{"age": 15}',
            "<script>alert(1)</script>",
            "{{ 7 * 7 }} ${7*7} {slot}",
            "'; DROP TABLE service; --",
            "\u202e\u202d\u0007\u0000\ufeff",
            "\U0001f62d" * 50,
            "jai 15 ans jreste a laval pis mon ex veut publier mes photos",
            "je veux mourir",
            "[15](age)",
            "a" * 4000,
        ]
    ),
)


@PATIENT
@given(SPEECH)
def test_any_text_gets_a_whole_answer(stack: Stack, text: str):
    told = stack.open("jeune")
    client = told.client
    headers = {"Authorization": f"Bearer {told.token}"}
    answer = client.post(MESSAGES, json={"text": text}, headers=headers)
    assert answer.status_code == 200
    check(answer.json(), MESSAGES, "200")
    assert client.delete("/api/conversations", headers=headers).status_code == 204


def test_a_whole_conversation_is_as_described(stack: Stack):
    told = stack.open()
    for text in ("allo", "jai 15 ans", "mon ex a montré mes photos à tout le monde", "laval"):
        told.type(text)
        check({"messages": told.messages, "criteria": told.criteria}, MESSAGES, "200")
    assert told.of_type("referrals")
    told.type("je veux mourir")
    check({"messages": told.messages, "criteria": told.criteria}, MESSAGES, "200")


async def test_it_is_served(world: World):
    response = await world.http.get("/api/openapi.json")
    assert response.json() == description()


def test_every_route_is_described():
    served = {route.path for route in (*routes, *reports.routes) if route.path.startswith("/api/")}
    paths = served - {"/api/openapi.json"}
    assert set(description()["paths"]) == paths


@pytest.mark.parametrize(
    ("name", "values"),
    [
        (Field.PROFIL, Profil.values()),
        (Field.SITUATION, Situation.values()),
        (Field.SEXE, Sexe.values()),
    ],
)
def test_it_says_the_vocabulary(name: Field, values: tuple[str, ...]):
    schemas = description()["components"]["schemas"]
    said = schemas["Criteria"]["properties"][name.value]
    if "$ref" in said:
        said = schemas[said["$ref"].rsplit("/", 1)[1]]
    assert set(said["enum"]) == set(values)
