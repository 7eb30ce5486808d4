"""The few sentences that chat, pages and command line share, each rendered in one place.

Short, warm, never blaming. Where it matters, one form says *tu* and one *vous*.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from urllib.parse import urlsplit

import phonenumbers

from knowledge.answers import Answer, Source
from knowledge.elsewhere import Door
from knowledge.matching import Reason, Result
from knowledge.services import Criteria, Phone, Service
from knowledge.vocabulary import Modality, Profil, ServiceType, Sexe, Situation, Stage

SITUATIONS: dict[str, str] = {
    Situation.COMPORTEMENT_CAUSE: "aide à changer un comportement qui fait du mal",
    Situation.EXPLOITATION_SEXUELLE: "aide face à l'exploitation sexuelle",
    Situation.SEXTORSION: "aide face à la sextorsion",
    Situation.PARTAGE_IMAGES: "aide quand une image intime circule",
    Situation.LEURRE: "aide face aux approches d'adultes en ligne",
    Situation.AGRESSION_SEXUELLE: "aide après une agression sexuelle",
    Situation.VIOLENCE_AMOUREUSE: "aide face à la violence dans le couple",
    Situation.CYBERINTIMIDATION: "aide face à l'intimidation en ligne",
    Situation.INTIMIDATION: "aide face à l'intimidation",
    Situation.FUGUE: "aide pendant une fugue",
    Situation.HEBERGEMENT: "aide à trouver où dormir",
    Situation.DETRESSE: "aide quand ça ne va pas",
    Situation.INQUIETUDE: "aide quand quelqu'un inquiète",
    Situation.JUSTICE: "aide avec la police, la cour ou les droits",
    Situation.PREVENTION: "fait de la prévention",
    Situation.FORMATION: "outille les équipes",
    Situation.AUTRE: "répond à d'autres besoins",
}
"""What a service does about each situation: the first reason to suggest it."""

PROFILES: dict[str, str] = {
    Profil.JEUNE: "Pour moi",
    Profil.PARENT: "Pour mon enfant",
    Profil.PROCHE: "Pour quelqu'un que je connais",
    Profil.INTERVENANT: "Dans mon travail",
}
"""Who writes, as they would say it."""

SEXES: dict[str, str] = {Sexe.FEMININ: "Féminin", Sexe.MASCULIN: "Masculin"}

AUDIENCES: dict[str, str] = {
    Profil.JEUNE: "les jeunes et les personnes concernées",
    Profil.PARENT: "les parents",
    Profil.PROCHE: "les proches",
    Profil.INTERVENANT: "les intervenantes et intervenants",
}

TYPES: dict[str, str] = {
    ServiceType.OUTIL: "outil",
    ServiceType.FORMATION: "formation",
    ServiceType.SENSIBILISATION: "sensibilisation",
    ServiceType.RECHERCHE: "recherche",
    ServiceType.CONCERTATION: "concertation",
    ServiceType.PREVENTION: "prévention",
    ServiceType.INTERVENTION: "intervention",
    ServiceType.PREVENTION_ET_INTERVENTION: "prévention et intervention",
    ServiceType.SOUTIEN: "soutien",
}

MODALITIES: dict[str, str] = {
    Modality.ATELIERS: "ateliers",
    Modality.TRAVAIL_DE_RUE: "travail de rue",
    Modality.GESTION_DE_CAS: "suivi de la personne par la même équipe",
    Modality.SOUTIEN_AUX_PARENTS: "soutien aux parents",
    Modality.ACTIVITE_SOCIALE: "activités sociales",
    Modality.HEBERGEMENT: "hébergement",
    Modality.WEB: "en ligne",
    Modality.MENTORAT: "mentorat",
    Modality.REFERENCEMENT: "orientation vers d'autres services",
    Modality.TEMOIGNAGES: "témoignages",
    Modality.ECOUTE: "écoute",
    Modality.AUTRE: "autre",
}

_STAGES: dict[str, str] = {
    Stage.EN_DEVELOPPEMENT: "en développement au moment de la recension",
    Stage.EN_SUSPENS: "suspendu au moment de la recension",
}

ALL_STAGES: dict[str, str] = {Stage.EN_APPLICATION: "en marche", **_STAGES}

FILTERS = {
    "regions": "Région",
    "audience": "Pour qui",
    "situation": "Ce qui se passe",
    "sexe": "Genre",
    "type": "Genre de service",
    "modality": "Façon de faire",
    "stage": "État",
}
"""The filters of the directory, as they are named beside their choices."""

SITUATION_NAMES: dict[str, str] = {
    Situation.COMPORTEMENT_CAUSE: "Comportement qui fait du mal",
    Situation.EXPLOITATION_SEXUELLE: "Exploitation sexuelle",
    Situation.SEXTORSION: "Sextorsion",
    Situation.PARTAGE_IMAGES: "Image intime qui circule",
    Situation.LEURRE: "Leurre en ligne",
    Situation.AGRESSION_SEXUELLE: "Agression sexuelle",
    Situation.VIOLENCE_AMOUREUSE: "Violence dans le couple",
    Situation.CYBERINTIMIDATION: "Intimidation en ligne",
    Situation.INTIMIDATION: "Intimidation",
    Situation.FUGUE: "Fugue",
    Situation.HEBERGEMENT: "Où dormir",
    Situation.DETRESSE: "Détresse",
    Situation.INQUIETUDE: "Signes qui inquiètent",
    Situation.JUSTICE: "Police, cour et droits",
    Situation.PREVENTION: "Prévention",
    Situation.FORMATION: "Formation des équipes",
    Situation.AUTRE: "Autre besoin",
}
"""Each situation as a heading of a table names it."""

COVERAGE = {
    "situation": "Services par région et par situation",
    "age": "Services par région et par âge",
}
"""The title of a table of coverage, by what its columns are."""

ALL_QUEBEC = "Tout le Québec"
NOTHING = "rien"
DIRECT_ONLY = "accès direct seulement"
EXACT_ONLY = "sans les situations proches"
STATED_ONLY = "fiches qui disent un âge seulement"
COUNTED = {
    True: "services de la région seulement",
    False: "services de la région et de tout le Québec",
}
"""What a table of coverage counts: local services alone, or not."""

ORGANIZATION = "Organisme du répertoire de Repère."
"""What HSDS asks to be said of an organization of which nothing more is known."""

OPEN_DATA = (
    "Le répertoire de Repère en données ouvertes, selon HSDS 3.1. Rien du clavardage n'y est."
)

PROVINCE = "Québec"
"""The name of the place of a service that is for the whole province."""

LANGUAGES = {
    "fr": "français",
    "en": "anglais",
    "cr": "cri",
    "oj": "ojibwé",
    "iu": "inuktitut",
    "mul": "plusieurs langues",
}


def hours_of(number: str, kind: str) -> str:
    """Which phone some hours are those of, where HSDS has no place to say it."""
    return f"Heures du {number} ({kind})"


_TERMS: dict[str, dict[str, str]] = {
    "situation": SITUATION_NAMES,
    "audience": AUDIENCES,
    "sexe": SEXES,
    "type": TYPES,
    "modalite": MODALITIES,
}


def term(taxonomy: str, code: str) -> tuple[str, str]:
    """A word of a taxonomy as people read it: its name, and what it says of a service."""
    name = _TERMS.get(taxonomy, {}).get(code) or code.replace("_", " ")
    return name, SITUATIONS.get(code, name) if taxonomy == "situation" else name


LOCATION = "Territoire desservi. Aucune adresse n'est publiée."
"""What is said of a place of the open data: most of these services hide their address."""

_MONTHS = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
]

_IN_REGION = {
    "01": "dans le Bas-Saint-Laurent",
    "02": "au Saguenay–Lac-Saint-Jean",
    "03": "dans la Capitale-Nationale",
    "04": "en Mauricie",
    "05": "en Estrie",
    "06": "à Montréal",
    "07": "en Outaouais",
    "08": "en Abitibi-Témiscamingue",
    "09": "sur la Côte-Nord",
    "10": "dans le Nord-du-Québec",
    "11": "en Gaspésie–Îles-de-la-Madeleine",
    "12": "en Chaudière-Appalaches",
    "13": "à Laval",
    "14": "dans Lanaudière",
    "15": "dans les Laurentides",
    "16": "en Montérégie",
    "17": "dans le Centre-du-Québec",
}


def in_region(code: str) -> str:
    """« 16 » → « en Montérégie »."""
    return _IN_REGION[code]


def date(value: dt.date) -> str:
    """« 22 novembre 2026 »; the first of a month is « 1er »."""
    day = "1er" if value.day == 1 else str(value.day)
    return f"{day} {_MONTHS[value.month - 1]} {value.year}"


def number(value: str) -> str:
    """A number as people in Québec write it: « 1 800 263-2266 », « 911 »."""
    if len(value) <= 6:
        return value
    parsed = phonenumbers.parse(value, "CA")
    digits = phonenumbers.national_significant_number(parsed)
    area, exchange, line = digits[:3], digits[3:6], digits[6:]
    toll_free = phonenumbers.number_type(parsed) == phonenumbers.PhoneNumberType.TOLL_FREE
    return f"1 {area} {exchange}-{line}" if toll_free else f"{area} {exchange}-{line}"


def ages(service: Service) -> str:
    return _between(service.minimum_age, service.maximum_age)


def eligibility(low: int | None, high: int | None) -> str | None:
    """Who a service is for, by age; nothing when it says no age."""
    return None if (low, high) == (None, None) else f"{_between(low, high).capitalize()}."


def _between(low: int | None, high: int | None) -> str:
    if low is not None and high is not None:
        return f"pour les {low} à {high} ans"
    if low is not None:
        return f"à partir de {low} ans"
    return f"jusqu'à {high} ans"


def years(youngest: int, oldest: int | None) -> str:
    """« 12 à 13 ans », « 25 ans et plus », « 15 ans »."""
    if oldest is None:
        return f"{youngest} ans et plus"
    return f"{youngest} à {oldest} ans" if oldest > youngest else f"{youngest} ans"


def coverage_source(
    documents: Sequence[str], oldest: dt.date, newest: dt.date, day: dt.date
) -> list[str]:
    """Where the numbers of a table of coverage come from, and from when."""
    return [
        f"Source : annuaire de Repère, lu le {date(day)}.",
        f"Documents : {'; '.join(documents)}.",
        f"Fiches vérifiées du {date(oldest)} au {date(newest)}.",
    ]


NOTHING_ANYWHERE = "Rien du tout, dans aucune région."


def nothing_in(regions: Sequence[str]) -> str:
    """The regions where no cell of a table of coverage holds a service."""
    return f"Rien du tout : {', '.join(regions)}."


def hole(what: str, lacking: Sequence[str], held: Sequence[str]) -> str:
    """« Fugue, rien sauf dans 2 régions : … »: the regions named are the fewer ones."""
    if not held:
        return f"{what}, rien dans aucune région."
    named, word = (lacking, "rien") if len(lacking) <= len(held) else (held, "rien sauf")
    regions = "1 région" if len(named) == 1 else f"{len(named)} régions"
    return f"{what}, {word} dans {regions} : {', '.join(named)}."


def _for_whom(service: Service) -> str:
    if len(service.sexes) != 1:
        return "pour tout le monde"
    girls = service.sexes == ("feminin",)
    return "pour les filles et les femmes" if girls else "pour les garçons et les hommes"


def reason(code: Reason, service: Service, criteria: Criteria) -> str:
    """One reason, as a short phrase of its own."""
    if code is Reason.SITUATION:
        return SITUATIONS[Situation(criteria.situation)]
    if code is Reason.RELATED:
        return "connaît bien des situations proches"
    if code is Reason.AGE:
        return ages(service)
    if code is Reason.REGION:
        codes = [criteria.region] if criteria.region in service.regions else list(service.regions)
        return ", ".join(in_region(item) for item in codes if item)
    if code is Reason.PROVINCE:
        return "partout au Québec"
    if code is Reason.SEXE:
        return _for_whom(service)
    if code is Reason.DIRECT:
        return "reçoit les gens directement"
    if code is Reason.STAGE:
        return _STAGES[Stage(service.stage)]
    return "information à confirmer avant d'y diriger quelqu'un"


def phone(value: Phone) -> str:
    """« texto 514 600-1002 (de jour) »."""
    prefix = "texto " if value.kind == "text" else ""
    label = f" ({value.label})" if value.label else ""
    return f"{prefix}{number(value.number)}{label}"


def assured(service: Service, today: dt.date) -> str:
    """When the facts were checked, and a warning when that is long ago."""
    if service.stale(today):
        return f"Information de {service.assured_date.year}, à vérifier en appelant."
    return f"Vérifié le {date(service.assured_date)}."


def source(service: Service) -> str:
    return f"{service.source_document}, {service.source_locator}"


def referral(position: int, service: Service, why: list[str], today: dt.date) -> str:
    """A suggestion in plain text: a client that shows text alone loses nothing."""
    parts = [f"{position}. {_titled(service)}", service.summary]
    parts.append(f"Pourquoi : {'; '.join(why)}.")
    parts.append(f"Comment y entrer : {service.reach}")
    for entry in service.phones:
        hours = f", {entry.hours}" if entry.hours else ""
        parts.append(f"{phone(entry)}{hours}")
    if service.url:
        parts.append(service.url)
    parts.append(f"{assured(service, today)} Source : {source(service)}.")
    return "\n".join(parts)


def sourced(answer: Answer, vous: bool) -> str:
    """An answer with where its facts were read and when, and what it is not."""
    cited = "; ".join(map(_cited, answer.sources))
    checked = f"{_MONTHS[answer.checked.month - 1]} {answer.checked.year}"
    note = f"Vérifié en {checked}. C'est de l'information, pas un avis juridique."
    return f"{answer.text(vous)}\nSource : {cited}\n{note}"


def first_words(text: str, sources: Sequence[Source]) -> str:
    """Sentences, and where their facts were read."""
    return "\n".join([text, f"Source : {'; '.join(map(_cited, sources))}"] if sources else [text])


def _cited(source: Source) -> str:
    """« GRC, la sextorsion (juin 2026), grc.ca »: the site alone, its page is in the data."""
    dated = f"{source.name} ({_source_date(source.date)})" if source.date else source.name
    site = urlsplit(source.url).hostname if source.url else None
    return f"{dated}, {site.removeprefix('www.')}" if site else dated


def _source_date(written: str) -> str:
    """« 2026-06-17 » → « 17 juin 2026 »; a month or a year alone stays alone."""
    year, *rest = written.split("-")
    if len(rest) == 2:
        return date(dt.date.fromisoformat(written))
    return f"{_MONTHS[int(rest[0]) - 1]} {year}" if rest else year


def preparation(sentences: Sequence[str], vous: bool) -> str:
    """Sentences to start a call with, and that reading them aloud is fine."""
    opening = (
        "Quand vous appelez, vous pouvez dire :" if vous else "Quand tu appelles, tu peux dire :"
    )
    closing = (
        "Vous pouvez les lire telles quelles, et vous arrêter quand vous voulez."
        if vous
        else "Tu peux les lire telles quelles, et t'arrêter quand tu veux."
    )
    return "\n".join([opening, *(f"• « {sentence} »" for sentence in sentences), closing])


def lines_assured(oldest: dt.date) -> str:
    """When the lines were checked, said once below them."""
    return f"Vérifié le {date(oldest)}."


def _titled(service: Service) -> str:
    if service.name == service.organization:
        return service.name
    return f"{service.name} ({service.organization})"


def line(entry: Service, opened: bool | None) -> str:
    """A help line in plain text, with every way to reach it."""
    name = f"{entry.name} ({entry.label})" if entry.label else entry.name
    ways = [phone(item) for item in entry.phones]
    ways += [address for address in (entry.chat, entry.url) if address]
    hours = next((item.hours for item in entry.phones if item.hours), None)
    state = {True: "ouvert maintenant", False: "fermé en ce moment", None: None}[opened]
    details = ", ".join(item for item in (hours, state) if item)
    return f"• {name} : {' · '.join(dict.fromkeys(ways))}{f' ({details})' if details else ''}"


def formal(criteria: Criteria) -> bool:
    """*Vous* for parents, intervenants and anyone of 25 or more; otherwise *tu*.

    Age is that of the person to be helped: it says how to address only whoever
    writes for themself.
    """
    if criteria.profil in (Profil.PARENT, Profil.INTERVENANT):
        return True
    own = criteria.profil in (Profil.JEUNE, None)
    return own and criteria.age is not None and criteria.age >= 25


def results_opening(result: Result, criteria: Criteria, vous: bool) -> str:
    """The sentence above the suggestions; honest when there is none."""
    if not result.matches:
        who = "vous" if vous else "toi"
        return (
            "Je n'ai trouvé aucun service qui convient bien, et je préfère le dire. "
            f"De vraies personnes peuvent chercher avec {who}, juste en dessous."
        )
    if result.widened:
        return "Je n'ai rien trouvé de local. Voici ce qui existe partout au Québec."
    if len(result.matches) == 1:
        return "Voici le service qui me semble le mieux convenir."
    if criteria.profil in (Profil.PROCHE, Profil.PARENT):
        return "Voici les services qui me semblent le mieux convenir."
    if vous:
        return "Voici par où commencer. Ces services peuvent vous aider."
    return "Voici par où commencer. Ces services peuvent t'aider."


HUMAN_HELP = {
    False: "Tu peux aussi parler à une vraie personne, maintenant :",
    True: "Vous pouvez aussi parler à une vraie personne :",
}

PROTECTION_BY_COMMUNITY = (
    "Protection de la jeunesse : dans le Nord-du-Québec, la ligne dépend de la communauté. "
    "En Jamésie, appeler l'Abitibi-Témiscamingue ou le Saguenay–Lac-Saint-Jean."
)

URGENT = {
    ("danger", "soi", False): (
        "C'est sérieux, et tu as bien fait d'écrire. "
        "Si tu es en danger maintenant, appelle le 911. Si tu peux, va dans un endroit sûr."
    ),
    ("danger", "soi", True): (
        "C'est sérieux, et vous avez bien fait d'écrire. "
        "Si vous êtes en danger maintenant, appelez le 911. Si possible, allez dans un endroit sûr."
    ),
    ("danger", "autre", False): (
        "C'est sérieux, et tu as bien fait d'écrire. "
        "Si quelqu'un est en danger maintenant, appelle le 911. Pas besoin d'attendre."
    ),
    ("danger", "autre", True): (
        "C'est sérieux, et vous avez bien fait d'écrire. "
        "Si quelqu'un est en danger maintenant, appelez le 911. Pas besoin d'attendre."
    ),
    ("suicide", "soi", False): (
        "Merci de me le dire. Ce que tu ressens compte, et ta vie compte. "
        "Je suis un robot : parle tout de suite à une vraie personne. C'est gratuit."
    ),
    ("suicide", "soi", True): (
        "Merci de me le dire. Ce que vous ressentez compte, et votre vie compte. "
        "Je suis un robot : parlez tout de suite à une vraie personne. C'est gratuit."
    ),
    ("suicide", "autre", False): (
        "Tu as bien fait d'en parler. Une vraie personne peut te dire quoi faire, tout de suite. "
        "C'est gratuit. Si le danger est immédiat, appelle le 911."
    ),
    ("suicide", "autre", True): (
        "Vous avez bien fait d'en parler. Une vraie personne peut vous dire quoi faire, tout de "
        "suite. C'est gratuit. Si le danger est immédiat, appelez le 911."
    ),
}
"""By kind, by whom it is about (`soi`, `autre`), and by *vous*."""

DOUBT = {
    ("danger", "soi", False): (
        "Je veux être sûr de bien comprendre. Es-tu en danger en ce moment? "
        "Tu peux déjà parler à une vraie personne."
    ),
    ("danger", "soi", True): (
        "Je veux être sûr de bien comprendre. Êtes-vous en danger en ce moment? "
        "Vous pouvez déjà parler à une vraie personne."
    ),
    ("danger", "autre", False): (
        "Je veux être sûr de bien comprendre. Est-ce que quelqu'un est en danger en ce moment? "
        "Tu peux déjà parler à une vraie personne."
    ),
    ("danger", "autre", True): (
        "Je veux être sûr de bien comprendre. Est-ce que quelqu'un est en danger en ce moment? "
        "Vous pouvez déjà parler à une vraie personne."
    ),
    ("suicide", "soi", False): (
        "Je veux être sûr de bien comprendre. Penses-tu à mourir? "
        "Tu peux déjà parler à une vraie personne, sans te faire juger."
    ),
    ("suicide", "soi", True): (
        "Je veux être sûr de bien comprendre. Pensez-vous à mourir? "
        "Vous pouvez déjà parler à une vraie personne, sans jugement."
    ),
    ("suicide", "autre", False): (
        "Je veux être sûr de bien comprendre. Est-ce que cette personne pense à mourir? "
        "Tu peux déjà demander quoi faire à une vraie personne."
    ),
    ("suicide", "autre", True): (
        "Je veux être sûr de bien comprendre. Est-ce que cette personne pense à mourir? "
        "Vous pouvez déjà demander quoi faire à une vraie personne."
    ),
}
"""When the words are ambiguous: asked kindly, the lines already there. As `URGENT`."""

STAY = {
    False: "Je reste là. On peut continuer quand tu veux.",
    True: "Je reste là. On peut continuer quand vous voulez.",
}

FAILURE = {
    False: "J'ai un problème technique. Voici de vraies personnes qui peuvent t'aider.",
    True: "J'ai un problème technique. Voici de vraies personnes qui peuvent vous aider.",
}

UNKNOWN_SERVICE = {
    False: "Je ne connais pas ce service. Une vraie personne peut chercher avec toi :",
    True: "Je ne connais pas ce service. Une vraie personne peut chercher avec vous :",
}

IN_ENGLISH = "These lines answer in English / Ces lignes répondent en anglais :"

SAY_MORE = "Pour en parler avec une vraie personne :"

ACROSS_CANADA = "Ces lignes répondent partout au Canada :"

BACK_IN_QUEBEC = {
    False: "Si tu reviens au Québec, ou si c'est pour quelqu'un d'ici, ces lignes répondent :",
    True: "Si vous revenez au Québec, ou si c'est pour quelqu'un d'ici, ces lignes répondent :",
}

_NO_ADDRESS = {
    False: "Je n'ai ni numéro ni site vérifié : cherche son nom.",
    True: "Je n'ai ni numéro ni site vérifié : cherchez son nom.",
}


def elsewhere_doors(opening: str, doors: Sequence[Door], vous: bool) -> str:
    """What is known outside Québec: each door, what it does, where, and who said so."""
    told = [opening]
    for door in doors:
        where = f" ({door.city})" if door.city else ""
        how = door.url or _NO_ADDRESS[vous]
        told.append(f"{door.name}{where}. {door.does} {how}")
    if doors:
        told.append(f"Source : {doors[0].source.document}.")
    return "\n\n".join(told)


NO_ANSWER = {
    False: "Je n'ai pas de réponse vérifiée à ça. Ces personnes peuvent chercher avec toi.",
    True: "Je n'ai pas de réponse vérifiée à cela. Ces personnes peuvent chercher avec vous.",
}

AFTER_CALLING = {
    False: (
        "D'habitude, la personne qui répond t'écoute d'abord, puis t'explique les choix possibles. "
        "Tu peux dire seulement ce que tu veux, ou raccrocher. Si quelqu'un de moins de 18 ans "
        "est en danger, elle peut devoir le signaler à la DPJ. Tu peux demander ses règles avant "
        "de commencer."
    ),
    True: (
        "D'habitude, la personne qui répond écoute d'abord, puis explique les choix possibles. "
        "Vous pouvez dire seulement ce que vous voulez, ou raccrocher. Si quelqu'un de moins de "
        "18 ans est en danger, elle peut devoir le signaler à la DPJ. Vous pouvez demander ses "
        "règles avant de commencer."
    ),
}

WAYS_ON = {
    False: "Tu peux aussi choisir :",
    True: "Vous pouvez aussi choisir :",
}

WHY_NOTHING = {
    False: "Ce que tu écris m'aide seulement à choisir le bon service. Rien n'est gardé après.",
    True: "Ce que vous écrivez m'aide seulement à choisir le service. Rien n'est gardé ensuite.",
}


def presentation(service: Service, today: dt.date) -> str:
    """What a service is, for whoever asks about it by name."""
    parts = [_titled(service), service.summary]
    where = "partout au Québec" if service.province else ", ".join(map(in_region, service.regions))
    parts.append(f"Où : {where}.")
    if (service.minimum_age, service.maximum_age) != (None, None):
        parts.append(f"Âges : {ages(service)}.")
    if service.stage != Stage.EN_APPLICATION:
        parts.append(f"Attention : {_STAGES[Stage(service.stage)]}.")
    parts.append(f"Comment y entrer : {service.reach}")
    parts += [phone(entry) for entry in service.phones]
    if service.url:
        parts.append(service.url)
    parts.append(f"{assured(service, today)} Source : {source(service)}.")
    return "\n".join(parts)


def facts(service: Service) -> list[tuple[str, str]]:
    """Every fact of a record with its name, in the order of a page; absent ones left out."""
    everywhere = "partout au Québec"
    told = [
        ("Organisme", service.organization),
        ("Ce que c'est", service.summary),
        ("Comment y entrer", service.reach),
        ("Où", everywhere if service.province else ", ".join(map(in_region, service.regions))),
        ("Pour qui", ", ".join(AUDIENCES[Profil(name)] for name in service.audiences)),
        ("Ouvert à", _for_whom(service)),
        (
            "Âges",
            ages(service) if (service.minimum_age, service.maximum_age) != (None, None) else "",
        ),
        ("Ce que ça offre", "; ".join(SITUATIONS[Situation(one)] for one in service.situations)),
        ("Genre de service", ", ".join(TYPES[ServiceType(one)] for one in service.types)),
        ("Façon de faire", MODALITIES[Modality(service.modality)] if service.modality else ""),
        ("Joindre", "; ".join(map(phone, service.phones))),
        ("Heures", "; ".join(dict.fromkeys(one.hours for one in service.phones if one.hours))),
        ("Site", service.url or ""),
        ("Clavardage", service.chat or ""),
        ("Attention", stage(service)),
        ("Date de l'information", date(service.assured_date)),
    ]
    return [(name, value) for name, value in told if value]


def stage(service: Service) -> str:
    """How far an initiative has come, when that is a warning; nothing when it runs."""
    return _STAGES.get(Stage(service.stage), "")


def suitability(service: Service, criteria: Criteria, suits: bool, vous: bool) -> str:
    """Whether a service is for this person, and the facts that decide."""
    facts = []
    if (service.minimum_age, service.maximum_age) != (None, None):
        facts.append(ages(service))
    facts.append(
        "partout au Québec" if service.province else ", ".join(map(in_region, service.regions))
    )
    if len(service.sexes) == 1:
        facts.append(_for_whom(service))
    if service.stage != Stage.EN_APPLICATION:
        facts.append(_STAGES[Stage(service.stage)])
    details = f"{_titled(service)} : {'; '.join(facts)}."
    if not suits:
        return f"{details} Ce n'est pas la bonne porte cette fois-ci."
    missing = []
    if criteria.age is None and (service.minimum_age, service.maximum_age) != (None, None):
        missing.append("l'âge")
    if criteria.region is None and not service.province:
        missing.append("la région")
    if missing:
        ask = "Donnez-moi" if vous else "Dis-moi"
        return f"{details} {ask} {' et '.join(missing)} pour le savoir."
    return f"{details} Oui, d'après ce que {'vous me dites' if vous else 'tu me dis'}."
