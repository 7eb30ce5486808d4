"""A record on its page: every fact and where it was read, who is asked, and who is near."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode, urlsplit

from knowledge import wording
from knowledge.directory import Directory
from knowledge.matching import Reason
from knowledge.neighbours import neighbours
from knowledge.partners import Partner, partners
from knowledge.search import Setting, setting
from knowledge.services import Criteria, Service, Trace
from web import exports
from web.directory_words import named, sentences, title
from web.queries import KEPT

_SILENT = frozenset({"", "s.o.", "ne s'applique pas", "non applicable", "non spécifié"})
_JOINED = "Joindre"


def context(service: Service, known: Directory, today: dt.date, ids: tuple[str, ...]) -> Any:
    """What the page of a record shows; `ids` are the records that the address keeps."""
    return {
        "item": exports.item(service, today),
        "warning": sentences()["attention"].get(service.stage),
        "access": access(service),
        "facts": list(_facts(service)),
        "partners": [(one.name, _leads(one, ids)) for one in partners(service, known)],
        "near": [card(one, today) for one in neighbours(service, known.services)],
        "traces": [_trace(one) for one in service.traces],
        "printed": list(_printed(service)),
    }


def card(service: Service, today: dt.date) -> dict[str, Any]:
    """The item, and whom it is for at a glance."""
    return {**exports.item(service, today), "brief": brief(service)}


def brief(service: Service) -> list[str]:
    """What tells at a glance whether it may serve: where, for whom, and whether it is direct."""
    direct = [wording.reason(Reason.DIRECT, service, Criteria())] if service.direct else []
    return [*for_whom(service), *direct]


def for_whom(service: Service) -> list[str]:
    """Where it is, and whom it receives."""
    codes = [Reason.PROVINCE if service.province else Reason.REGION]
    if (service.minimum_age, service.maximum_age) != (None, None):
        codes.append(Reason.AGE)
    if len(service.sexes) == 1:
        codes.append(Reason.SEXE)
    return [wording.reason(code, service, Criteria()) for code in codes]


def access(service: Service) -> str:
    """Who may ask for the service."""
    return str(sentences()["acces"]["direct" if service.direct else service.access])


def _facts(service: Service) -> Iterator[tuple[str, str, str]]:
    """Each fact: its name, what the record says, and where that was read."""
    read = f"{service.source_document}, {_place(service.source_locator)}"
    phones = next((one.source for one in service.traces if one.field == "phone"), None)
    for name, value in wording.facts(service):
        yield name, value, _place(phones) if phones and name == _JOINED else read
    if setting(service) is not Setting.NON_PRECISE:
        yield title("setting"), named("setting", setting(service)), read
    if service.languages:
        words = sentences()["langues"]
        told = ", ".join(words.get(code, code) for code in service.languages)
        yield sentences()["titres"]["langues"], told, read


def _place(locator: str) -> str:
    """An address by its site alone."""
    return urlsplit(locator).hostname or locator


def _leads(partner: Partner, ids: tuple[str, ...]) -> str | None:
    """Where the name of a partner leads: its record, a search, or nowhere."""
    if not partner.record and not partner.found:
        return None
    asked = {} if partner.record else {"q": partner.name}
    query = urlencode({**asked, **({KEPT: ",".join(ids)} if ids else {})}, safe=",")
    path = f"/service/{partner.record}" if partner.record else "/annuaire"
    return f"{path}?{query}" if query else path


def _trace(trace: Trace) -> dict[str, str]:
    """What was done, to which field, when and from where, in words."""
    words = sentences()["provenance"]
    return {
        "day": _day(trace.date),
        "done": words["gestes"].get(trace.action, trace.action),
        "what": words["champs"].get(trace.field, f"« {trace.field} »"),
        "source": trace.source,
    }


def _day(written: str) -> str:
    try:
        return wording.date(dt.date.fromisoformat(written))
    except ValueError:
        return written


def _printed(service: Service) -> Iterator[tuple[str, str]]:
    """The fields of its fiche as printed; partners aside, for they may name persons."""
    for field, words in sentences()["imprime"].items():
        value = (service.printed(field) or "").strip()
        if value.casefold().replace("’", "'") not in _SILENT:
            yield words, value
