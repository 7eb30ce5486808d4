"""What the words before a place say of it: whether it is one, and whose it is."""

from __future__ import annotations

import re
from enum import IntEnum

from knowledge.age_words import SPELLED
from knowledge.gazetteer import OUTSIDE, Place
from knowledge.other_names import is_something_else
from knowledge.roles import Mention, Whose
from knowledge.spoken import Spoken
from knowledge.subjects import lives_there, people
from knowledge.vocabulary import Sexe


class Evidence(IntEnum):
    """How surely the person lives or stays there.

    `ELSEWHERE` is where somebody else lives, `PASSED` where people only went, were, or go.
    """

    PASSED = -1
    ELSEWHERE = 0
    MENTIONED = 1
    NAMED = 2
    AREA = 3
    STAYS = 4
    LIVES = 5
    THEIRS = 6
    CONCERNED = 7


_AT = (
    r"(?:a|au|aux|en|dans|sur|vers|chez|pres de|pres d|proche de|proche d|proche|pas loin de|"
    r"du cote de|cote|in|at|near)"
)
_OF = r"(?:de|d|du|des|from)"
_THE = r"(?: (?:la|le|l|les))?$"
_WORDS = r"(?: (?!mais\b)\w+){0,5}? "
_CLAUSE = r"(?: (?!(?:mais|pis|et|puis|je|j|on|nous|moi|il|elle|chu|ou|y|a l|al)\b)\w+){0,5}? "
"""Words of the same clause: no other subject."""
_FEW = r"(?: (?!(?:mais|pis|et|puis|je|j|on|nous|moi|la)\b)\w+){0,3}? "
_VERB = (
    r"(?:habite[sz]?|habitent|habitons|habiter|reste[sz]?|restent|restons|rester|vi[st]|vivent|"
    r"vivons|vivre|demeure[sz]?|demeurent|demeurons|reside[sz]?|residons|resident|loge[sz]?|"
    r"logent|dors|dort|couche[sz]?|couchent|heberge\w*|"
    r"(?:est|suis|ete|sont) placee?s?|domicile|reside|residant|installe\w*|etabli\w*|live|lives|"
    r"living|stay|staying)"
)
_DWELL = (
    r"(?:habite[sz]?|habitent|habitons|habiter|demeure[sz]?|demeurent|demeurons|vivons|restons|"
    r"reside|"
    r"domicile|maison)"
)
_HOME = re.compile(
    rf"\b({_VERB}){_WORDS}{_AT}{_THE}|\b({_VERB}) {_AT}{_THE}|\b{_DWELL}(?: ville)?{_THE}"
)
"""« j'habite à Alma », « nous habitons Alma »."""
_BEING = re.compile(
    rf"\b(?:(?:suis|es|est|sommes|sont|etes|reside|resident|rendue?)(?:{_WORDS}| ){_AT}"
    rf"|(?:suis|sommes|est|sont) {_OF}|(?:i m|im|i am|we re|we are)(?:{_WORDS}| )(?:{_AT}|{_OF}))"
    rf"{_THE}"
)
_ONCE = re.compile(
    rf"\b(?:grandie?s?|(?:suis|est|es|sont|sommes|etait) nee?s?|natifs?|natives?|originaires?|"
    rf"enfance){_FEW}(?:{_AT}|{_OF}){_THE}"
)
"""Where somebody was born or grew up."""
_COMING = re.compile(
    r"\b(?:vient|viendra|viendrait|venir|va passer|passe|debarque|atterrit|descend)(?: (?:me|nous|"
    r"la|le) (?:voir|rencontrer|chercher|rejoindre))?(?: \w+)? (?:a|au|aux|en)(?: (?:la|les?))?$"
)
"""« il vient à Gaspé me voir »: where they are."""
_STUDY = re.compile(
    rf"\b(?:etudi\w*|etudes|inscrite?|en residence|en pension|je joue|"
    rf"(?:go|goes|going) to (?:school|college)|"
    rf"(?:va|vais) (?:au cegep|a l universite)){_FEW}{_AT}{_THE}"
)
_AWAY = re.compile(r"\b(?:etudi\w*|etudes|residence|pension\w*|cegep|universite|away|college)\b")
_GOING_BACK = re.compile(
    rf"\b(?:pour|veux|veut|peux|peut|comment|billet|ticket) (?:\w+ )?(?:rentrer|retourner|revenir)"
    rf"{_FEW}{_AT}{_THE}"
)
_COMES_BACK = re.compile(
    rf"\b(?:reviens|revient|reviennent|revenue?s?|revenait|retour) "
    rf"(?:de (?:sa |une )?fugue )?{_OF}{_THE}"
)
_RELEASED = re.compile(
    rf"\b(?:sort\w*|libere\w*) (?:de|du) (?:la )?(?:prison|detention|centre|hopital|desintox\w*|"
    rf"therapie|cure|cj){_FEW}(?:{_AT}|{_OF}){_THE}"
)
_JOB = re.compile(r"\b(?=(?:il|elle|y|a|al) )((?:\w+ ){1,3}?)travaille\b")
_FAMILY = re.compile(
    rf"\b(?:famille|parente|monde) (?:est|sont|vit|vivent|habite\w*|reste\w*|vien\w+)"
    rf"{_FEW}(?:{_AT}|{_OF}){_THE}"
)
_NOW_AND_THEN = re.compile(
    rf"\b(?:passe\w* (?:mes|ses|l|les|nos|tous les)|garde|fins? de semaine|week ?ends?|une fois|"
    rf"parfois|des fois){_FEW}{_AT}{_THE}"
)
_IN_PASSING = re.compile(
    r"^ (?:(?:qu )?une? (?:week ?end|fin de semaine|semaine) sur|(?:en|la|les|cette|ce) "
    r"(?:fins? de semaine|week ?ends?))\b"
)
"""« à Québec un week-end sur deux », « à Drummondville en fin de semaine »."""
_AGAINST = re.compile(rf"\bcontre(?: \w+){{0,3}}? {_OF}{_THE}|\bcontre{_THE}")
_OTHERWISE = re.compile(r"^(?:sinon|au pire|a defaut|ou bien)\b")
_SUBJECT = re.compile(
    rf"\bcours {_OF}(?: la| l)? (?:geo\w*|histoire|science\w*|univers|economie|math\w*)"
)
_ITS_SCHOOL = re.compile(
    r"^ , (?:l |le |la |une? |mon |ma )?(?:ecole|cegep|poly\w*|secondaire|academie|college)\b"
)
"""« à Calixa-Lavallée, l'école »: named after somebody."""
_MY_PLACE_IS = re.compile(r"(?:^| )(?:moi c est|on c est|ma place c est)$")
_OUR_PLACE_IS = re.compile(r"\bchez (?:nous|moi)(?: autres)? (?:c est|c)$")
_LOCKED_UP = re.compile(
    rf"\b(?:prison|detention|en dedans|penitencier|en cour|palais(?: de justice)?)(?: \w+){{0,2}}? "
    rf"(?:{_AT}|{_OF}){_THE}"
)
"""« mon frère est en prison à Amos », « au palais de justice de Longueuil »: nobody's home."""
_ERRAND = re.compile(
    rf"\b(?:pay|offr|achet)\w+(?: \w+){{0,2}}? (?:bus|autobus|billet|train|taxi) jusqu {_AT}{_THE}"
    rf"|\b(?:chantier|contrat)(?: \w+)? {_AT}{_THE}"
    rf"|\b(?:l|la|toute l|leur|son|sa) (?:equipe|club)(?: de \w+)? {_OF}{_THE}"
)
"""« me payer l'autobus jusqu'à X », « sur un chantier à X », « toute l'équipe de X »."""
_SPORTS = r"(?:hockey|soccer|basket|foot|football|volley|baseball)"
_GAME = re.compile(
    rf"\b(?:(?:a|ont|avons) (?:perdu|gagne)|tournois?|match|game|partie de {_SPORTS})"
    rf"(?: \w+){{0,4}}? (?:{_AT}|{_OF}){_THE}|\b(?:celui|celle|ceux) {_OF}{_THE}"
)
"""« on a perdu 5-4 à Sherbrooke », « le tournoi de Québec, celui de Matane »."""
_SAID_OF_ONESELF = re.compile(
    rf"\b(?:suis|sommes) une? (?:\w+ )?(?:femme|fille|gars|homme|ado|jeune|famille|etudiante?|"
    rf"eleve) {_OF}{_THE}"
)
_HOSTED = re.compile(
    r"\b(?:suis|est|dors|dort|dorme|couche\w*|reste\w*|loge\w*|rendue?|squatt?e\w*)(?: \w+){0,4}?"
    r" (?:chez|(?:sous sol|divan|sofa|appart\w*|logement|maison|chambre) (?:de|d)) "
    rf"(?:une?|mon|ma|mes|des|l)(?: \w+){{1,4}}? {_AT}{_THE}"
)
"""« je suis chez un chum à X », « je couche dans le sous-sol d'un ami à X »."""
_OUR_HOME = re.compile(
    rf"\b(?:mon|ma|notre) (?:\w+ )?(?:logement|appart\w*|loyer|condo|village|quartier)"
    rf" (?:{_AT}|{_OF}){_THE}|^(?:maison|appart\w*|logement) (?:{_AT}|{_OF}){_THE}"
)
_THE_ONE_OF = re.compile(
    rf"\b(?:filles?|fils|gars|soeurs?|freres?|nieces?|neveux?|cousine?s?|filleule?s?)"
    rf" (?:, )?(?:celle|celui) (?:qui \w+ )?(?:{_OF}|{_AT}){_THE}"
)
"""« la plus jeune de mes petites-filles, celle de X »."""
_NEVER_MET = re.compile(
    r"^ (?:que|qu) (?:j|je|on)(?: \w+){0,2}? (?:jamais|connais|connaissais|rencontre\w*|vois)\b"
    r"|^ (?:qui )?(?:m|me|nous) (?!(?:a |ont )?(?:dit|dis|confi|racont|devoil|avou|expliqu|"
    r"ecri))\w+"
)
"""« une fille de Drummond que j'ai jamais vue », « …qui me menace »."""
_SOMEBODY_OF = re.compile(
    rf"(?<!suis )\b(?:une?|la|le|des) (?:\w+ )?(?:fille|filles|ado|jeune|jeunes|amie?) {_OF}{_THE}"
)
_US = re.compile(
    rf"\b(?:nous|moi)(?: autres)?(?: ,)? (?:on|je|j) (?:est|suis|reste|vit|vis|habite|demeure)"
    rf" {_AT}{_THE}"
)
"""« l'entraîneur est à Gatineau, nous on est à Saint-Rémi »."""
_OFFICE_OF = re.compile(rf"\b(?:clsc|cisss|ciusss|cavac|calacs|mdj) {_OF}$")
_OFFICE = re.compile(
    rf"\b(?:clsc|cisss|ciusss|cavac|calacs|mdj|foyer(?: de)? groupe)(?: {_OF})?{_THE}"
)
_CALLED_THERE = re.compile(
    r"(?<!je )\bviens (?:me (?:voir|rejoindre|trouver) )?(?:a|au|aux|en)(?: (?:la|le|les|l))?$"
)
"""« viens à Granby », said to the writer."""
_CLAIM = re.compile(
    rf"\b(?:dit|dis|pretend|jure|affirme) (?:qu (?:il|y) (?:est|habite|reste|vit|vient)|"
    rf"(?:etre|habiter|rester|vivre|venir)){_FEW}"
    rf"(?:{_AT}|{_OF}){_THE}"
)
_MOVED = re.compile(
    rf"\b(?:demenag\w+|amenag\w+|(?:suis|sommes|sont) (?:arrive|venu)\w*)(?:{_WORDS}| ){_AT}{_THE}"
)
_MOVING = re.compile(rf"\b(?:je|on|nous|il|elle) demenage(?:ons|s)?{_FEW}{_AT}{_THE}")
"""« on déménage à Gatineau en mai »: not yet."""
_PLACED = re.compile(
    rf"\b(?P<who>m|nous|l|la|le|les)(?: (?:a|ont))? (?:place|transfer|accueill|"
    rf"heberg)\w*{_FEW}{_AT}{_THE}"
)
"""« y m'ont placé à Alma », « on l'a transférée à Joliette »."""
_HERE = re.compile(
    rf"\b(?:ici|icitte)(?: meme)? {_AT}{_THE}|\b(?:je|j) (?:vous |t )?(?:ecris|appelle|"
    rf"texte) (?:de|d|du){_THE}"
)
_DATED = re.compile(r"\b(?:faits?|agressions?|evenements?|gestes) (?:datent|date|remontent?)\b")
_BY_OURS = re.compile(
    r"^ (?:, )?(?:a \d+ (?:min|minutes|km|h|heures?) de (?:chez (?:nous|moi)|la maison)|"
    r"chez (?:nous|moi)(?= [,.]| ?$))"
)
"""« à la gare de X, à 10 min de chez nous », « à X, chez nous »."""
_CORRECTED = re.compile(
    rf"(?:^|[,.] )(?:non|oups|pardon|je veux dire|je voulais dire|"
    rf"erreur)(?: ,)?(?: c est)?(?: {_AT})?{_THE}"
)
_OFF = re.compile(rf"\b(?:sacr|criss|decriss)\w* (?:mon|son|notre) camp {_OF}{_THE}")
_LEAVES = re.compile(
    rf"{_OFF.pattern}|\b(?:pars|part|partir|quitter|sortir|sortie?|fugu\w*|"
    rf"(?:bus|autobus|train|billet|lift)(?: \w+)?) {_OF}{_THE}"
)
"""« je sacre mon camp de Chandler », « le bus d'Amos »: still there, or last known there."""
_BOUND = re.compile(
    rf"\b(?:bus|autobus|train|billet|lift|vol|avion|pouce|direction)(?: \w+)? (?:pour|vers|"
    rf"de){_THE}"
    rf"|\b(?:bus|autobus|train|billet|lift|vol|avion) (?:de|d|des) (?!ville|ecole|"
    rf"nuit)(?:\w+ ){{1,3}}?a{_THE}"
)
_ITS_PLACE = re.compile(
    r"\b(?:ecole|cegep|travail|job|bureau|cour|proces|plainte|rendez vous|rdv|police|poly\w*|"
    r"garderie|hopital|palais|pharmacie|clinique|clsc|magasin|resto\w*|commerce|organisme|arena|gym)"
    rf"(?: \w+){{0,4}} (?:est|sont)(?: \w+)? {_AT}{_THE}"
)
"""« l'école de mon fils est à Boucherville »."""
_LONG_AGO = re.compile(
    r"\b(?:quand|lorsque|lorsqu) (?:j|il|elle|on|iel) (?:avais|avait|etais|etait)\b(?! .* (?:mais|"
    r"aujourd|maintenant|la)\b)"
)
_JUST_AT = re.compile(rf"{_AT}{_THE}")
_WAS_THERE = re.compile(
    r"^ (?:(?:j|je|on|il|elle|c|tout|mes|les|l|ma|mon|la|le)(?: \w+)?) ?(?:avais|avait|etais|"
    r"etait|allais|"
    r"allait|avaient|etaient|restais|vivais)\b"
)
"""« à Longueuil j'avais mes amies »."""
_ME = re.compile(
    rf"\b(?:moi|chez (?:nous|moi)(?: autres)?|avec (?:nous|moi))(?:{_WORDS}| ){_AT}{_THE}"
)
_WISHED = re.compile(
    r"\b(?:veux|veut|voudrais|voudrait|aimerais|aimerait|pense|songe|compte|vais|va|reve|planifie)"
    r"(?: \w+){0,2} (?:demenager|amenager|emmenager)\b"
)
_FOR_DAYS = re.compile(
    r"^ depuis (?:hier|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|peu|la semaine|le mois|"
    r"\w+ (?:jours?|semaines?|mois|ans))\b"
)
"""« à Montréal depuis dix jours »: where they stay now."""
_LEFT_PAST = re.compile(r"\b(?:parti[es]*|(?:ai|a|ont|avons) pris)\b")
_FROM = re.compile(rf"\b(?:demenag|arriv|ven)\w+ {_OF}{_THE}")
_LEFT = re.compile(rf"\b(?:demenag\w+|quitt\w+|parti[es]*|partir) (?:{_OF})?{_THE}")
_ORIGIN = re.compile(rf"\b(?:viens|vient|venons|viennent|venant) {_OF}{_THE}")
_FROM_HERE = re.compile(rf"\b(?:suis|sommes) {_OF}$")
_BUT = re.compile(r"^(?: ,)? mais\b")
_NATIVE = re.compile(rf"\b(?:suis|sommes|est|sont) {_OF}{_THE}")
_AREA = re.compile(
    rf"\b(?:regions?|secteur|coin|ville|mairie|mairesse|hotel de ville|municipalite|village|"
    rf"quartier|arrondissement|mrc|bout|"
    rf"alentours|environs|banlieue|fond|reserve|communaute|territoire)(?: administrative)?"
    rf"(?: (?:{_OF}|pour|c est))?{_THE}"
)
_NEAR = re.compile(
    rf"\b(?:cote|pres|proche|loin|autour|nord|sud|est|ouest|centre ville|cegep|hopital|ecole|"
    rf"polyvalente|ans|fille|gars|jeune|ado|eleve|jeunesse|gens|famille|famille|police|dpj|clsc|"
    rf"cisss|ciusss|mrc|parc|ici|femme|garcon|etudiante?|"
    rf"jeunes|ados|eleves|filles|femmes|groupe|equipe|gang|club|mdj|monde|"
    rf"maison|organisme|bureau|palais|cavac|calacs|poste|poly|refuges?|motel|hotel|cercle|"
    rf"fermieres|"
    rf"association|comite|conseil|bibliotheque|arena|terminus|gare|cpe|garderie|table|paroisse|"
    rf"terrain|secondaire|comte)(?: primaire| secondaire)? {_OF}{_THE}"
)
_PREPOSITION = re.compile(rf"(?:^|\s)(?:{_AT}{_THE}|from$)")
_PAST = re.compile(
    rf"\b(?:(?:ai|as|a|avons|ont) (?:(?:deja|longtemps|d abord|toujours|aussi|jamais) )*"
    rf"(?:vecu|habite|demeure|reside)|habitais|habitait|habitaient|habitions|restais|restait|"
    rf"restaient|vivais|vivait|"
    rf"vivaient|vivions|faisais|faisait|dansais|dansait|etais|etait)(?:{_WORDS}| ){_AT}{_THE}"
)
_EVENT = re.compile(
    rf"\b(?:(?:s est|s etait|c est|m est|lui est|est|etait) (?:arrive|passe|produit)\w*|"
    rf"emmen\w+|amen\w+|rejoin\w+|rencontr\w+|"
    rf"retrouv\w+|rattrap\w+|conduit\w*|voir|voyage|vacances|visite[r]?|party|concert|motel|hotel|"
    rf"chalet|sejours?|voyages|sur le pouce|"
    rf"jusqu|fuguer|me sauver|enfuir|rendez vous|rdv|"
    rf"aller|aille|vienne|va|vais|vont|alle[es]*|partie?s?|partir|transfere\w*|travaille|"
    rf"travaillait|"
    rf"travaillent)(?:{_CLAUSE}| )(?:{_AT}|{_OF}|pour){_THE}"
)
_DID_THERE = re.compile(
    rf"\b(?:soiree|party|concert|camp(?! de jour)|chalet)(?: (?!information|prevention|"
    rf"conference)\w+)"
    rf"{{0,3}}?(?: ,)? {_AT}{_THE}"
    rf"|\b(?:ai|a|avais|avait) (?:fait|danse)(?: \w+){{1,7}}? {_AT}{_THE}"
)
"""« pendant une soirée à X », « j'ai fait de l'escorte à X »: not where they live."""
_AT_KIN = re.compile(
    rf"\bchez (?:ma|mon|mes|la|le|les|sa|son|ses|des|une?) \w+(?: \w+)? {_AT}{_THE}"
)
_FLED_HOME = re.compile(
    rf"\b(?:sauv|part|fugu|pouss|enfui)\w*(?: \w+){{0,2}}? de chez(?: \w+){{1,3}} {_AT}{_THE}"
)
_SEEN_WITH = re.compile(
    rf"\b(?:frequente|sort avec|avec)(?: \w+){{0,4}}? une? (?:\w+ )?(?:garcon|fille|jeune|amie?) "
    rf"(?:{_OF}|{_AT}){_THE}"
)
_THEY_AT = re.compile(r"(?:(?:et|pis|mais) )?(?:elle|lui|eux) (?:a|au|aux|en)(?: (?:la|le|les|l))?")
"""« je reste à X, elle à Y »."""
_TAKEN = re.compile(
    rf"\b(?:danser|emmen\w+|amen\w+|rejoin\w+|conduit\w*|voyage|vacances|party|concert|hotel|motel)"
    rf"{_CLAUSE}(?:{_AT}|{_OF}){_THE}|\b(?:rejoindre|hotel|motel|amenee?|emmenee?) (?:{_AT}|"
    rf"{_OF}){_THE}"
)
_STUDIES = re.compile(r"\b(?:ecole|cegep|secondaire|polyvalente|poly)\b")
_ARRIVED = re.compile(
    rf"\b(?:ai|avons|a|ont) (?:pris|marche|fait|roule|suivie?s?|"
    rf"retrouvee?s?)\b.* (?:jusqu (?:{_AT})|(?:de|d) (?:\w+ ){{1,3}}?a){_THE}"
)
_ASKS_WHERE = re.compile(r"\b(?:ou|comment|qui)\b.*\b(?:aller|voir|appeler)\b")
_TO_GO = re.compile(
    r"\b(?:ou|ousse\w*|qui|quelle place)\b(?: \w+){0,4}? "
    r"(?:aller|va|vais|voir|appeler|consulter|rencontrer|m adresser|se presenter|creche\w*)\b"
)
"""« où aller à Rimouski »: a need, not a trip."""
_HOSTS = re.compile(r"^ (?:qui )?(?:le|la|l|les|me|m|nous) (?:loge|heberge|accueille|garde)\w*")
"""« un homme de Trois-Rivières le loge »: they stay where the stranger lives."""
_WORKS = re.compile(
    r"\b(?:je|j|nous|on) (?:travaill\w+|oeuvr\w+|interven\w+|intervien\w+|enseign\w+|pratiqu\w+)\b"
)
_REFUSED = re.compile(rf"\b(?:pas|ni|sauf|jamais)(?: (?:a|au|aux|en|dans|de|d|du|sur|vers))?{_THE}")
_NO_MORE = re.compile(rf"\bplus (?:a|au|aux|en|dans){_THE}")
_STRANGER = re.compile(
    r"(?<!mon )(?<!ma )(?<!pour )(?<!pr )(?<!pour un )(?<!entre )(?<!d )\b(?:gars|homme|"
    r"hommes|gang|gangs|pimp|"
    r"monsieur|inconnu|type|mec|dude|adulte|individu|madame|chum|ex|fan|ami d internet)"
    rf"(?: de \d+ ans)?(?: qui (?:vient|viens|habite|reste|vit|(?:se dit|est|"
    rf"travaille)(?: \w+){{1,2}}))?"
    rf" (?:{_OF}|a|au|aux|en){_THE}"
)
_EX = re.compile(rf"\bex (?:(?:blonde|chum|copain|copine|conjointe?|mari|femme) )?{_OF}{_THE}")
_ONESELF = re.compile(
    r"\b(?:suis|moi|etant|comme) un\w? (?:jeune )?(?:gars|mec|dude|type|homme)\b"
    r"|\b(?:gars|mec|dude) de (?:\d|1[0-7]) ans (?:de|d|du|des|a|au|aux|en)(?: (?:la|le|l|les))?$"
)
"""« je suis un gars de… », « gars de 16 ans de… »: the person, not a stranger."""
_ALONE = frozenset(
    re.findall(
        r"\w+",
        """a au en de d du la le l les region ville secteur coin ans an ado fille gars jeune femme
        homme quebec qc canada ici bonjour salut allo chu dans sur vers et habite j je suis""",
    )
)


_WINDOW = 24
_CLOSE = 16
_GLANCE = 60


def evidence_of(
    said: Spoken, position: int, size: int, place: Place, *, short: bool
) -> Evidence | None:
    """How sure a name at a position is, or None when nothing says that it is a place."""
    start = said.offsets[position]
    left = said.line[:start].rstrip()
    sentence = left.rpartition(" . ")[2]
    if place.lead:
        sentence = f"{sentence} {said.words[position].text}".strip()
    segment = " ".join(sentence.rpartition(" , ")[2].split()[-_CLOSE:])
    if is_something_else(said, position, size, place, segment) or _is_nobodys(sentence, segment):
        return None
    last = said.words[position + size - 1]
    after = said.offsets[position + size - 1] + len(last.text)
    right = said.line[after : after + _GLANCE]
    kept = _strength(said, left, segment, right)
    if kept <= Evidence.NAMED and _ITS_SCHOOL.search(right):
        return None
    if (
        place.lead
        and segment.endswith("dans la")
        and not said.text[said.words[position + 1].start].isupper()
    ):
        return None
    if place.kind == OUTSIDE and not _settled_abroad(segment, kept):
        kept = min(kept, Evidence.NAMED)
    if not _cue_is_there(said, position, size, place, segment, kept, right, short=short):
        return None
    return kept


def _is_nobodys(sentence: str, segment: str) -> bool:
    """A prison, a court, a tournament: people are brought there, and live elsewhere."""
    if _THE_ONE_OF.search(sentence):
        return False
    cues = (_LOCKED_UP, _GAME, _ERRAND)
    return any(cue.search(segment) for cue in cues) and not _HOME.search(segment)


def _settled_abroad(segment: str, kept: Evidence) -> bool:
    """Where the writer was born, or a friend moved to, is not where help is needed."""
    return kept in (Evidence.LIVES, Evidence.STAYS) and not (
        _ORIGIN.search(segment) or _NATIVE.search(segment)
    )


def _strength(said: Spoken, left: str, segment: str, right: str) -> Evidence:
    sentence = " ".join(left.rpartition(" . ")[2].split()[-_CLOSE:])
    if _US.search(segment):
        return Evidence.LIVES
    if _CORRECTED.search(sentence):
        return Evidence.CONCERNED
    if _OTHERWISE.search(segment) or _AGAINST.search(segment) or _COMES_BACK.search(segment):
        return Evidence.ELSEWHERE
    if _COMING.search(segment) and not _PAST.search(segment):
        return Evidence.AREA
    if _THE_ONE_OF.search(sentence):
        return Evidence.THEIRS
    if _IN_PASSING.search(right) and _EVENT.search(segment) and not _HOME.search(segment):
        return Evidence.ELSEWHERE
    if _IN_PASSING.search(right) or _NOW_AND_THEN.search(segment):
        return Evidence.MENTIONED
    if any(cue.search(segment) for cue in (_GOING_BACK, _FAMILY, _RELEASED)):
        return Evidence.MENTIONED
    if _CALLED_THERE.search(segment):
        return Evidence.ELSEWHERE
    if _SOMEBODY_OF.search(segment) and _NEVER_MET.match(right):
        return Evidence.ELSEWHERE
    if _ONCE.search(segment) or (_CLAIM.search(segment) and not _about_theirs(said, left)):
        return Evidence.ELSEWHERE
    if (_LONG_AGO.search(sentence) and _JUST_AT.fullmatch(segment)) or (
        _WAS_THERE.match(right) and not _HOME.search(segment)
    ):
        return Evidence.ELSEWHERE
    placed = _PLACED.search(segment)
    if placed:
        me = placed["who"] in ("m", "nous")
        return Evidence.LIVES if me else Evidence.CONCERNED
    if _DATED.search(sentence) or (_DID_THERE.search(sentence) and not _HOME.search(segment)):
        return Evidence.PASSED
    if _THEY_AT.fullmatch(segment):
        return Evidence.CONCERNED if _names_theirs(said) else Evidence.ELSEWHERE
    if _FLED_HOME.search(segment):
        return Evidence.AREA
    if _SEEN_WITH.search(segment):
        return Evidence.ELSEWHERE
    if _HERE.search(segment) or _BY_OURS.match(right):
        return Evidence.LIVES
    if _REFUSED.search(segment) or _NO_MORE.search(segment):
        return Evidence.ELSEWHERE
    if _PAST.search(segment):
        return Evidence.PASSED
    attached = _attached(said.line, len(left))
    if attached and not said.tells_of_self:
        if attached.own and attached.group in ("enfant", "proche", "suivi"):
            return Evidence.THEIRS
        if attached.group in ("personne", "suivi") and attached.noun in _YOUNG_PEOPLE:
            return Evidence.LIVES
    if any(
        cue.search(segment)
        for cue in (_ME, _MY_PLACE_IS, _OUR_PLACE_IS, _OUR_HOME, _SAID_OF_ONESELF)
    ):
        return Evidence.LIVES
    if _WISHED.search(segment):
        return Evidence.ELSEWHERE
    if _MOVING.search(segment):
        return Evidence.NAMED
    moved = _MOVED.search(segment)
    if moved and not _FROM.search(segment):
        return _lived_by(_home_of(said, len(left) - len(segment) + moved.start()))
    study = _STUDY.search(segment)
    if study and not _SUBJECT.search(segment):
        lived = _lived_by(_home_of(said, len(left) - len(segment) + study.start()))
        if lived is Evidence.CONCERNED and _AWAY.search(segment):
            return lived
        return min(lived, Evidence.STAYS)
    if _ARRIVED.search(segment):
        return Evidence.NAMED
    if _LEAVES.search(segment) and not _LEFT_PAST.search(segment):
        return Evidence.MENTIONED
    if _LEFT.search(segment):
        return Evidence.ELSEWHERE
    home = _HOME.search(segment)
    if home:
        return _lived_by(_home_of(said, len(left) - len(segment) + home.start()))
    hosted = _HOSTED.search(segment)
    if hosted:
        lived = _lived_by(_home_of(said, len(left) - len(segment) + hosted.start()))
        return lived if lived is Evidence.CONCERNED else min(lived, Evidence.STAYS)
    job = _JOB.search(segment)
    if job and is_theirs(said.line[: len(left) - len(segment) + job.end(1)].rstrip()):
        return Evidence.NAMED
    if _WORKS.search(segment):
        return Evidence.NAMED
    if _BOUND.search(segment) or _TAKEN.search(segment):
        return Evidence.PASSED
    if _AREA.search(segment) and _ASKS_WHERE.search(segment):
        return Evidence.AREA
    if _EVENT.search(segment) and not (_STUDIES.search(segment) or _TO_GO.search(segment)):
        return Evidence.ELSEWHERE
    if _EX.search(segment):
        return Evidence.ELSEWHERE
    if _STRANGER.search(segment) and not _ONESELF.search(segment):
        return Evidence.STAYS if _HOSTS.match(right) else Evidence.ELSEWHERE
    if _ITS_PLACE.search(segment):
        return Evidence.NAMED
    being = _BEING.search(segment) or _ORIGIN.search(segment)
    if being:
        lived = _lived_by(_home_of(said, len(left) - len(segment) + being.start()))
        there = _BEING.search(segment) and not (_NATIVE.search(segment) and _BUT.match(right))
        top = Evidence.STAYS if there else Evidence.AREA
        if lived is Evidence.CONCERNED and top is Evidence.STAYS:
            return lived
        return top if lived > Evidence.STAYS else min(lived, Evidence.NAMED)
    if _AREA.search(segment):
        return Evidence.AREA
    if _JUST_AT.fullmatch(segment) and _FOR_DAYS.match(right):
        return Evidence.STAYS
    if _AT_KIN.search(segment):
        return Evidence.ELSEWHERE
    if any(cue.search(segment) for cue in (_PREPOSITION, _NEAR, _OFFICE)):
        return Evidence.NAMED
    return Evidence.MENTIONED


def _names_theirs(said: Spoken) -> bool:
    return any(one.own and one.group in ("enfant", "proche", "suivi") for one in people(said.line))


def _attached(line: str, position: int) -> Mention | None:
    """« ma filleule de Gaspé », « mon fils de 11 ans, à Amos », « une jeune de Magog »."""
    before = " ".join(line[:position].rsplit(maxsplit=_CLOSE)[-_CLOSE:])
    for one in reversed(people(before)):
        if _ATTACHED.fullmatch(before[one.end :]):
            return None if _DONE_TO.search(before[: one.start].rstrip()) else one
    return None


_DONE_TO = re.compile(r"\b(?:ai|as|a|avons|ont) (?:\w+ )?\w+(?:e|i|u|is|it)$")
"""« on a adopté notre fille en Chine »: where it was done."""
_ATTACHED = re.compile(
    rf"(?: ,)?(?:(?: de| agee? de| a)? (?:\d+|{SPELLED})(?: ans| a)?(?: et demi)?)?(?: [,.])?"
    rf" (?:a|au|aux|en|in|at|{_OF})(?: (?:la|le|l|les))?"
)
_YOUNG_PEOPLE = frozenset(
    re.findall(
        r"\w+",
        """jeune ado adolescent adolescente eleve patiente patient cliente usagere usager
        participante participant etudiante etudiant residente resident mineure mineur enfant""",
    )
) | {"jeune femme", "jeune fille", "jeune maman", "jeune mere", "jeune adulte"}


def _home_of(said: Spoken, position: int) -> Whose:
    """Whose home a place is; « il est chez ma sœur à… » is about the child or the brother named."""
    owner = lives_there(said, position)
    if owner not in (Whose.OTHER, Whose.SOMEONE) or said.tells_of_self:
        return owner
    return Whose.CONCERNED if is_theirs(said.line[:position].rstrip()) else owner


def is_theirs(before: str) -> bool:
    """Whether a text ends on a pronoun that may stand for the child or friend named in it."""
    pronoun = _PRONOUN.search(before)
    if pronoun is None:
        return False
    sexe = Sexe.MASCULIN if pronoun[1] in ("il", "y") else Sexe.FEMININ
    return any(
        one.own and one.group in ("enfant", "proche", "suivi") and one.sexe in (sexe, None)
        for one in people(before)
        if not re.search(r"\b(?:chez|avec)$", before[: one.start].rstrip())
    )


_PRONOUN = re.compile(r"\b(il|elle|y|a|al)(?: (?:l|n|ne|en|y))*$")


def _about_theirs(said: Spoken, left: str) -> bool:
    """« mon fils dit qu'il est à… »: believed, unlike what a stranger says of himself."""
    return lives_there(said, len(left)) is Whose.CONCERNED


def _lived_by(whose: Whose) -> Evidence:
    return {
        Whose.SELF: Evidence.LIVES,
        Whose.CONCERNED: Evidence.CONCERNED,
        Whose.UNKNOWN: Evidence.AREA,
        Whose.SOMEONE: Evidence.AREA,
        Whose.OTHER: Evidence.ELSEWHERE,
    }[whose]


_CAPITAL = "Québec"


def _cue_is_there(
    said: Spoken,
    position: int,
    size: int,
    place: Place,
    segment: str,
    evidence: Evidence,
    right: str,
    *,
    short: bool,
) -> bool:
    if place.cue == "" or _IN_QUEBEC.match(right):
        return True
    if place.cue == "reponse":
        first = said.words[position + place.lead].start
        return place.kind == "secteur" and place.lead > 0 and said.text[first] == "L"
    cues = (
        _HOME,
        _MOVED,
        _AREA,
        _FROM_HERE,
        _OUR_PLACE_IS,
        _SAID_OF_ONESELF,
        _OFFICE_OF,
        _OUR_HOME,
    )
    settled = any(cue.search(segment) for cue in cues)
    if place.cue == "domicile":
        return settled or (size > 1 and alone(said, position, size) and _capital(said, position))
    return bool(
        settled
        or short
        or place.lead
        or _PREPOSITION.search(segment)
        or (place.name == _CAPITAL and segment.endswith((" ville", " vieux")))
        or (size > 1 and _MY_PLACE_IS.search(segment))
        or _NEAR.search(segment)
        or _OFFICE.search(segment)
        or _ORIGIN.search(segment)
        or _OFF.search(segment)
        or _PAST.search(segment)
        or (evidence <= Evidence.ELSEWHERE and _LEFT.search(segment))
        or alone(said, position, size)
    )


_IN_QUEBEC = re.compile(r"^(?: ,)? (?:qc|quebec)\b")


def _capital(said: Spoken, position: int) -> bool:
    """« Le Plateau. 34 ans. », and not « Le plateau. »."""
    return all(said.text[one.start].isupper() for one in said.words[position : position + 2])


def alone(said: Spoken, position: int, size: int) -> bool:
    """« 15 ans, Alma »: the name has a segment to itself, but for an age or « ville de »."""
    first = max(0, position - _WINDOW)
    here = said.words[position].segment
    last = said.words[position + size - 1].segment
    others = [
        word.text
        for index, word in enumerate(said.words[first : position + size + _WINDOW], first)
        if here <= word.segment <= last and not position <= index < position + size
    ]
    return all(word in _ALONE or word.isdigit() for word in others)
