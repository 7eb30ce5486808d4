"""Signs of who writes (knowledge/writer.py)."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.profiles import sign_patterns
from knowledge.spoken import people_data
from knowledge.writer import signs

HEARD: list[tuple[str, str]] = [
    ("ma fille de 14 ans ne rentre plus", "rule_parent"),
    ("ma fille de 14 ans ne rentre plus", "own_child"),
    ("ma fille de 14 ans ne rentre plus", "subject_own_enfant"),
    ("allo, mon ami file pas", "subject_own_proche"),
    ("mon ami file pas", "own_close"),
    ("le fils de ma voisine a peur", "a_friend"),
    ("comment aider une amie qui pleure", "helps_someone"),
    ("une fille de ma classe pleure", "of_my_group"),
    ("je suis coach bénévole", "bystander_self"),
    ("j'accompagne une jeune en suivi", "accompanies"),
    ("quelles sont vos modalités?", "vous_form"),
    ("je cherche une ressource pour un élève", "looks_for"),
    ("vers qui référer cette élève", "refers"),
    ("intervenante au CLSC", "works_at"),
    ("notre école veut un atelier", "our_place"),
    ("F15 en fugue", "tele_person"),
    ("Retour de fugue, G 14 ans", "manner_code"),
    ("l'école m'a appelé", "school_calls"),
    ("sa mère et moi on sait plus", "parent_words"),
    ("il me force", "done_to_me"),
    ("j'ai peur de lui", "self_suffers"),
    ("mes photos circulent", "my_body_deeds"),
    ("mes parents veulent pas", "my_parents"),
    ("ma prof le sait", "my_helpers"),
    ("j'ai 15 ans", "own_young_age"),
    ("j'ai 15 ans", "age_self_young"),
    ("j'avais 12 ans quand c'est arrivé", "survivor"),
    ("j'ai 44 ans pis j'en parle juste là", "age_self_adult"),
    ("un enfant de 8 ans", "age_theirs_small"),
    ("my friend is scared", "english"),
    ("le gars de ma blonde a peur", "step_child"),
    ("le gars de ma blonde a peur", "own_enfant_through_partenaire"),
    ("la petite de ma soeur a peur", "own_proche_through_proche"),
    ("l'amie de ma fille dort ici", "friend_of_own_enfant"),
    ("la jeune qu'on accueille pleure", "takes_in"),
    ("ma deuxième ne mange plus", "own_rank"),
    ("elle a dit : maman, aide-moi", "called_parent"),
    ("« il a mon âge, madame. »", "called_at_work"),
    ("« dis rien, coach »", "called_kin"),
    ("mon gendre est fâché", "grandparent"),
    ("l'amie de ma fille dort ici", "child_of_close"),
    ("notre livreur se fait menacer", "employer"),
    ("j'ai un dépanneur", "sees_by_chance"),
    ("elle pleurait dans la salle d'attente", "work_setting"),
    ("une mère est venue me voir", "meets_at_work"),
    ("j'ai été embauchée comme paire aidante", "hires_in"),
    ("je dors chez mon amie", "near_own_proche"),
    ("mon frère me frappe", "acts_on_me_own_proche"),
    ("mon frère m'a dit qu'il a peur", "tells_me_own_proche"),
    ("mon frère se fait battre", "suffers_own_proche"),
    ("j'écris comme mère", "writes_as_parent"),
    ("Pouvez-vous m'aider?", "manner_vous"),
]
UNHEARD: list[tuple[str, str]] = [
    ("sextorsion Laval", "self_state"),
    ("sextorsion Laval", "own_child"),
    ("elle ne mange plus", "person_je"),
    ("g 14 ans pis jai peur", "manner_code"),
    ("la fille de l'école", "own_child"),
    ("il m'a dit qu'il avait peur", "done_to_me"),
    ("l'amie de ma fille dort ici", "own_enfant"),
    ("Bonjour, madame, j'ai une question", "called_at_work"),
    ("ma deuxième fois à la police", "own_rank"),
    ("mon frère m'a dit qu'il a peur", "acts_on_me_own_proche"),
]


@pytest.mark.parametrize(("text", "name"), HEARD)
def test_a_sign_is_heard(text: str, name: str) -> None:
    assert signs(text).get(name, 0) > 0


@pytest.mark.parametrize(("text", "name"), UNHEARD)
def test_a_sign_is_not_heard(text: str, name: str) -> None:
    assert name not in signs(text)


@pytest.mark.parametrize("text", ["", "sextorsion", "formation équipe", "15 ans, Laval"])
def test_keywords_say_no_profile(text: str) -> None:
    assert signs(text).get("rule_none") == 1.0


def test_names_do_not_collide() -> None:
    lists = set(people_data()["signs"])
    assert lists == set(sign_patterns())
    assert not any(name.startswith(("rule_", "person_", "manner_", "age_")) for name in lists)


def test_lists_are_written_folded() -> None:
    for entries in people_data()["signs"].values():
        for entry in entries:
            assert entry.isascii() and entry == entry.lower(), entry


@settings(deadline=None, max_examples=200)
@given(st.one_of(st.text(max_size=200), st.text(alphabet="mafilonsejtuvéà' .,15FG", max_size=80)))
def test_any_text_gives_values_from_0_to_1(text: str) -> None:
    found = signs(text)
    assert all(0 < value <= 1 for value in found.values())
    assert sum(name.startswith("rule_") for name in found) == 1
    assert signs(text) == found


@settings(deadline=None, max_examples=60)
@given(st.sampled_from([text for text, _ in HEARD]))
def test_apostrophes_and_spaces_change_nothing(text: str) -> None:
    assert signs(f"  {text.replace(chr(39), chr(0x2019))} ") == signs(text)
