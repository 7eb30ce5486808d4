from __future__ import annotations

import pytest

from tests.web.conftest import Build, World


@pytest.mark.parametrize(
    ("method", "path", "cache"),
    [
        ("GET", "/", "no-store"),
        ("GET", "/aide", "no-store"),
        ("GET", "/sante", "no-store"),
        ("GET", "/inconnu", "no-store"),
        ("GET", "/static/widget.js", "no-cache"),
        ("POST", "/api/conversations", "no-store"),
        ("POST", "/api/conversations/messages", "no-store"),
    ],
)
async def test_every_response_carries_the_headers(world: World, method: str, path: str, cache: str):
    headers = (await world.http.request(method, path)).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'self'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "camera=()" in headers["permissions-policy"]
    assert headers["cache-control"] == cache
    assert "set-cookie" not in headers


async def test_listed_sites_may_frame_the_chat(build: Build):
    world = build(allowed_origins=("https://ecole.example",))
    policy = (await world.http.get("/")).headers["content-security-policy"]
    assert "frame-ancestors 'self' https://ecole.example" in policy


async def test_an_unexpected_fault_has_the_headers_too(
    world: World, monkeypatch: pytest.MonkeyPatch
):
    async def fails(self: object, patience: float = 1.0) -> bool:
        raise RuntimeError

    monkeypatch.setattr("web.gateway.Gateway.ready", fails)
    response = await world.http.get("/sante")
    assert response.status_code == 500
    assert response.headers["cache-control"] == "no-store"
    assert response.json()["lines"]
