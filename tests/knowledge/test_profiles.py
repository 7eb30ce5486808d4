"""Who writes, and in which register (knowledge/profiles.py)."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.profiles import profil_of, vouvoie
from knowledge.roles import mentions
from knowledge.spoken import people_data, spoken
from knowledge.vocabulary import Profil

J, P, R, I = Profil.JEUNE, Profil.PARENT, Profil.PROCHE, Profil.INTERVENANT  # noqa: E741

PROFILES: list[tuple[str, Profil | None]] = [
    # jeune: they write for themself
    ("j'ai 15 ans pis jveux pas vivre ça", J),
    ("mon ex menace de publier mes photos", J),
    ("je suis en fugue", J),
    ("jsuis en fugue depuis hier", J),
    ("j'ai fugué", J),
    ("mon chum me frappe", J),
    ("mon chum me frappe, j'ai 20 ans", J),
    ("ma mère me frappe", J),
    ("mon père m'a mise dehors", J),
    ("mon ami me menace", J),
    ("mon amie m'a trahie pis elle rit de moi", J),
    ("ma blonde me tient avec mes photos", J),
    ("mon chum veut que je couche avec ses amis", J),
    ("ils me traitent de tous les noms", J),
    ("on m'a violée", J),
    ("il ma menacé avec mes nudes", J),
    ("je me suis fait agresser", J),
    ("jveux mourir", J),
    ("je me coupe", J),
    ("je fais de l'escorte", J),
    ("c'est pour moi", J),
    ("moi", J),
    ("je suis un jeune", J),
    ("je suis une fille de 15 ans", J),
    ("mon coach m'envoie des cœurs et veut me voir tout seul", J),
    ("mon agresseur est mon voisin", J),
    ("j'ai 17 ans et ma fille de 2 ans, mon chum me bat", J),
    ("mon ex a mes nudes", J),
    ("mon oncle m'a touchée quand j'avais 8 ans", J),
    ("Mon conjoint m'insulte. J'ai 35 ans.", J),
    ("j'ai 15 ans, mon amie est fâchée contre moi", J),
    ("le monde me niaise à l'école", J),
    ("j'ai honte, mes photos sont rendues partout", J),
    ("je me sens seule pis j'ai peur", J),
    ("mes parents veulent rien savoir de moi", J),
    ("mes parents d'accueil me gardent pas après mes 18 ans", J),
    ("le père de mon bébé me menace, j'ai 19 ans", J),
    ("g 16 ans un gars m'a forcée", J),
    ("someone is blackmailing me with my pics", J),
    ("j'ai menti, c'est pas pour une amie c'est pour moi", J),
    ("je suis travailleuse sociale, je cherche de l'aide pour moi", J),
    ("est-ce que je peux encore porter plainte, vingt ans après?", J),
    ("L'IVAC m'a refusée dans le temps, j'ai 41 ans", J),
    # parent
    ("Ma fille a été agressée, est-ce que je peux porter plainte à sa place?", P),
    ("my daughter is being bullied at school", P),
    ("je suis mère d'accueil, la petite crie la nuit", P),
    ("l'école de ma fille fait rien", P),
    ("ma fille de 14 ans ne rentre plus", P),
    ("mon gars de 14 ans", P),
    ("mon fils se fait menacer", P),
    ("notre garçon a reçu des messages", P),
    ("mes enfants sont inquiets", P),
    ("je suis la mère d'une ado", P),
    ("je suis sa mère", P),
    ("En tant que parent, que faire?", P),
    ("je suis intervenante et ma fille de 13 ans a envoyé une photo", P),
    ("ma fille m'a montré les messages", P),
    ("j'ai une fille de 11 ans qui change", P),
    ("Maman d'une fille de 12 ans", P),
    ("on est ses parents", P),
    ("je suis inquiète pour ma fille", P),
    ("c'est pour mon enfant", P),
    ("ma belle-fille de 15 ans", P),
    ("je suis famille d'accueil", P),
    ("J'ai 42 ans, mon fils en a 13", P),
    ("le gars de ma blonde se fait battre", P),
    ("la petite de mon conjoint ne dort plus", P),
    ("les enfants de ma nouvelle conjointe ont peur", P),
    ("je suis rien que le beau-père", P),
    ("on est famille de proximité", P),
    ("on a adopté notre garçon, il pleure", P),
    ("j'écris comme mère, pas comme pharmacienne", P),
    ("j'enseigne, mais c'est mon propre fils qui se fait menacer", P),
    ("L'ancien ami de ma fille menace de publier ses photos", P),
    # proche
    ("mon amie se fait menacer", R),
    ("mon amie m'a dit qu'elle veut mourir", R),
    ("ma soeur a fugué", R),
    ("mon petit frère se fait intimider", R),
    ("ma blonde se fait harceler par son ex", R),
    ("mon chum a été abusé quand il était petit", R),
    ("ma mère se fait frapper par son chum", R),
    ("mon neveu de 10 ans", R),
    ("ma petite-fille ne vient plus", R),
    ("je suis sa grand-mère", R),
    ("un joueur de mon équipe m'inquiète", R),
    ("je suis coach de soccer", R),
    ("ma voisine de 15 ans rentre tard", R),
    ("c'est pour ma sœur", R),
    ("pour un ami", R),
    ("c'est pour une amie", R),
    ("quelqu'un que je connais", R),
    ("ma coloc rentre avec du cash", R),
    ("j'ai 19 ans, mon amie de 16 se fait menacer", R),
    ("ma best a envoyé un nude à un gars", R),
    ("je suis une proche", R),
    ("l'amie de ma fille dort dehors", R),
    ("le fils de ma voisine a été battu", R),
    ("je suis coach, une de mes filles pleure", R),
    ("je suis animateur scout, un jeune m'inquiète", R),
    ("ma jumelle a fugué", R),
    ("ma chum a des bleus", R),
    ("ma p'tite soeur de 12 ans efface ses convos", R),
    ("my little sister ran away", R),
    ("mon petit fils se fait menacer", R),
    ("ma petite fille de 15 ans a fugué", R),
    ("je suis grand-maman, ma petite fille pleure", R),
    ("la petite de ma fille a peur du gardien", R),
    ("la petite de ma soeur ne mange plus", R),
    ("la jeune qui garde mes enfants, une connaissance, pleure", R),
    ("mon jumeau s'est fait battre", R),
    ("coach de volley bénévole", R),
    ("je parle de ma nièce, même si je suis intervenante", R),
    # intervenant
    ("le papa d'un de mes poupons m'a dit qu'il a peur de recommencer", I),
    ("dans notre CPE on se demande si on doit signaler", I),
    ("Question d'enseignante : la direction peut-elle fouiller un cellulaire?", I),
    ("F15, fugue depuis hier", I),
    ("G 12 ans, moqué en classe, parents avisés", I),
    ("Élève de 13 ans qui ne parle plus", I),
    ("une élève se fait menacer, vers qui la référer?", I),
    ("j'enseigne au primaire, un enfant a tout raconté", I),
    ("I'm a social worker and I need a workshop", I),
    ("je suis TS au CLSC", I),
    ("ma cliente vit de l'exploitation", I),
    ("une usagère m'a dévoilé, je suis intervenante", I),
    ("en tant qu'intervenante, je cherche une formation", I),
    ("je travaille en centre jeunesse", I),
    ("je suis TES dans une école", I),
    ("je suis infirmière scolaire", I),
    ("éducatrice en CPE, enfant de 3 ans", I),
    ("je suis policier", I),
    ("Policière, interception de nuit", I),
    ("TS, CLSC de Lachute. Jeune femme de 21 ans", I),
    ("une de mes élèves s'est confiée", I),
    ("mon élève a 13 ans", I),
    ("j'ai une élève qui vit de la sextorsion", I),
    ("une jeune que j'accompagne", I),
    ("un de mes jeunes est en fugue", I),
    ("je suis enseignante au secondaire", I),
    ("travailleuse de rue, une nouvelle dans le coin", I),
    ("Agente de probation : ma cliente veut quitter", I),
    ("je travaille avec des jeunes en difficulté", I),
    ("intervenante", I),
    ("chu son prof", I),
    ("deux de mes étudiants se font insulter", I),
    ("je suis mère, mais c'est à titre de directrice que j'écris", I),
    # nothing says it
    ("leurre garçon 12 ans Alma", None),
    ("formation sextorsion", None),
    ("moi pis ma best on se fait menacer", None),
    ("mon ami est mort", None),
    ("mon chum fait de l'anxiété", None),
    ("chez mon ami", None),
    ("il contrôle tout ce qu'elle fait", None),
    ("how do I report a picture", None),
    ("bonjour", None),
    ("j'ai besoin d'aide", None),
    ("une fille de 15 ans se fait menacer", None),
    ("15 ans, Laval", None),
    ("ma TS m'a dit d'écrire ici", None),
    ("l'infirmière de l'école est fine", None),
    ("mon intervenante est en vacances", None),
    ("c'est quoi la sextorsion", None),
    ("mes amies sont cool", None),
    ("il y a une élève triste à l'école", None),
    ("où trouver un atelier", None),
    # two things are told: the model weighs them
    ("ma petite fille de 6 ans a peur", None),
    ("je suis éducatrice et mon chum me fait peur", None),
    ("je suis enseignante, j'ai 29 ans, on rit de moi", None),
    ("je suis père et un prêtre m'a fait du mal, j'ai 52 ans", None),
    ("c'est pas mon fils", None),
    ("les filles de mon équipe m'ont exclue", None),
    ("ma soeur m'a prêté son char, je pars", None),
    ("elle a 12 ans. je l'ai jamais vu de ma vie", None),
    ("", None),
]

VOUS = [
    "Pouvez-vous m'aider?",
    "je vous écris",
    "Auriez-vous une ressource",
    "avez-vous un numéro",
    "S'il vous plaît, aidez-moi",
    "merci à vous",
    "vos services sont gratuits?",
    "Dites-moi quoi faire",
    "Que me conseillez-vous?",
    "vous êtes quel organisme",
    "est-ce que vous aidez les parents",
]
TU = [
    "peux-tu m'aider",
    "t'es un robot?",
    "aide-moi",
    "j'ai peur",
    "bonjour",
    "dis-moi quoi faire",
    "vous autres les filles",
    "rendez la photo",
    "mon nez saigne",
    "assez",
    "chez nous",
    "",
]


@pytest.mark.parametrize(("text", "profil"), PROFILES)
def test_profil(text: str, profil: Profil | None) -> None:
    assert profil_of(text) == profil


@pytest.mark.parametrize("text", VOUS)
def test_vous_is_heard(text: str) -> None:
    assert vouvoie(text) is True


@pytest.mark.parametrize("text", TU)
def test_the_rest_is_not_vous(text: str) -> None:
    assert vouvoie(text) is False


def test_an_adjective_is_a_person_only_alone() -> None:
    assert [(one.noun, one.group) for one in mentions("ma jeune soeur et un jeune homme")] == [
        ("soeur", "proche"),
        ("jeune homme", "personne"),
    ]


def test_a_child_is_known_by_whose_it_is() -> None:
    line = spoken("les deux petits de mon chum, la fille de ma soeur, l'amie de ma fille").line
    assert [(one.noun, one.group, one.through, one.several) for one in mentions(line)] == [
        ("petits", "enfant", "partenaire", True),
        ("fille", "proche", "proche", False),
        ("amie", "proche", None, False),
        ("fille", "enfant", None, False),
    ]


def test_contractions_read_as_words() -> None:
    assert spoken("Jsuis à l’école, chu tannée").line == "je suis a l ecole , je suis tannee"


def test_lists_are_written_folded() -> None:
    data = people_data()
    nouns = [
        noun for by_sex in data["roles"].values() for entries in by_sex.values() for noun in entries
    ]
    for word in [*nouns, *data["contractions"], *data["adjectives"], *data["telling"]]:
        assert spoken(word).line == word or word in data["contractions"]


@settings(deadline=None, max_examples=300)
@given(st.one_of(st.text(max_size=200), st.text(alphabet="mafilonsejtuvéà' .,15", max_size=80)))
def test_any_text_is_read(text: str) -> None:
    assert profil_of(text) in (*Profil, None)
    assert vouvoie(text) in (True, False)


@settings(deadline=None, max_examples=100)
@given(st.sampled_from([text for text, _ in PROFILES]), st.sampled_from(["upper", "curly", "pad"]))
def test_writing_otherwise_changes_nothing(text: str, variant: str) -> None:
    written = {"upper": text.upper(), "curly": text.replace("'", "\u2019"), "pad": f"  {text} "}
    assert profil_of(written[variant]) == profil_of(text)


FRESH_VOICES = (
    ("J'ai giflé ma petite soeur et j'ai vu qu'elle avait peur de moi", Profil.JEUNE),
    ("mes parents refusent mon prénom, je file vraiment pas", Profil.JEUNE),
    ("Travailleuse de rue à Alma. J'ai une fille de 17 ans qui veut sortir", Profil.INTERVENANT),
    ("Deux de nos filles se font menacer en sortant de la MDJ", Profil.INTERVENANT),
    ("Le nouveau mari de ma fille va voir la petite la nuit, elle a peur", Profil.PROCHE),
    ("Quand j'étais petite, c'est un voisin qui abusait de moi", Profil.JEUNE),
    ("Je suis un grand-père. Ma petite-fille m'inquiète, je me fais des idées", Profil.PROCHE),
    ("Je suis en secondaire 5, on veut un atelier sur le consentement", Profil.JEUNE),
)


@pytest.mark.parametrize(("text", "profil"), FRESH_VOICES)
def test_what_fresh_voices_say(text: str, profil: Profil) -> None:
    assert profil_of(text) is profil
