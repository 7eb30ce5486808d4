from __future__ import annotations

import pytest

from web.settings import BadSetting, Settings


def test_defaults_are_those_of_an_empty_environment():
    assert Settings.from_environment({}) == Settings()


def test_every_variable_is_read():
    read = Settings.from_environment(
        {
            "REPERE_HOST": "0.0.0.0",
            "REPERE_PORT": "9000",
            "REPERE_RASA_URL": "http://127.0.0.1:5010/",
            "REPERE_RATE_LIMIT": "0",
            "REPERE_ALLOWED_ORIGINS": "https://ecole.example, https://autre.example/",
            "REPERE_TRUSTED_PROXIES": "127.0.0.1, 10.0.0.0/8",
            "REPERE_EXIT_URL": "https://meteo.example/",
        }
    )
    assert (read.host, read.port, read.rate_limit) == ("0.0.0.0", 9000, 0)
    assert read.rasa_url == "http://127.0.0.1:5010"
    assert read.allowed_origins == ("https://ecole.example", "https://autre.example")
    assert read.trusted_proxies == ("127.0.0.1/32", "10.0.0.0/8")
    assert read.exit_url == "https://meteo.example/"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("REPERE_PORT", "huit"),
        ("REPERE_PORT", "70000"),
        ("REPERE_RATE_LIMIT", "-1"),
        ("REPERE_RATE_LIMIT", "1.5"),
        ("REPERE_RASA_URL", "127.0.0.1:5005"),
        ("REPERE_ALLOWED_ORIGINS", "*"),
        ("REPERE_ALLOWED_ORIGINS", "https://a.example; script-src *"),
        ("REPERE_ALLOWED_ORIGINS", "https://a.example/page"),
        ("REPERE_TRUSTED_PROXIES", "tous"),
        ("REPERE_EXIT_URL", "javascript:alert(1)"),
    ],
)
def test_a_mistake_is_refused_and_named(name: str, value: str):
    with pytest.raises(BadSetting, match=name):
        Settings.from_environment({name: value})
