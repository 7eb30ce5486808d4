"""Who writes from outside Québec: where they are, and the doors known there."""

from __future__ import annotations

import csv
import re
import time
import unicodedata
from collections import Counter
from collections.abc import Iterator

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from knowledge import elsewhere
from knowledge.answers import answers
from knowledge.elsewhere import (
    Door,
    Elsewhere,
    Home,
    Missing,
    atlas,
    doors,
    find_answer,
    find_elsewhere,
    recalled,
    told,
)
from knowledge.gazetteer import gazetteer, key
from knowledge.places import find_places
from knowledge.records import CONTACTS_DOCUMENT
from knowledge.settings import ROOT
from knowledge.spoken import DATA
from knowledge.vocabulary import Profil
from tests.conftest import shipped_records
from tests.evaluation.corpus import corpus

SEEDS = ROOT.parent / "shared" / "seeds"

OUTSIDE: list[tuple[str, str]] = [
    # the writer
    ("jhabite a toronto", "on"),
    ("J'HABITE À OTTAWA", "on"),
    ("jhabite a tornto", "on"),
    ("on reste à Moncton", "nb"),
    ("je suis en Ontario", "on"),
    ("slt jai 14 ans jhabite en ontario pis ya un gars ki a mes nudes", "on"),
    ("chu de hearst ontario", "on"),
    ("je suis de Hawkesbury", "on"),
    ("je vis a halifax pis on me fait chanter", "ns"),
    ("jreste au nouveau brunswick", "nb"),
    ("Bonjour, nous habitons Sudbury et notre fils de 14 ans est menacé.", "on"),
    ("j'habite dans la région de Toronto", "on"),
    ("je reste dans le nord de l'ontario", "on"),
    ("je reste ds le coin d'ottawa", "on"),
    ("j'habite pas loin de Moncton", "nb"),
    ("j'habite à l'Île-du-Prince-Édouard", "pe"),
    ("je reste a st. john's terre-neuve", "nl"),
    ("je suis à Saint John au Nouveau-Brunswick", "nb"),
    ("on vit aux Territoires du Nord-Ouest", "nt"),
    ("je suis à Whitehorse au Yukon", "yt"),
    ("je suis au Nunavut", "nu"),
    ("j habite en colombie britannique", "bc"),
    ("j'habite chez mon père en Ontario", "on"),
    ("je suis placée en famille d'accueil à Ottawa", "on"),
    ("15 ans, Ottawa", "on"),
    ("fille de 16 ans de Moncton", "nb"),
    ("bonjour je suis une maman de sudbury, mon fils se fait faire chanter", "on"),
    ("je vis à Richmond Hill", "on"),
    ("j'habite à Kirkland Lake", "on"),
    ("Je t'écris de Toronto", "on"),
    ("victime au québec mais j'habite en ontario, ivac ou pas", "on"),
    # there now
    ("chu pognée à Toronto avec lui", "on"),
    ("jsuis en fugue à ottawa", "on"),
    ("je suis en fugue, rendue à Toronto", "on"),
    ("je suis dans un motel à Niagara Falls pis y m'a pris mon cell", "on"),
    ("je suis arrivée à Toronto hier avec lui", "on"),
    ("j'habite au Québec mais en ce moment je suis à Toronto", "on"),
    # moved there
    ("j'ai déménagé de Laval à Toronto", "on"),
    ("avant j'habitais à Montréal, là je vis à Ottawa", "on"),
    ("je viens de déménager à Calgary", "ab"),
    ("je suis parti vivre à Vancouver", "bc"),
    ("j'habite à Ottawa mais je travaille à Gatineau", "on"),
    # somebody of theirs
    ("ma fille vit en Alberta", "ab"),
    ("Ma fille de 13 ans, qui vit à Moncton, se fait intimider", "nb"),
    ("mon fils a 14 ans, il vit à Ottawa avec son père", "on"),
    ("ma fille est chez son père à Toronto", "on"),
    ("ma fille a fugué, elle est à Toronto chez un gars", "on"),
    ("Ma fille est partie étudier à Ottawa en août", "on"),
    ("mon ami vit à Toronto, il se fait menacer avec ses photos", "on"),
    ("c'est ma nièce, elle a 13 ans, elle habite à Moncton", "nb"),
    # at work
    ("mon élève habite à Hawkesbury", "on"),
    ("Élève de 13 ans, vit à Hawkesbury", "on"),
    ("une jeune de 15 ans qui vit à Hawkesbury, je suis TS au scolaire", "on"),
    ("je travaille dans une école à Sudbury, je suis TS", "on"),
    ("je suis intervenante au Nouveau-Brunswick", "nb"),
    # English
    ("I live in Ottawa", "on"),
    ("im in vancouver", "bc"),
    ("im from ottawa", "on"),
    ("my daughter lives in Calgary", "ab"),
    ("My son lives in Ottawa and someone is threatening him", "on"),
    # other countries
    ("j'habite en Belgique et un gars me menace", "belgique"),
    ("on habite à Paris", "france"),
    ("je vis en France, ma fille est au Québec", "france"),
    ("je vis au Vermont", "etats-unis"),
    ("i live in new york", "etats-unis"),
    ("nous vivons en Suisse", "suisse"),
    ("je vis en Haïti", "haiti"),
    ("Je vous écris de Belgique, ma fille de 14 ans subit un chantage", "belgique"),
    # a postal code
    ("mon code postal est K1N 5T5", "on"),
    ("mon code postal c'est E1A•••", "nb"),
]

NOT_OUTSIDE = [
    # a partner, a stranger, a relative
    "mon chum est de Toronto",
    "mon chum reste à Ottawa",
    "ma blonde habite en France",
    "mon ex vit à Vancouver",
    "un gars de France me menace",
    "un homme qui vit aux États-Unis me demande de l'argent",
    "15 ans, un gars de Toronto me menace",
    "y reste à Ottawa pis y a 30 ans",
    "le gars dit qu'il reste en Ontario",
    "mon agresseur est à Toronto",
    "la personne qui me menace est en France",
    "ma fille parle à un gars qui vit en Ontario",
    "ma fille chatte avec quelqu'un qui vit en Alberta",
    "notre fille a rencontré un homme en ligne, il vit en Floride",
    "je parle à une fille qui habite à Toronto",
    "je suis en couple avec quelqu'un de Toronto",
    "mes parents sont à Toronto",
    "mon père vit à Toronto et moi à Laval avec ma mère",
    "ma famille vit en Haïti",
    "mon frère est en France",
    "ma best a déménagé à Vancouver",
    "Mon oncle de Toronto m'a touchée quand j'étais petite",
    # a trip, an order, a wish
    "il veut que j'aille à Ottawa",
    "il veut que j'aille vivre avec lui à Toronto",
    "il m'a emmenée à Toronto",
    "il m'a payé un billet pour Toronto",
    "elle veut fuguer à Toronto",
    "je veux vivre à Toronto",
    "je vais vivre en Alberta l'an prochain",
    "on déménage à Toronto cet été",
    "ma mère veut qu'on déménage en Ontario",
    "je suis en vacances en France",
    "chu à toronto pour un tournoi",
    "je suis en route vers Ottawa",
    "ça s'est passé à Niagara Falls",
    "quand je suis à Toronto chez mon père",
    "ma fille est à Toronto une semaine sur deux",
    # before, or born there
    "j'ai déménagé de Toronto à Laval",
    "né en France, j'habite Montréal",
    "J'ai étudié en Belgique et j'enseigne ici",
    "j'étais à Toronto",
    "j'ai vécu en France",
    "j'habite plus à Ottawa",
    "j'habite pas à Toronto",
    "je suis née à Moncton",
    "je suis originaire du Nouveau-Brunswick",
    "je viens de Toronto",
    "je suis de France",
    "nous sommes d'Ukraine",
    "je suis arrivée d'Algérie en 2019",
    "on a adopté notre fille en Chine",
    # work and studies across the river
    "je travaille à Ottawa",
    "je travaille à Ottawa, j'habite Gatineau",
    "je suis infirmière à Ottawa",
    "chu au boulot à ottawa",
    "j'étudie à l'Université d'Ottawa",
    "je suis étudiante à Ottawa",
    "ma fille va à l'école à Ottawa mais on habite Aylmer",
    "je suis hospitalisée au CHEO à Ottawa",
    # Québec
    "j'habite à Gatineau",
    "j'habite à Hull",
    "j'habite dans la région d'Ottawa-Gatineau",
    "je reste à Aylmer à côté d'Ottawa",
    "on reste à Bordeaux, à Montréal",
    "j'habite à Pohénégamook près d'Edmundston",
    "j'habite à New Richmond",
    "je suis à Windsor",
    "j'habite à Victoriaville",
    "mon fils vit à Montréal, moi j'habite à Toronto",
    "je suis en Haïti et ma fille de 16 ans habite chez ma cousine à Montréal-Nord",
    # a street, a person, a thing
    "rue Ontario",
    "je reste sur Ontario",
    "j'habite Ontario et Pie-IX",
    "j'habite au 12 rue Victoria",
    "je suis chez Victoria",
    "je suis la mère de Victoria",
    "je suis fan de Toronto",
    "mes photos sont rendues aux États-Unis",
    "mon ex a diffusé une vidéo de moi à Toronto",
    "est-ce que je peux porter plainte en Ontario",
    # English
    "he lives in Toronto",
    "i dont live in Toronto",
    "i want to move to Vancouver",
    "someone in Texas is threatening me",
    "my son is 10, he met someone on Fortnite who says he's 12 and lives in Texas",
    "",
    "   ",
    "...",
]

ANSWERS = [
    ("Ottawa", "on"),
    ("à Toronto", "on"),
    ("au Nouveau-Brunswick", "nb"),
    ("Hearst, Ontario", "on"),
    ("ben à moncton", "nb"),
    ("en France", "france"),
    ("M5V 2T6", "on"),
    ("j'habite à Calgary", "ab"),
]

NOT_ANSWERS = [
    "Gatineau",
    "Hull",
    "Windsor",
    "Québec",
    "Laval",
    "oui",
    "16",
    "pas Toronto",
    "mon ex",
    "",
]


@pytest.mark.parametrize(("text", "home"), OUTSIDE)
def test_whoever_lives_or_is_outside_quebec_is_found(text: str, home: str) -> None:
    found = find_elsewhere(text)
    assert found is not None
    assert found.home.id == home
    assert text[found.start : found.end] == found.text


@pytest.mark.parametrize("text", NOT_OUTSIDE)
def test_what_is_said_of_others_trips_and_streets_is_left_alone(text: str) -> None:
    assert find_elsewhere(text) is None


@pytest.mark.parametrize(("text", "home"), ANSWERS)
def test_a_bare_name_counts_in_a_reply(text: str, home: str) -> None:
    found = find_answer(text)
    assert found is not None and found.home.id == home


@pytest.mark.parametrize("text", NOT_ANSWERS)
def test_a_reply_without_a_place_outside(text: str) -> None:
    assert find_answer(text) is None


# --- properties -------------------------------------------------------------


def _unaccented(text: str) -> str:
    spread = unicodedata.normalize("NFKD", text)
    return "".join(character for character in spread if not unicodedata.combining(character))


VARIANTS = {
    "upper": str.upper,
    "lower": str.lower,
    "plain": _unaccented,
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "curly": lambda text: text.replace("'", "\u2019"),
}
TOWNS = [(town, home) for home in atlas().homes for town in home.towns]
LONG = [(town, home) for town, home in TOWNS if re.fullmatch(r"[A-Za-z]{8,}", town)]


@given(st.sampled_from([text for text, _ in OUTSIDE] + NOT_OUTSIDE), st.sampled_from([*VARIANTS]))
def test_case_accents_and_quotes_change_nothing(text: str, variant: str) -> None:
    plain, other = find_elsewhere(text), find_elsewhere(VARIANTS[variant](text))
    assert (plain and plain.home) == (other and other.home)


@given(st.sampled_from(TOWNS), st.sampled_from([*VARIANTS]))
def test_every_town_is_known_however_it_is_written(named: tuple[str, Home], variant: str) -> None:
    town, home = named
    found = find_elsewhere(VARIANTS[variant](f"J'habite à {town}. J'ai besoin d'aide."))
    assert found is not None and found.home == home


@given(st.sampled_from(LONG), st.integers(2, 5))
def test_one_letter_twice_in_a_long_name_is_forgiven(named: tuple[str, Home], at: int) -> None:
    town, home = named
    misspelt = town[:at] + town[at] + town[at:]
    assume(not any(place.regions for place in find_places(f"j'habite à {misspelt}")))
    found = find_elsewhere(f"j'habite à {misspelt}")
    assert found is not None and found.home == home


@given(st.sampled_from(TOWNS))
def test_a_town_that_is_only_named_is_no_home(named: tuple[str, Home]) -> None:
    town, _ = named
    for text in (f"un gars de {town} me menace", f"il veut que j'aille à {town}", f"rue {town}"):
        assert find_elsewhere(text) is None


@settings(max_examples=200)
@given(st.one_of(st.text(max_size=200), st.text(alphabet="jàa hbiteTorn K1•N5-.,'\n", max_size=80)))
def test_any_text_is_read_with_true_offsets(text: str) -> None:
    for found in (find_elsewhere(text), find_answer(text)):
        if found is not None:
            assert text[found.start : found.end] == found.text


def test_no_message_of_the_corpora_is_taken_out_of_quebec() -> None:
    """Every label with a region, and every other message but the one that says « en Ontario »."""
    messages = corpus().items
    assert len(messages) > 1000
    taken = [item for item in messages if find_elsewhere(item.text)]
    assert [item.text for item in taken if "Timmins en Ontario" not in item.text] == []
    assert [item for item in taken if item.regions] == []
    assert [item.text for item in messages if item.regions and find_answer(item.text)] == []


def test_no_place_of_quebec_is_taken_for_another() -> None:
    with (DATA / "places.csv").open(encoding="utf-8", newline="") as handle:
        names = [row["name"] for row in csv.DictReader(handle) if row["region_code"]]
    wrong = [name for name in names if find_elsewhere(f"j'habite à {name}") or find_answer(name)]
    assert wrong == []


@pytest.mark.parametrize("piece", ["je suis de la région de toronto a ", "tornto ", "15 ans "])
def test_a_long_message_is_read_in_time(piece: str) -> None:
    text = (piece * 4000)[:4000]
    find_elsewhere("Toronto")
    times = []
    for _ in range(3):
        start = time.perf_counter()
        find_elsewhere(text)
        times.append(time.perf_counter() - start)
    assert min(times) < 0.8


# --- doors ------------------------------------------------------------------


def _at(home: str) -> Elsewhere:
    found = recalled(home)
    assert found is not None
    return found


def test_a_place_is_recalled_by_the_id_of_its_home() -> None:
    found = find_elsewhere("j'habite à Moncton")
    assert found is not None and _at(found.home.id).home == found.home
    assert recalled("16") is None


def test_doors_are_those_of_the_province_then_those_of_canada() -> None:
    ontario = _at("on")
    assert doors(ontario) == (*ontario.home.doors, *atlas().national)
    assert ontario.home.doors and atlas().national
    assert doors(_at("nu")) == atlas().national


def test_abroad_no_canadian_door_is_given() -> None:
    assert [home.id for home in atlas().homes if home.abroad and doors(_at(home.id))] == []


@pytest.mark.parametrize(
    ("home", "vous", "words"),
    [
        ("on", False, "ça se passe en Ontario"),
        ("pe", True, "cela se passe à l'Île-du-Prince-Édouard"),
        ("nu", False, "je n'en connais aucun au Nunavut"),
        ("france", True, "appelez les secours de l'endroit"),
    ],
)
def test_the_word_names_the_place_in_the_register(home: str, vous: bool, words: str) -> None:
    assert words in told(_at(home), vous)


@pytest.mark.parametrize("vous", [True, False])
@pytest.mark.parametrize("home", [home.id for home in atlas().homes])
def test_everyone_is_told_whom_to_turn_to(home: str, vous: bool) -> None:
    said = told(_at(home), vous)
    assert "{" not in said
    assert ("Jeunesse, J'écoute" in said) is not _at(home).home.abroad
    assert re.search(r"secours|Jeunesse, J'écoute", said)


# --- the file ---------------------------------------------------------------

CONTACTS = {record.id: record for record in shipped_records()[1]}
DOORS = [*atlas().national, *(door for home in atlas().homes for door in home.doors)]
MISSING = [
    *atlas().missing,
    *atlas().quebec_missing,
    *(one for home in atlas().homes for one in home.missing),
]
CANADA = {"on", "nb", "ab", "bc", "mb", "ns", "pe", "nl", "sk", "yt", "nt", "nu"}

every_door = pytest.mark.parametrize("door", DOORS, ids=lambda door: door.name)


def test_every_province_and_territory_is_there_once() -> None:
    ids = Counter(home.id for home in atlas().homes)
    assert set(ids.values()) == {1}
    assert {home.id for home in atlas().homes if not home.abroad} == CANADA


@every_door
def test_a_door_has_its_source_and_its_place_in_it(door: Door) -> None:
    assert door.source.document.strip() and door.source.locator.strip()
    assert door.audiences and set(door.audiences) <= set(Profil.values())
    assert door.url is None or door.url.startswith("https://")


@every_door
def test_a_contact_is_one_of_ours_and_so_is_its_source(door: Door) -> None:
    assert door.direct is False or door.contact is not None
    if door.contact is None:
        assert door.source.document != CONTACTS_DOCUMENT
        return
    contact = CONTACTS[door.contact]
    assert contact.publishable and contact.confidence in ("high", "medium")
    if door.source.document == CONTACTS_DOCUMENT:
        assert door.source.locator in {evidence.address for evidence in contact.sources}


@pytest.mark.parametrize("one", MISSING, ids=lambda one: one.said[:30])
def test_what_is_missing_has_its_date_and_source(one: Missing) -> None:
    assert re.fullmatch(r"\d{4}-\d{2}", one.date)
    assert one.source.document.strip() and one.source.locator.strip()
    assert one.answer is None or one.answer in answers()


def test_what_has_changed_since_the_report_is_said() -> None:
    assert any(one.since and one.answer == "ivac_sans_contact" for one in atlas().quebec_missing)


def _sentences() -> Iterator[str]:
    texts = [door.does for door in DOORS] + [one.said for one in MISSING]
    texts += [one.since for one in MISSING if one.since]
    texts += [told(_at(home.id), vous) for home in atlas().homes for vous in (True, False)]
    for text in texts:
        yield from (part for part in re.split(r"(?<=[.!?])\s+", text) if part)


def test_sentences_are_short_and_hold_no_number() -> None:
    for sentence in _sentences():
        assert len([word for word in sentence.split() if re.search(r"\w", word)]) <= 25, sentence
        assert not re.search(r"\b\d{3}[\s.-]\d{3,4}\b|https?://", sentence), sentence


def test_words_keep_to_their_register() -> None:
    for kind, words in atlas().words.items():
        assert not re.search(r"\b(?:vous|votre)\b|\w+ez\b", words["tu"].replace("assez", "")), kind
        assert not re.search(r"\b(?:tu|te|ton|ta|tes)\b|\bt'", words["vous"]), kind


def test_no_name_is_given_to_two_homes() -> None:
    names = Counter(key(name) for home in atlas().homes for name in (*home.names, *home.towns))
    assert [name for name, count in names.items() if count > 1] == []


def test_no_name_is_also_a_place_of_quebec() -> None:
    index = gazetteer()
    for home in atlas().homes:
        for name in (*home.names, *home.towns):
            place = index.names.get(key(name)) or index.bare.get(key(name))
            assert place is None or place.regions == (), name


def test_dropped_names_say_why_and_are_read_nowhere() -> None:
    kept = {key(name) for home in atlas().homes for name in (*home.names, *home.towns)}
    for name, why in atlas().dropped.items():
        assert why.strip() and key(name) not in kept
        assert find_elsewhere(f"j'habite à {name}") is None


def test_neighbours_are_names_of_the_file() -> None:
    kept = {name for home in atlas().homes for name in (*home.names, *home.towns)}
    assert atlas().near <= kept


def test_every_place_known_to_be_outside_has_a_home() -> None:
    """`places.csv` and this file do not part ways."""
    kept = {key(name) for home in atlas().homes for name in (*home.names, *home.towns)}
    with (DATA / "places.csv").open(encoding="utf-8", newline="") as handle:
        outside = [row["name"] for row in csv.DictReader(handle) if row["kind"] == "hors_quebec"]
    assert outside
    assert {name for name in outside if key(name) not in kept} <= set(atlas().dropped)


@pytest.mark.skipif(
    not SEEDS.exists(), reason="Les documents de départ ne sont pas à côté du dépôt (../shared)."
)
def test_the_report_names_every_service_that_cites_it() -> None:
    (path,) = SEEDS.glob("002_*.txt")
    text = " ".join(path.read_text(encoding="utf-8").split()).casefold()
    for door in DOORS:
        if door.source.document != CONTACTS_DOCUMENT:
            named = re.split(r" – | \(| du | de la | de l'| de ", door.name.casefold())[0]
            assert named.replace("'", "’") in text, door.name
            assert door.city is None or door.city.casefold() in text
    for source in [door.source for door in DOORS] + [one.source for one in MISSING]:
        if source.document != CONTACTS_DOCUMENT:
            for place in re.split(r"(?:, note \d)?[;,] | et ", source.locator):
                assert place.strip().casefold() in text, source.locator


def test_the_atlas_is_read_once() -> None:
    assert elsewhere.atlas() is elsewhere.atlas()
