"""Ages that people state, and whose they are (knowledge/ages.py, people.age_of)."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.people import AgeReading, age_of
from knowledge.vocabulary import Profil

STATED: list[tuple[str, int]] = [
    # the young person
    ("j'ai 15 ans", 15),
    ("jai 16", 16),
    ("jai 13 ans pis jai peur", 13),
    ("J'AI 14 ANS", 14),
    ("j’ai 17 ans", 17),
    ("j'ai 15ans", 15),
    ("jai15ans", 15),
    ("j15 ans", 15),
    ("15 a", 15),
    ("15 ans, fille, Alma", 15),
    ("j'ai 14 pis demi", 14),
    ("j'ai 14 ans et demi", 14),
    ("jvais avoir 16", 15),
    ("je vais avoir 18 ans en juin", 17),
    ("jvais avoir 14 la semaine prochaine", 13),
    ("bientôt 13", 12),
    ("presque 15 ans", 14),
    ("j'aurai 18 ans bientôt", 17),
    ("je viens d'avoir 17", 17),
    ("je viens de fêter mes 13 ans", 13),
    ("j'ai quinze ans", 15),
    ("j'ai seize", 16),
    ("jai dix-sept ans", 17),
    ("j'ai vingt et un ans", 21),
    ("j'ai vingt-quatre ans", 24),
    ("j'ai trente-deux ans", 32),
    ("j'ai soixante et onze ans", 71),
    ("j'ai quatre-vingts ans", 80),
    ("moi j'en ai 15", 15),
    ("chu un gars de 17", 17),
    ("je suis une fille de 15 ans", 15),
    ("je suis un homme de 44 ans", 44),
    ("jai juste 12 ans", 12),
    ("j'ai à peine 14 ans", 14),
    ("16 yo", 16),
    ("15 years old", 15),
    ("j'ai 20 ans, je suis à Rimouski", 20),
    ("j'ai 15 ans et mon chum a 24", 15),
    ("mon chum a 24 ans et moi 15, j'ai 15 ans", 15),
    ("jai 14 pis le gars a 32 ans", 14),
    ("un gars de 32 ans m'écrit sur insta j'ai 14", 14),
    ("mon prof de 40 ans me texte, j'en ai 15", 15),
    ("j'ai 14 ans. Un homme de 40 ans m'écrit", 14),
    ("mon ex de 19 ans me menace, j'ai 16 ans", 16),
    ("j'ai 50 ans et on m'a violée à 15 ans", 50),
    ("quand j'avais 9 ans mon oncle m'a touchée, j'ai 17 ans", 17),
    ("je danse depuis que j'ai 6 ans. j'ai 14 ans", 14),
    ("j'ai 17 ans et ma fille de 2 ans est avec moi", 17),
    ("ça fait 2 ans que ça dure, j'ai 16 ans", 16),
    ("j'ai 15 ans, ça fait 3 mois", 15),
    ("j'ai été agressée il y a 5 ans, j'ai 19 ans", 19),
    ("il m'a donné 200 $ j'ai 16 ans", 16),
    ("on a 14 ans moi pis mon amie", 14),
    ("dur dur, j'ai 18 ans, je suis à Amos", 18),
    ("j'ai 31 ans pis je me sens stupide", 31),
    ("fille bi de 14 ans, une femme de 32 me parle sur twitter", 14),
    # a parent
    ("ma fille de 14", 14),
    ("ma fille de 14 ans", 14),
    ("ma fille a 14 ans", 14),
    ("ma fille, 16 ans, ne rentre plus", 16),
    ("mon fils vient d'avoir 12 ans", 12),
    ("mon gars de 14 ans se fait menacer", 14),
    ("j'ai 42 ans, ma fille en a 13", 13),
    ("J'ai 42 ans et ma fille a 13 ans", 13),
    ("ma fille a 14 ans et son chum a 21 ans", 14),
    ("ma fille de 15 ans sort avec un gars de 23 ans", 15),
    ("Mon fils de 15 ans a touché sa soeur de 8 ans", 15),
    ("notre ado de seize ans", 16),
    ("ma fille aura 14 ans en mai", 13),
    ("ma fille. elle a 14 ans.", 14),
    ("Mon garçon a été filmé. Il a 10 ans.", 10),
    ("ma plus vieille a treize ans", 13),
    ("mon bébé de 2 ans", 2),
    ("je suis intervenante et ma fille de 13 ans est menacée", 13),
    ("un homme de la France écrit à ma fille de 15 ans", 15),
    ("ma fille de 15 ans sort avec un dude de 30 ans", 15),
    ("j'ai une fille de 11 ans", 11),
    ("mon enfant trans de 14 ans", 14),
    ("elle n'a que quinze ans, ma fille", 15),
    # a friend, a sibling, a grandparent
    ("j'ai 19 ans, mon amie de 16 se fait menacer", 16),
    ("ma petite-fille de 12 ans", 12),
    ("Ma petite-fille de 15 ans. Elle a un ami de 23 ans.", 15),
    ("mon neveu de 10 ans", 10),
    ("ma voisine a 15 ans", 15),
    ("ma petite soeur de 13 vient me voir, moi j'ai 20 ans", 13),
    ("c'est pour ma soeur, elle a 19 ans", 19),
    ("mon meilleur ami, il a 16 ans", 16),
    ("bonjour c'est pour une amie, elle a 17 ans", 17),
    ("un joueur de mon équipe de 15 ans", 15),
    # an intervenant
    ("Je suis TS, ma cliente de 17 ans", 17),
    ("une élève de 13 ans", 13),
    ("Élève 13 a. menacée, Laval", 13),
    ("une jeune fille de 15 ans de mon unité", 15),
    ("un jeune homme de 19 ans", 19),
    ("jeune de 15 ans en fugue", 15),
    ("TTS en protection, ado de 14 ans", 14),
    ("Agente de probation : ma cliente est exploitée par un gang, elle a 22 ans", 22),
    ("on m'a référé une jeune de 16 ans", 16),
    ("TS. La victime a 14 ans", 14),
    # nobody says who
    ("elle a 14", 14),
    ("il a 12 ans", 12),
    ("iel a 16 ans", 16),
    ("ado de 15 ans", 15),
    ("un gars de 16 ans", 16),
    ("Léa a 14 ans", 14),
    ("elle est âgée de 15 ans", 15),
    ("âge : 15", 15),
    # a signature: a number beside « fille », a letter, or alone in its piece
    ("F15 besoin d'aide", 15),
    ("16/f/drummond", 16),
    ("Jeune (F, 15) suivie en LPJ", 15),
    ("fille, 16, alma", 16),
    ("ma gang publie mes secrets. fille 16", 16),
    ("Mon garçon (14) est visé", 14),
    ("Listuguj, 17, besoin de parler", 17),
    ("j'suis de Matane. 17.", 17),
    ("moi 15 lui 27", 15),
    ("Homme, 52 ans. Je n'en ai jamais parlé.", 52),
    ("gars 14 ans de Rimouski. je vends des photos de moi", 14),
    # the birthday is near, or just past
    ("18 ans demain", 17),
    ("dans 3 mois j'ai 18 ans", 17),
    ("mon fils a 15 ans dans 2 semaines", 14),
    ("j'ai bientôt ma fête de 18 ans", 17),
    ("je tourne 18 en août", 17),
    ("jai eu 17 hier", 17),
    ("j'ai fêté mes 15 ans hier", 15),
    ("un adolescent de 15 ans en septembre", 15),
    # what is claimed does not hide what is true
    ("tlm pense que jai 18 mais jai 15", 15),
    ("il dit qu'il a 16 comme moi", 16),
    ("jai dit jai 19, jai 16", 16),
    # « y » is « il », « à » is no range
    ("mon gars y a 16 ans", 16),
    ("Ma fille de 15 ans a deux cellulaires", 15),
    ("la p'tite a 13 ans", 13),
    ("À 29 ans, je découvre que mes vidéos sont partout", 29),
    ("Ma nièce de Sept-Îles, quatorze ans, a peur", 14),
    # whoever the person is with is not the person
    ("moi : 19 ans, je vis chez ma soeur de 25 ans", 19),
    ("elle sort avec un gars de 21 ans, elle a 15 ans", 15),
    ("Mon fils de 6 ans a touché une autre enfant de 5 ans", 6),
    ("jai reçu une convoc comme témoin, jai 16", 16),
    ("je veux pas que ma mère le sache, 15 ans", 15),
    ("je suis la tante de Léa, 13 ans", 13),
    ("pour une jeune maman de 19 ans", 19),
    # English
    ("i'm 15 and some guy has my pics", 15),
    ("my son is 13 and we live in Hull", 13),
    ("our daughter, she's 15, is scared", 15),
    ("my 12 year old is bullied", 12),
    ("he is 24 and i am only 16", 16),
    ("I was 13 when it happened, I'm 21 now", 21),
    ("turning 16 next week", 15),
    ("sixteen, gatineau", 16),
]

UNSTATED = [
    "ça fait 2 ans",
    "depuis 3 mois",
    "il y a 5 ans",
    "y a 5 ans",
    "depuis 15 ans",
    "pendant 10 ans",
    "dans 2 ans",
    "j'ai 200 $",
    "il veut 500",
    "à 8h",
    "vers 20 h",
    "à 14 h 30",
    "le 15 mars",
    "24/7",
    "j'ai 15 sur 20 en math",
    "j'ai 14 en français",
    "12 photos de moi",
    "j'ai 3 photos",
    "j'ai 2 amis",
    "appelle au 450 555 1515",
    "née en 2011",
    "né en 2009",
    "en 2019",
    "je suis en secondaire 3",
    "sec 4",
    "5e année",
    "14-15 ans",
    "12 à 17 ans",
    "12 à 17",
    "14 ou 15 ans",
    "entre 13 et 15 ans",
    "13-17 ans",
    "mes filles de 12 et 15 ans",
    "des jeunes de 14 à 16 ans",
    "mon chum de 22 ans",
    "mon chum a 24 ans",
    "mon ex a 19 ans, il me menace",
    "un homme de 40 ans m'écrit",
    "mon prof a 35 ans",
    "un gars de 31 ans",
    "le consentement c'est 16 ans",
    "plus de 18 ans",
    "moins de 18 ans",
    "18 ans et plus",
    "à 12 ans j'ai été agressée",
    "quand j'avais 9 ans",
    "j'avais 10 ans",
    "il avait 10 ans de plus",
    "à l'âge de 8 ans",
    "2 ans de relation",
    "il risque 14 ans de prison",
    "5 ans de différence",
    "j'ai pas 18 ans",
    "mes 18 ans",
    "j'ai 150 ans",
    "j'ai 0 ans",
    "j'ai un ami",
    "j'ai neuf photos",
    "un an ensemble",
    "il m'a bloquée 3 fois",
    "région 16",
    "J4K 2B3",
    "30 ans plus tard",
    "chambre 12",
    "il est 11",
    "ma mère a 45 ans",
    "il a 22 ans lui",
    "le gars dit qu'il a 17 mais ça paraît qu'il en a 40",
    "il dit avoir 16 ans",
    "quand j'aurai 18 ans je partirai",
    "j'ai eu 92 en français",
    "j'ai eu 12 ans de misère",
    "y'en a 15 qui m'insultent",
    "à 16 ans c'est tu légal avec un gars de 21?",
    "elle est avec un gars de 24",
    "tous les jeunes de 16 ans font ça",
    "fratrie, 3 enfants 4-7-9 ans",
    "trois enfants (6, 9 et 14 ans)",
    "à la fille : 60, 80, 120",
    "habite au 15, rue des Pins",
    "un parcours de Trois-Rivières",
    "I have 20 students",
    "i'm 5 months pregnant",
    "Grand-papa de 71 ans, c'est pour ma petite-fille",
    "",
    "...",
]

ANSWERS: list[tuple[str, int | None]] = [
    ("15", 15),
    (" 14! ", 14),
    ("15 ans", 15),
    ("15ans", 15),
    ("15 a", 15),
    ("quinze", 15),
    ("dix-sept", 17),
    ("vingt et un", 21),
    ("neuf", 9),
    ("j'ai quinze", 15),
    ("elle a 12", 12),
    ("c'est 14", 14),
    ("14 et demi", 14),
    ("14 1/2", 14),
    ("14.5", 14),
    ("14,5 ans", 14),
    ("15 ans et demi", 15),
    ("16 en mars", 15),
    ("15 dans 2 mois", 14),
    ("presque 15", 14),
    ("14 bientôt", 13),
    ("bientôt 17", 16),
    ("environ 15", 15),
    ("genre 13", 13),
    ("juste 13", 13),
    ("ben 16", 16),
    ("ma fille a 14", 14),
    ("j'ai 17", 17),
    ("im 15", 15),
    ("i am 14", 14),
    ("non, j'ai 16 ans pas 15", 16),
    ("17 et non 16, excuse", 17),
    ("pas 15, 16", 16),
    ("finalement c'est 14", 14),
    ("j'ai 15 ans et mon chum a 24", 15),
    ("14-15", None),
    ("14 ou 15", None),
    ("12 à 17", None),
    ("16/17", None),
    ("sec 3", None),
    ("secondaire 4", None),
    ("2011", None),
    ("0", None),
    ("150", None),
    ("18+", None),
    ("+18", None),
    ("un", None),
    ("dans la quarantaine", None),
    ("j'aime mieux pas", None),
    ("je sais pas", None),
    ("majeure", None),
    ("", None),
    ("200 $", None),
    ("100", None),
    ("moins de 18", None),
    ("mon chum a 24", None),
    ("16 piges", 16),
    ("19 bien sonnés", 19),
    ("oups jai mis 15 mais cest 14", 14),
    ("18 et pas 17, désolé", 18),
]


@pytest.mark.parametrize(("text", "age"), STATED)
def test_age_of_the_person(text: str, age: int) -> None:
    reading = age_of(text)
    assert reading is not None
    assert reading.value == age


@pytest.mark.parametrize("text", UNSTATED)
def test_no_age_of_the_person(text: str) -> None:
    assert age_of(text) is None


@pytest.mark.parametrize(("text", "age"), ANSWERS)
def test_answer_to_the_question(text: str, age: int | None) -> None:
    reading = age_of(text, answering=True)
    assert (reading.value if reading else None) == age


def test_reading_keeps_its_place_in_the_text() -> None:
    assert age_of("ok, j'ai 15 ans là") == AgeReading(15, "15 ans", 9, 15)


def test_what_is_known_of_the_writer_helps() -> None:
    text = "j'ai 44 ans, elle a 14 ans"
    assert age_of(text, profil=Profil.JEUNE) == age_of("j'ai 44 ans, elle a 14 ans")
    parent = age_of(text, profil=Profil.PARENT)
    assert parent is not None and parent.value == 14


@given(st.integers(min_value=1, max_value=99))
def test_every_age_can_be_answered(value: int) -> None:
    for text in (str(value), f"j'ai {value} ans", f"{value} ans"):
        reading = age_of(text, answering=True)
        assert reading is not None and reading.value == value


@settings(deadline=None, max_examples=300)
@given(
    st.one_of(st.text(max_size=200), st.text(alphabet="jai 0123456789ansdeàé,.-", max_size=60)),
    st.booleans(),
)
def test_any_text_gives_a_true_age_or_none(text: str, answering: bool) -> None:
    reading = age_of(text, answering=answering)
    if reading is not None:
        assert 0 < reading.value < 100
        assert reading.start < reading.end
        assert text[reading.start : reading.end] == reading.text
