"""What a person says of where they are (knowledge/places.py)."""

from __future__ import annotations

import csv
import re
import time
import unicodedata
from collections import defaultdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.gazetteer import gazetteer, key
from knowledge.places import PlaceReading, find_place, find_places, place_of
from knowledge.spoken import DATA
from knowledge.vocabulary import REGIONS


def _rows() -> dict[str, set[str]]:
    """Folded key → every region that the file gives it."""
    regions: dict[str, set[str]] = defaultdict(set)
    with (DATA / "places.csv").open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            if row["region_code"]:
                regions[key(row["name"])].add(row["region_code"])
    return regions


def _names() -> list[str]:
    with (DATA / "places.csv").open(encoding="utf-8", newline="") as handle:
        return [row["name"] for row in csv.DictReader(handle) if row["region_code"]]


ROWS = _rows()
NAMES = _names()

ANSWERS: list[tuple[str, tuple[str, ...]]] = [
    # as a teenager, a parent or an intervenante types the answer
    ("Longueuil", ("16",)),
    ("longueil", ("16",)),
    ("Longeuil", ("16",)),
    ("LONGUEUIL", ("16",)),
    ("à Joliette", ("14",)),
    ("a joliette", ("14",)),
    ("j'habite à Gaspé", ("11",)),
    ("jhabite a gaspe", ("11",)),
    ("chu a st-jerome", ("15",)),
    ("St. Jérôme", ("15",)),
    ("stjerome", ("15",)),
    ("Saint Jérôme", ("15",)),
    ("st hyacinthe", ("16",)),
    ("St-Hy", ("16",)),
    ("Ste-Thérèse", ("15",)),
    ("ste foy", ("03",)),
    ("ste-julie", ("16",)),
    ("st-julie", ("16",)),
    ("mtl", ("06",)),
    ("MTL", ("06",)),
    ("Mtl-Nord", ("06",)),
    ("montreal nord", ("06",)),
    ("HoMa", ("06",)),
    ("hochelag", ("06",)),
    ("N.D.G.", ("06",)),
    ("ndg", ("06",)),
    ("parc-ex", ("06",)),
    ("Verdun", ("06",)),
    ("je reste à LaSalle", ("06",)),
    ("Québec", ("03",)),
    ("ville de Québec", ("03",)),
    ("à Québec", ("03",)),
    ("Quebec city", ("03",)),
    ("Laval, Québec", ("13",)),
    ("Gatineau QC", ("07",)),
    ("gatinau", ("07",)),
    ("en Montérégie", ("16",)),
    ("la Mauricie", ("04",)),
    ("dans le coin de Rimouski", ("01",)),
    ("région de Québec", ("03",)),
    ("dans Lanaudière", ("14",)),
    ("lanaudiere", ("14",)),
    ("BSL", ("01",)),
    ("SLSJ", ("02",)),
    ("au lac", ("02",)),
    ("au Saguenay", ("02",)),
    ("Lac-St-Jean", ("02",)),
    ("en Beauce", ("12",)),
    ("l'Abitibi", ("08",)),
    ("en Abitibi", ("08",)),
    ("aux Îles", ("11",)),
    ("Îles-de-la-Madeleine", ("11",)),
    ("sur la Côte-Nord", ("09",)),
    ("dans les Cantons-de-l'Est", ("05",)),
    ("Eastern Townships", ("05",)),
    ("trois riviere", ("04",)),
    ("3-Rivières", ("04",)),
    ("T-R", ("04",)),
    ("trois-riv", ("04",)),
    ("sherby", ("05",)),
    ("drummond", ("17",)),
    ("victo", ("17",)),
    ("au Bic", ("01",)),
    ("tuque", ("04",)),
    ("La Pêche", ("07",)),
    ("grand-mère", ("04",)),
    ("Maria", ("11",)),
    ("Asbestos", ("05",)),
    ("Saint-Faustin", ("15",)),
    ("Pointe-Bleue", ("02",)),
    ("Mashteuiatsh", ("02",)),
    ("Obedjiwan", ("04",)),
    ("Opitciwan", ("04",)),
    ("Betsiamites", ("09",)),
    ("Kahnawà:ke", ("16",)),
    ("kanehsatake", ("15",)),
    ("Weymontachie", ("04",)),
    ("Fort-Chimo", ("10",)),
    ("Winneway", ("08",)),
    ("région 16", ("16",)),
    ("Region 6", ("06",)),
    ("16", ("16",)),
    ("la 09", ("09",)),
    ("J4K", ("16",)),
    ("j4k 2b3", ("16",)),
    ("G1K•••", ("03",)),
    ("J3V", ("16",)),
    ("c'est Saint-Hyacinthe", ("16",)),
    ("ben Alma je pense", ("02",)),
    ("pas loin de La Tuque", ("04",)),
    ("c'est pas Laval c'est Longueuil", ("16",)),
    ("elle habite à Brossard", ("16",)),
    ("il reste à Chambly", ("16",)),
    ("non je t'ai dit Lévis pas Laval", ("12",)),
    ("où manger de la bonne pizza à Granby", ("05",)),
    ("à Val-d'Or en Abitibi", ("08",)),
    # in several regions: to be asked
    ("Rive-Sud", ("12", "16")),
    ("rive nord", ("14", "15")),
    ("rive sud de mtl", ("16",)),
    ("St-Michel", ("06", "12", "16")),
    ("Saint-Sauveur", ("03", "15")),
    ("st-felix", ("02", "14", "17")),
    ("Ste-Agathe", ("12", "15")),
    ("Lac-Simon", ("07", "08")),
    ("Saint-Augustin", ("02", "03", "09", "15")),
    ("proche de montréal", ("06", "13", "14", "15", "16")),
    ("le 450", ("13", "14", "15", "16")),
    ("G0X", ("04", "12", "17")),
    ("Saint-Laurent, à Montréal", ("06",)),
    ("Lac-Simon en Outaouais", ("07",)),
    # outside Québec
    ("Ottawa", ()),
    ("j'habite à Toronto", ()),
    ("Nunavut", ()),
    ("M5V 2T6", ()),
    ("moncton", ()),
]

NOT_ANSWERS = [
    "",
    "   ",
    "...",
    "oui",
    "non",
    "ok",
    "je sais pas",
    "aucune idée",
    "nulle part",
    "à la maison",
    "chez ma grand-mère",
    "je suis le grand-père",
    "au Québec",
    "partout au Québec",
    "la campagne",
    "je veux pas le dire",
    "16 ans",
    "15 ans",
    "18",
    "0",
    "99",
    "mon chum",
    "pourquoi tu demandes ça?",
    "passe",
    "skip",
    "dans ma chambre",
    "avec lui",
    "à l'école",
    "V9Z",
    "H2O",
    "allo",
    "merci",
]

RUNNING: list[tuple[str, tuple[str, ...] | None]] = [
    ("l'entraîneur est rendu à Gatineau, nous on est à Saint-Rémi", ("16",)),
    ("elle est partie de chez ma soeur a st-eustache samedi", ("15",)),
    ("une femme de 20 ans, à Montréal depuis dix jours. Je viens d'Obedjiwan.", ("06",)),
    ("jreste a baie como", ("09",)),
    ("ça passe en cour à Amos, on peut refuser?", None),
    ("Chez nous c'est Nicolet. J'ai peur.", ("17",)),
    ("18 ans, je suis une fille de Clermont, j'ai besoin de parler", ("03", "08")),
    ("j'habite à Granby le chalet était en Beauce", ("05",)),
    ("suivi CLSC Verdun, ambivalente", ("06",)),
    ("mon frère est en prison à Amos, je m'occupe de tout", None),
    ("le procès est au palais de justice de Longueuil", None),
    ("on a perdu 3 à 2 à Sherbrooke pis c'est rendu ma faute", None),
    ("une fille de Matane que j'ai jamais vue veut de l'argent", None),
    ("chu à laval.ca va pas pantoute", ("13",)),
    ("je suis à Québec.c'est dur", ("03",)),
    ("j'habite à Longueuil mais c'est arrivé à Laval", ("16",)),
    ("ça s'est passé à Laval, moi je reste à Longueuil", ("16",)),
    ("jreste a trois riviere pis jai peur", ("04",)),
    ("chu à Rimouski depuis 2 mois", ("01",)),
    ("jsuis a st jerome", ("15",)),
    ("on est à Gatineau", ("07",)),
    ("Nous habitons Saint-Lambert-de-Lauzon.", ("12",)),
    ("ma fille vit à Rimouski et moi à Québec", ("01",)),
    ("ma fille de 14 ans vit à Granby", ("05",)),
    ("j'ai déménagé de Sherbrooke à Granby", ("05",)),
    ("On vient de déménager à Sept-Îles", ("09",)),
    ("je suis arrivée du Maroc à Brossard", ("16",)),
    ("je viens d'Haïti et j'habite à Laval", ("13",)),
    ("je viens d'Haïti", None),
    ("mon ex reste à Québec", None),
    ("mon ex reste à Québec, moi chu à Matane", ("01",)),
    ("mes parents sont à Gaspé", None),
    ("un gars de Laval m'écrit sur insta", None),
    ("c'est arrivé à Joliette", None),
    ("il m'a emmenée à Toronto", None),
    ("ma best a déménagé à Vancouver", None),
    ("je reste chez ma mère à Laval", ("13",)),
    ("son chum vit chez nous à Salaberry", ("16",)),
    ("elle habite à Gaspé moi à Laval", ("13",)),
    ("ma fille est pas à Laval elle est à Granby", ("05",)),
    ("avant j'habitais à Alma, là je vis à Chicoutimi", ("02",)),
    ("15 ans, Alma", ("02",)),
    ("fille 15 ans de St Hyacinthe", ("16",)),
    ("TS, CLSC de Lachute, jeune de 15 ans", ("15",)),
    ("Intervenante au CISSS de l'Outaouais", ("07",)),
    ("je travaille à Saguenay", ("02",)),
    ("jvais a l'ecole a st-eustache", ("15",)),
    ("elle va au cégep de Sainte-Foy", ("03",)),
    ("j'habite à Chicoutmi", ("02",)),
    ("je vis aux Îles-de-la-Madeleine", ("11",)),
    ("mon code postal est J4K 2B3", ("16",)),
    ("je vis dans la région 08", ("08",)),
    ("j'habite entre Laval et Terrebonne", ("13", "14")),
    ("j'habite à Ottawa", ()),
    ("j'habite à Maria", ("11",)),
    ("on reste à Grand-Mère", ("04",)),
    ("secteur Hull", ("07",)),
    ("quartier Saint-Roch à Québec", ("03",)),
    ("je vis à Québec", ("03",)),
    ("au motel où je fais le ménage, Drummondville", ("17",)),
    ("trousse médicolégale cest ou a rimouski", ("01",)),
    ("im in laval", ("13",)),
    ("fugue de Kuujjuaq, elle est rendue à Montréal", ("06",)),
    # lived in, said without « à »
    ("ma fille va à l'école à Ottawa mais on habite Aylmer", ("07",)),
    ("j'habite l'Assomption", ("14",)),
    ("jsuis de varennes", ("16",)),
    ("elle a fugué du centre jeunesse de Laval, nous sommes de Repentigny", ("14",)),
    # born or grown up there
    ("moi j'ai grandi à Jonquière mais je vis à Gatineau", ("07",)),
    ("je suis née à Amos", None),
    ("une jeune originaire de Manawan", None),
    ("je ne connais personne ici à Montréal", ("06",)),
    ("nous sommes d'Ukraine", None),
    ("jsuis en fugue a mtl, jviens de la tuque", ("06",)),
    # gone to, wished for, or claimed
    ("je veux fuguer à Montréal", None),
    ("je veux déménager à Québec", None),
    ("la vidéo s'est rendue jusqu'à Amos", None),
    ("j'ai pris le bus jusqu'à Rimouski", ("01",)),
    ("le compte dit qu'il est à Rimouski", None),
    ("il prétend habiter à Blainville", None),
    ("mon fils dit qu'il est à Rimouski", ("01",)),
    ("mon ex blonde de Drummondville m'écrit", None),
    ("un homme de Trois-Rivières le loge", ("04",)),
    ("Où peut-elle aller dans la région de Québec?", ("03",)),
    ("change ma région pour Québec", ("03",)),
    # a name, a team, a longer name
    ("je suis la maman de Laurence Laval", None),
    ("je m'appelle Brossard", None),
    ("il joue pour les Olympiques de Gatineau", None),
    ("on est à la Baie-des-Chaleurs", ("11",)),
    ("à Trois-Rivières-Ouest", ("04",)),
    ("j'ai rendez-vous à Sainte-Justine", None),
    # misspelt, alone in its piece
    ("longueil, 16 ans, jme fais suivre", ("16",)),
    ("sherbroke 15 ans", ("05",)),
    ("drumondville, ma soeur se coupe du monde", ("17",)),
    ("jsu a t-r", ("04",)),
    ("jsuis a gat", ("07",)),
    ("cdn, 15 ans", ("06",)),
    ("17 ans quebec ville", ("03",)),
    ("Enquêteur au SPVM", ("06",)),
    # a need there, not a trip
    ("savez-vous où elle peut aller à Drummond, elle a rien", ("17",)),
    ("jsp ou aller pr un test g 16 a hull", ("07",)),
    ("une place où crécher ds sherb svp", ("05",)),
    ("je sais pas où aller je suis a valleyfield", ("16",)),
    # where the person is now, before where they or theirs are from
    ("ma petite-fille est partie étudier à Rimouski, elle vient de Gaspé", ("01",)),
    ("J'étudie à Jonquière mais ma famille est à Amos", ("02",)),
    ("Mon fils ne va pas bien, il est chez ma soeur à Granby", ("05",)),
    ("Ma fille a vu une psy. Elle réside à Alma; mon bureau est à Lévis.", ("02",)),
    ("ma fille fait des clients à Laval, elle est là-bas avec lui, nous on est à Matane", ("13",)),
    ("nous avons vécu à Gaspé, nous demeurons maintenant à Sorel", ("16",)),
    ("je veux rentrer à Inukjuak mais chu pognée à Montréal", ("06",)),
    ("mon ami yé à Longueuil, y vient de La Tuque", ("16",)),
    ("il vient de sortir de détention à Laval, il cherche une chambre à Joliette", ("14",)),
    ("je joue à Val-d'Or, en pension", ("08",)),
    ("Mon gars est mal pris, y travaille à Shawinigan", ("04",)),
    ("il veut venir à Kuujjuaq me voir", ("10",)),
    ("Ma fille a été abordée au métro Longueuil", ("16",)),
    ("Le Plateau. 34 ans. J'ai besoin d'aide.", ("06", "07")),
    # passing through
    ("il veut que j'aille chez eux à Laval", None),
    ("une jeune de Joliette revient de fugue de Montréal", ("14",)),
    ("on joue à Granby en fin de semaine mais on est une équipe d'Alma", ("02",)),
    ("on a joué contre une équipe de Gatineau", None),
    ("elle revient de Chicoutimi avec du linge neuf", None),
    ("elle est chez son père à Lévis, je l'ai à Québec une fin de semaine sur deux", ("12",)),
    ("on cherche un lit en Outaouais, sinon Laurentides", ("07",)),
    # which of several
    ("agente, MRC Matapédia, jeune en fugue", ("01",)),
    ("moi c'est St-Michel, proche du métro", ("06",)),
    ("à Calixa-Lavallée, l'école à Mtl-Nord, on me niaise", ("06",)),
    ("je vis à Laval, école secondaire, on me niaise", ("13",)),
    ("on habite tous dans le village, ma fille a peur", None),
    ("mon oncle m'amenait pêcher au capelan", None),
    ("on est des jeunes de La Romaine", ("09",)),
    ("je travaille à l'école au Lac", ("02",)),
    ("J'travaille à la maison des jeunes à Carleton", ("11",)),
    # theirs, who is helped, before the writer's own home
    ("Ma filleule de Gaspé reçoit des menaces. J'habite Montréal", ("11",)),
    ("Mon petit-fils de 11 ans, à Baie-Comeau, m'a parlé. Je vis à Sorel", ("09",)),
    ("Nous vivons à Matane, mais ma fille étudie à Rimouski, où il la frappe", ("01",)),
    ("ma soeur est en appart à Québec, elle se fait battre. moi je reste à Amos", ("03",)),
    ("Mon gars couche dans son char à Alma. Ici à Amqui j'ai pas de place", ("02",)),
    ("Ma cousine de Wemindji est hospitalisée à Montréal", ("06",)),
    # the client's, before where one works
    ("Travailleuse de rue à Sherbrooke. Une jeune de Gatineau veut en sortir", ("07",)),
    ("Agent de probation, un jeune, infraction à Longueuil, domicile Joliette", ("14",)),
    ("Je suis infirmière à Laval. Ma fille a peur, ici à Terrebonne", ("14",)),
    # placed there, leaving it, bound for elsewhere
    ("J'viens de Chibougamau, y m'ont placé à Alma", ("02",)),
    ("je sacre mon camp de Chandler", ("11",)),
    ("j'ai 80$ pour le bus de Mont-Laurier à Montréal, je pars demain", ("15",)),
    ("l'autobus pour Montréal part à 8h, mes parents savent rien", None),
    ("on déménage à Gatineau en juin mais là on est encore à Val-d'Or", ("08",)),
    ("l'école de mon fils est à Laval, on demeure à Mascouche", ("14",)),
    ("il m'a texté « viens à Granby »", None),
    ("quand j'avais 10 ans, à Saint-Raymond, mon frère m'a touchée", None),
    ("à Longueuil j'avais mes amies, ici à Gaspé j'ai rien", ("11",)),
    ("on est à Granby... non, à Saint-Hyacinthe depuis juillet", ("16",)),
    ("mon harceleur habite à Sorel, il me suit", None),
    # « Qc » is the town after « à » or « ville », and nothing after a comma
    ("F 17a, centre-ville Qc, veut sortir", ("03",)),
    ("Groupe pour hommes à Qc?", ("03",)),
    ("on est à Hudson, QC", ("16",)),
    ("je vis à Gatineau, Qc", ("07",)),
    ("St-Roch (basse-ville Qc), deux filles recrutées", ("03",)),
    # named after a town, or before a surname
    ("nous sommes du Cercle de Fermières de Nicolet", ("17",)),
    ("jveux pu aller a la poly de mirabel", ("15",)),
    # a town, and nobody in it
    ("où manger de la bonne pizza à Granby", None),
    ("quel temps il fait à Gaspé demain", None),
    ("les Cowboys Fringants viennent-tu à Alma cet été", None),
    ("les mines en Abitibi pour mon cours de géo", None),
    ("rue King coin Saint-Denis y'a un resto", None),
    # English
    ("we live in Hull", ("07",)),
    ("im from Pointe-Claire", ("06",)),
    ("is it legal in Quebec", None),
]

ORDINARY = [
    "ma grand-mère est malade",
    "j'ai parlé à Maria hier",
    "mon amie Victoria pleure",
    "la Saint-Valentin approche",
    "la Saint-Jean c'était le fun",
    "jvais à l'école Saint-Jean",
    "il étudie à l'Université Laval",
    "on s'est vus sur la rue Saint-Denis",
    "le pont Champlain était bloqué",
    "la loi au Québec dit quoi",
    "la Sûreté du Québec est venue",
    "il est à la pêche avec mon oncle",
    "à l'avenir je vais faire attention",
    "j'ai peur de l'avenir",
    "il a une nouvelle blonde",
    "de nouvelles photos de moi",
    "il m'a percé l'oreille",
    "je suis sortie de la baie vitrée",
    "on est allés au lac",
    "c'est ma reine",
    "j'espère avoir de l'hope",
    "il a price ça cher",
    "mon ange gardien",
    "les hauteurs me font peur",
    "au village tout le monde le sait",
    "dans le village les gens parlent",
    "je vais au plateau de tournage",
    "mme Lambert est ma prof",
    "monsieur Mercier nous a aidés",
    "docteur Labelle",
    "Marie m'a dit ça",
    "Laurier est mon frère",
    "mon chum Valentin",
    "il s'appelle Alma",
    "prof Champlain",
    "ma fille de 15 ans ne rentre plus",
    "mon ex menace de publier mes photos",
    "jveux mourir",
    "il veut des nudes",
    "je me sens seule",
    "on m'a touchée",
    "elle a fugué du centre jeunesse",
    "j'ai envoyé une photo à un gars",
    "il est parti pour la fin de semaine",
    "elle est de plus en plus distante",
    "il me suit partout",
    "je suis à boutte",
    "je suis à terre",
    "il reste à savoir si c'est vrai",
    "il reste deux jours à attendre",
    "je vis dans la peur",
    "j'habite chez ma tante",
    "je reste à la maison",
    "je vis avec ma mère",
    "on est à l'hôpital",
    "je suis à l'urgence",
    "je suis en secondaire 3",
    "en sec 4 à la poly",
    "il a 24 ans",
    "ça fait 2 ans que ça dure",
    "appelle-moi au 450 555 1234",
    "il m'a donné 200 $",
    "j'ai besoin d'aide svp",
    "bonjour",
    "je suis intervenante",
    "je travaille en centre jeunesse",
    "elle a des cadeaux chers",
    "il contrôle mon téléphone",
    "mon père boit trop",
    "le gars a 30 ans",
    "je comprends pas ce qui m'arrive",
    "peux-tu m'aider",
    "pouvez-vous me référer quelqu'un",
    "il m'a demandé de venir dans son char",
    "je dors dans la rue",
    "je capote",
    "on s'est laissés hier",
    "j'ai un rendez-vous avec la psy",
    "la police est venue à la maison",
    "ils rient de moi dans l'autobus",
    "une présentation sur l'intimidation",
    "la conception d'un atelier",
    "la motte de neige",
    "sainte misère",
    "la sainte paix",
    "j'ai mangé un saint-honoré",
    "mon chien est un saint-bernard",
    "compte desjardins vidé",
    "il joue au hudson",
    "j'aime la plaine",
    "la prairie est verte",
    "c'est la ruine",
    "elle parle anglais",
    "je tremble",
    "il m'a montrée à ses amis",
    "mon pote fait des clients sur Sainte-Catherine",
    "on mange au St-Hubert",
    "en tremblant",
    "une histoire sur la Nouvelle-France",
    "y'a juste moi",
    "les rivières débordent",
    "j'ai lu sur Québec.ca que je pouvais appeler",
    "le lien c'est www.montreal.ca",
    "ils l'ont mis sur ville.laval.qc.ca",
    "j'ai la corne au pied",
    "son nom c'est Tracy",
    "mes photos sont encore sur trois sites",
    "le policier Gaspé Morin est venu",
    "Beauport est le nom de famille de mon prof",
    "Kim Lavoie-Gaspé partage mes photos",
]


@pytest.mark.parametrize(("text", "regions"), ANSWERS)
def test_answer_gives_its_regions(text: str, regions: tuple[str, ...]) -> None:
    reading = find_place(text)
    assert reading is not None
    assert reading.regions == regions
    assert (reading.kind == "hors_quebec") is (regions == ())


@pytest.mark.parametrize("text", NOT_ANSWERS)
def test_answer_without_a_place(text: str) -> None:
    assert find_place(text) is None


@pytest.mark.parametrize(("text", "regions"), RUNNING)
def test_place_of_the_person(text: str, regions: tuple[str, ...] | None) -> None:
    reading = place_of(text)
    assert (reading.regions if reading else None) == regions


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_message_names_no_place(text: str) -> None:
    assert find_places(text) == ()
    assert place_of(text) is None


def test_every_name_is_found_as_an_answer_with_all_its_regions() -> None:
    wrong = {}
    for name in NAMES:
        reading = find_place(name)
        if reading is None or set(reading.regions) != ROWS[key(name)] or not reading.exact:
            wrong[name] = reading
    assert wrong == {}


def test_every_region_code_is_reached() -> None:
    assert {region for regions in ROWS.values() for region in regions} == set(REGIONS)


def test_typos_are_marked_and_official_names_given() -> None:
    assert find_place("Chicoutimi") == PlaceReading(
        "Chicoutimi", 0, 10, "Chicoutimi", ("02",), "arrondissement", True
    )
    misspelt = find_place("chez nous à drumondvile")
    assert misspelt is not None
    assert (misspelt.name, misspelt.exact, misspelt.text) == ("Drummondville", False, "drumondvile")


@pytest.mark.parametrize("word", ["maison", "montagne", "longueur", "justice", "candidat", "oui"])
def test_a_common_word_is_never_a_typo_of_a_place(word: str) -> None:
    assert find_place(word) is None
    assert find_places(f"je suis à {word} ce soir") == ()


def test_several_places_keep_their_order() -> None:
    text = "mon ex reste à Québec, moi chu à Matane, ça s'est passé à Amqui"
    assert [reading.name for reading in find_places(text)] == ["Québec", "Matane", "Amqui"]


DISTINCT = sorted(
    name for name in NAMES if gazetteer().names[key(name)].cue == "" and len(key(name)) > 4
)
HARMLESS = [
    "J'ai peur de lui.",
    "Merci beaucoup!",
    "Ça fait deux mois.",
    "Elle ne dort plus",
    "je sais pas quoi faire",
    "Mon ex m'écrit encore.",
    "Il a 24 ans.",
    "svp aidez-moi",
]


def _unaccented(text: str) -> str:
    spread = unicodedata.normalize("NFKD", text)
    return "".join(character for character in spread if not unicodedata.combining(character))


def _variants(name: str) -> dict[str, str]:
    return {
        "upper": name.upper(),
        "lower": name.lower(),
        "plain": _unaccented(name),
        "spaces": name.replace("-", " "),
        "short": re.sub(r"\bSaint(e?)\b", r"St\1", name),
        "dotted": re.sub(r"\bSaint(e?)-", r"st\1. ", name),
        "decomposed": unicodedata.normalize("NFD", name),
        "curly": name.replace("'", "\u2019"),
    }


@settings(deadline=None, max_examples=150)
@given(st.sampled_from(NAMES), st.sampled_from(sorted(_variants("x"))))
def test_writing_a_name_otherwise_changes_nothing(name: str, variant: str) -> None:
    written = find_place(_variants(name)[variant])
    plain = find_place(name)
    assert plain is not None and written is not None
    assert (written.regions, written.name) == (plain.regions, plain.name)


@settings(deadline=None, max_examples=150)
@given(
    st.sampled_from(DISTINCT),
    st.sampled_from(sorted(_variants("x"))),
    st.lists(st.sampled_from(HARMLESS), max_size=3),
)
def test_harmless_sentences_add_no_place(name: str, variant: str, around: list[str]) -> None:
    text = f"J'habite à {_variants(name)[variant]}. " + " ".join(around)
    reading = place_of(text)
    assert reading is not None
    assert set(reading.regions) == ROWS[key(name)]
    assert find_places(" ".join(around)) == ()


@settings(deadline=None, max_examples=300)
@given(st.one_of(st.text(max_size=200), st.text(alphabet="àa JStde'-., 0123Gkx\n", max_size=80)))
def test_any_text_is_read_with_true_offsets(text: str) -> None:
    readings = [*find_places(text), *filter(None, [find_place(text), place_of(text)])]
    for reading in readings:
        assert 0 <= reading.start < reading.end <= len(text)
        assert text[reading.start : reading.end] == reading.text
        assert set(reading.regions) <= set(REGIONS)


@settings(deadline=None, max_examples=100)
@given(st.sampled_from([text for text, _ in RUNNING] + ORDINARY))
def test_offsets_hold_in_real_messages(text: str) -> None:
    for reading in find_places(f"  « {text} »"):
        assert f"  « {text} »"[reading.start : reading.end] == reading.text


@pytest.mark.parametrize(
    "piece",
    [
        "je suis de la région du lac de ",
        "j'habite a chez ",
        "sherbroke ",
        "15 ans ",
        "Elle est partie à Alma, il a 14 ans. ",
    ],
)
def test_a_long_message_is_read_in_time(piece: str) -> None:
    text = (piece * 4000)[:4000]
    find_places("Alma")
    times = []
    for _ in range(3):
        start = time.perf_counter()
        place_of(text)
        times.append(time.perf_counter() - start)
    assert min(times) < 0.3


def test_a_message_is_read_fast() -> None:
    texts = ORDINARY + [text for text, _ in RUNNING]
    find_places(texts[0])
    start = time.perf_counter()
    for text in texts:
        place_of(text)
    assert (time.perf_counter() - start) / len(texts) < 0.01


FRESH_VOICES = (
    ("j'couche dans le sous-sol d'un chum à La Baie", ("02",)),
    ("un homme écrit à la plus jeune de mes petites-filles, celle de Gaspé", ("11",)),
    ("mon logement de Hull ne compte qu'une chambre", ("07",)),
    ("la chu chez un chum a rouyn", ("08",)),
    ("Ma cousine a commencé a aller a Montréal les fins de semaine", None),
    ("Les faits datent de 2001, à Shawinigan", None),
    ("il veut le rencontrer à la gare de Saint-Hubert, à 10 min de chez nous", ("16",)),
    ("Je travaille au restaurant, maison à Ahuntsic", ("06",)),
    ("Je vous écris de Gaspé, ma sœur a pitché son cell dans la baie", ("11",)),
    ("pendant une soirée à Uashat un ami a continué quand j'ai dit non", None),
    ("j'ai fait de l'escorte pendant 8 mois à Québec", None),
    ("on veut une soirée d'information à Magog pour nos jeunes", ("05",)),
    ("Ma nièce, je la vois peu : je reste à Yamachiche, elle à Nicolet", ("17",)),
    ("Ma fille fréquente un garçon de La Malbaie qui décide de tout", None),
    ("on lui a offert un billet d'autobus pour Montréal", None),
)


@pytest.mark.parametrize(("text", "regions"), FRESH_VOICES)
def test_what_fresh_voices_say(text: str, regions: tuple[str, ...] | None) -> None:
    found = place_of(text)
    assert (found.regions if found else None) == regions
