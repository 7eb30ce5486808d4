"""The directory as open data: the HSDS 3.1 API, read only and open to every site.

Every parameter of the specification is understood, and they all must hold. What cannot be read
is refused with the parameter's name and what it takes; nothing of the chat is here.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from email.utils import format_datetime, parsedate_to_datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import anyio.to_thread
from pydantic.datetime_parse import parse_datetime
from ruamel.yaml import YAML
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from knowledge import database, datafiles, finding, hsds, models, wording
from knowledge.database import stamp
from knowledge.finding import Query
from knowledge.hsds import Json
from knowledge.places import find_place
from knowledge.records import identifier
from knowledge.wordindex import WordIndex
from web.errors import BadParameter, Refused
from web.numbers import whole

PER_PAGE = 50
MOST_PER_PAGE = 1_000
MOST_MINIMAL = 100_000
_OLDEST = 120
_LONGEST = 200
_LAST_PAGE = 10_000_000
_POSTCODE = re.compile(r"[A-Za-z]\d[A-Za-z](?: ?\d[A-Za-z]\d)?", re.ASCII)

_PAGED = frozenset({"search", "page", "per_page", "format"})
_TERMS = frozenset({"taxonomy_term_id", "taxonomy_id"})
_AGES = frozenset({"minimum_age", "maximum_age"})
SERVICES = _PAGED | _TERMS | _AGES | {"organization_id", "modified_after", "minimal", "full"}
_ORGANIZATIONS = _PAGED | _TERMS | {"full", "full_service"}
_PLACES = _PAGED | _TERMS | {"organization_id", "modified_after", "full", "postcode", "proximity"}
_TAXONOMY_TERMS = _PAGED | {"taxonomy_id", "top_only", "parent_id"}


# --- what is asked ---------------------------------------------------------------


@dataclass(frozen=True)
class Asked:
    """The parameters of a listing, read; `number` is a page's, from 1."""

    query: Query
    number: int = 1
    per_page: int = PER_PAGE
    ndjson: bool = False
    full: bool = False
    full_service: bool = False
    minimal: bool = False
    locations: tuple[str, ...] | None = None
    parent: str | None = None

    @property
    def offset(self) -> int:
        return (self.number - 1) * self.per_page


def read(query: QueryParams, known: frozenset[str]) -> Asked:
    """The parameters of an address. Raises `BadParameter` for one that cannot be read."""
    for name in query:
        if name not in known:
            raise BadParameter(name, "inconnu", ", ".join(sorted(known)))
    minimal = _flag(query, "minimal")
    postcode = query.get("postcode")
    # Our places are territories: the one that holds the point is at no distance from it.
    _whole(query, "proximity", 0, 0, 10_000_000)
    # No term of ours is under another.
    _flag(query, "top_only")
    areas = None if postcode is None else _areas(postcode)
    return Asked(
        query=Query(
            search=_words(query),
            terms=_ids(query, "taxonomy_term_id"),
            taxonomies=_ids(query, "taxonomy_id"),
            organization=next(iter(_ids(query, "organization_id")), None),
            areas=areas,
            modified_after=_moment(query, "modified_after"),
            minimum_age=_whole(query, "minimum_age", None, 0, _OLDEST),
            maximum_age=_whole(query, "maximum_age", None, 0, _OLDEST),
        ),
        number=_whole(query, "page", 1, 1, _LAST_PAGE) or 1,
        per_page=_whole(query, "per_page", MOST_MINIMAL if minimal else PER_PAGE, 1, None)
        or PER_PAGE,
        ndjson=_format(query),
        full=_flag(query, "full"),
        full_service=_flag(query, "full_service"),
        minimal=minimal,
        locations=_locations(areas),
        parent=next(iter(_ids(query, "parent_id")), None),
    )


def _whole(
    query: QueryParams, name: str, default: int | None, least: int, most: int | None
) -> int | None:
    """A whole number; `per_page` asks for as many as it likes and gets what a page holds."""
    written = query.get(name)
    if written is None:
        return default
    limit = most if most is not None else _LAST_PAGE
    value = whole(written, limit)
    if value is None or value < least:
        raise BadParameter(name, "nombre", least, limit)
    if most is None:
        return min(value, MOST_MINIMAL if query.get("minimal") == "true" else MOST_PER_PAGE)
    return value


def _words(query: QueryParams) -> str:
    written = query.get("search", "")
    if len(written) > _LONGEST:
        raise BadParameter("search", "longueur", _LONGEST)
    return written


def _flag(query: QueryParams, name: str) -> bool:
    written = query.get(name, "false")
    if written not in ("true", "false"):
        raise BadParameter(name, "oui_non")
    return written == "true"


def _format(query: QueryParams) -> bool:
    written = query.get("format", "json")
    if written not in ("json", "ndjson"):
        raise BadParameter("format", "format")
    return written == "ndjson"


def _ids(query: QueryParams, name: str) -> tuple[str, ...]:
    """Ids as they are: one that names nothing finds nothing."""
    given = [value.strip()[:_LONGEST] for value in query.getlist(name)]
    return tuple(dict.fromkeys(value.replace("\0", "") for value in given if value))


def _moment(query: QueryParams, name: str) -> str | None:
    """A day or a moment in ISO 8601; without a zone, universal time."""
    written = query.get(name)
    if written is None:
        return None
    # A plus sign of an address reads as a space.
    written = written.replace(" ", "+")
    try:
        if len(written) == 10:
            written = f"{dt.date.fromisoformat(written)}T00:00:00"
        if not written[:4].isdigit() or written[4:5] != "-":
            raise ValueError
        moment = parse_datetime(written)
        return stamp(moment if moment.tzinfo else moment.replace(tzinfo=dt.timezone.utc))
    except (ValueError, OverflowError):
        raise BadParameter(name, "moment") from None


def _areas(postcode: str) -> tuple[str, ...]:
    """The regions where a postal code of Québec lies; none of them when it lies elsewhere."""
    if not _POSTCODE.fullmatch(postcode):
        raise BadParameter("postcode", "code_postal")
    place = find_place(postcode[:3])
    return place.regions if place else ()


def _locations(areas: tuple[str, ...] | None) -> tuple[str, ...] | None:
    """The places of these regions, and the one that stands for the whole of Québec."""
    if areas is None:
        return None
    names = datafiles.region_names()
    return tuple(
        identifier("location", name) for name in (wording.PROVINCE, *(names[one] for one in areas))
    )


# --- what is answered ------------------------------------------------------------


def envelope(contents: Sequence[Json], total: int, asked: Asked) -> Json:
    """A page of a listing: the eight fields of the specification."""
    pages = -(-total // asked.per_page)
    return {
        "total_items": total,
        "total_pages": pages,
        "page_number": asked.number,
        "size": len(contents),
        "first_page": asked.number == 1,
        "last_page": asked.number >= pages,
        "empty": not contents,
        "contents": list(contents),
    }


Lister = Callable[[Session, Asked], tuple[list[Json], int]]
Streamer = Callable[[Session, Asked], Iterator[Json]]


def _listing(known: frozenset[str], lister: Lister, streamer: Streamer | None = None) -> Any:
    async def endpoint(request: Request) -> Response:
        asked = read(request.query_params, known)
        same = await anyio.to_thread.run_sync(_unchanged, request)
        if isinstance(same, Response):
            return same
        if asked.ndjson:
            lines = _lines(streamer or _streamed(lister), asked)
            return StreamingResponse(lines, 200, same, "application/x-ndjson")
        return JSONResponse(await anyio.to_thread.run_sync(_page, lister, asked), 200, same)

    return endpoint


def _page(lister: Lister, asked: Asked) -> Json:
    with Session(database.engine(), future=True) as session:
        contents, total = lister(session, asked)
        return envelope(contents, total, asked)


def _streamed(lister: Lister) -> Streamer:
    def stream(session: Session, asked: Asked) -> Iterator[Json]:
        yield from lister(session, replace(asked, number=1, per_page=MOST_MINIMAL))[0]

    return stream


def _lines(streamer: Streamer, asked: Asked) -> Iterator[str]:
    """One object a line, as they are read: nothing waits for the last."""
    with Session(database.engine(), future=True) as session:
        for one in streamer(session, asked):
            yield json.dumps(one, ensure_ascii=False, separators=(",", ":")) + "\n"


def _single(getter: Callable[[Session, str, Asked], Json | None], known: frozenset[str]) -> Any:
    async def endpoint(request: Request) -> Response:
        asked = read(request.query_params, known)
        same = await anyio.to_thread.run_sync(_unchanged, request)
        if isinstance(same, Response):
            return same
        found = await anyio.to_thread.run_sync(_one, getter, request.path_params["id"], asked)
        if found is None:
            raise Refused(404, "fiche_inconnue")
        return JSONResponse(found, 200, same)

    return endpoint


def _one(getter: Callable[[Session, str, Asked], Json | None], identity: str, asked: Asked) -> Any:
    with Session(database.engine(), future=True) as session:
        return getter(session, identity.replace("\0", ""), asked)


def _unchanged(request: Request) -> Response | dict[str, str]:
    """A 304 for who has this answer already, else the headers that let them say so next time."""
    with Session(database.engine(), future=True) as session:
        release = session.execute(select(models.Release)).scalar_one()
        built = release.built_at.replace(tzinfo=dt.timezone.utc, microsecond=0)
        content = f"{release.digest}{hsds.VERSION}{request.url.path}?{request.url.query}"
    tag = f'W/"{hashlib.sha256(content.encode()).hexdigest()[:20]}"'
    headers = {
        "ETag": tag,
        "Last-Modified": format_datetime(built, usegmt=True),
    }
    asked = request.headers.get("if-none-match")
    if asked is not None:
        same = asked.strip() == "*" or tag in [one.strip() for one in asked.split(",")]
    else:
        same = _not_since(request.headers.get("if-modified-since"), built)
    return Response(status_code=304, headers=headers) if same else headers


def _not_since(written: str | None, built: dt.datetime) -> bool:
    try:
        return written is not None and built <= parsedate_to_datetime(written)
    except (TypeError, ValueError):
        return False


# --- services --------------------------------------------------------------------


def _services(session: Session, asked: Asked) -> tuple[list[Json], int]:
    page = finding.page(session.connection(), asked.query, asked.offset, asked.per_page)
    return _written(session, page.numbers, asked), page.total


def _every_service(session: Session, asked: Asked) -> Iterator[Json]:
    for numbers in finding.every(session.connection(), asked.query):
        yield from _written(session, numbers, asked)
        session.expunge_all()


def _written(session: Session, numbers: Sequence[int], asked: Asked) -> list[Json]:
    if asked.minimal:
        return hsds.minimal(session, numbers)
    return hsds.services(session, numbers, asked.full)


def _service(session: Session, identity: str, asked: Asked) -> Json | None:
    number = hsds.number_of(session, identity)
    return None if number is None else hsds.services(session, [number], full=True)[0]


# --- organizations ----------------------------------------------------------------


def _organizations(session: Session, asked: Asked) -> tuple[list[Json], int]:
    ids, total = finding.organizations(
        session.connection(), asked.query, asked.offset, asked.per_page
    )
    rows = {
        row.id: row
        for start in range(0, len(ids), 500)
        for row in session.execute(
            select(models.Organization).where(models.Organization.id.in_(ids[start : start + 500]))
        ).scalars()
    }
    nested = asked.full or asked.full_service
    return [
        _with_services(session, rows[one], asked) if nested else hsds.organization(rows[one])
        for one in ids
    ], total


def _organization(session: Session, identity: str, asked: Asked) -> Json | None:
    row = session.get(models.Organization, identity)
    if row is None:
        return None
    found = _with_services(session, row, asked)
    return found if found["services"] else None


def _with_services(session: Session, row: models.Organization, asked: Asked) -> Json:
    """An organization and its services: whole, or their names and states."""
    query = Query(organization=row.id)
    numbers = finding.page(session.connection(), query, 0, MOST_PER_PAGE).numbers
    services = hsds.services(session, numbers, full=asked.full_service)
    if not asked.full_service:
        simple = ("id", "organization_id", "name", "description", "status", "last_modified")
        services = [{name: one[name] for name in simple} for one in services]
    else:
        services = [
            {name: value for name, value in one.items() if name != "organization"}
            for one in services
        ]
    return {**hsds.organization(row), "services": services}


# --- taxonomies -------------------------------------------------------------------


def _taxonomies(session: Session, asked: Asked) -> tuple[list[Json], int]:
    rows = session.execute(select(models.Taxonomy).order_by(models.Taxonomy.name)).scalars()
    return _among([hsds.taxonomy(row) for row in rows], asked)


def _taxonomy(session: Session, identity: str, asked: Asked) -> Json | None:
    row = session.get(models.Taxonomy, identity)
    return hsds.taxonomy(row) if row else None


def _taxonomy_terms(session: Session, asked: Asked) -> tuple[list[Json], int]:
    found = select(models.TaxonomyTerm).options(joinedload(models.TaxonomyTerm.taxonomy))
    if asked.query.taxonomies:
        found = found.where(models.TaxonomyTerm.taxonomy_id.in_(asked.query.taxonomies))
    rows = session.execute(found.order_by(models.TaxonomyTerm.id)).scalars()
    # No term of ours has a parent: each is at the top, and none is under another.
    flat = len(asked.query.taxonomies) < 2 and asked.parent is None
    return _among([hsds.taxonomy_term(row) for row in rows if flat], asked)


def _taxonomy_term(session: Session, identity: str, asked: Asked) -> Json | None:
    row = session.get(models.TaxonomyTerm, identity)
    return hsds.taxonomy_term(row) if row else None


def _among(items: Sequence[Json], asked: Asked) -> tuple[list[Json], int]:
    """A page of what says the words in its name or its description."""
    said = ((one, {name: one[name] for name in ("name", "description")}) for one in items)
    found = WordIndex(said).search(asked.query.search)
    return found[asked.offset : asked.offset + asked.per_page], len(found)


# --- places ------------------------------------------------------------------------


def _places(session: Session, asked: Asked) -> tuple[list[Json], int]:
    page = finding.places(
        session.connection(), asked.query, asked.locations, asked.offset, asked.per_page
    )
    rows = _place_rows(session, page.numbers)
    numbers = {row.service.number for row in rows}
    services = {one["id"]: one for one in hsds.services(session, sorted(numbers), full=asked.full)}
    return [
        {**hsds.service_at_location(row), "service": services[row.service_id]} for row in rows
    ], page.total


def _place(session: Session, identity: str, asked: Asked) -> Json | None:
    row = session.get(models.ServiceAtLocation, identity)
    if row is None or not row.service.publishable:
        return None
    service = hsds.services(session, [row.service.number], full=True)[0]
    return {**hsds.service_at_location(row), "service": service}


def _place_rows(session: Session, numbers: Sequence[int]) -> list[models.ServiceAtLocation]:
    found: dict[int, models.ServiceAtLocation] = {}
    for start in range(0, len(numbers), 500):
        rows = session.execute(
            select(models.ServiceAtLocation)
            .options(
                joinedload(models.ServiceAtLocation.location),
                joinedload(models.ServiceAtLocation.service),
            )
            .where(models.ServiceAtLocation.number.in_(numbers[start : start + 500]))
        ).scalars()
        found |= {row.number: row for row in rows}
    return [found[number] for number in numbers]


# --- what the API says of itself -----------------------------------------------------


@lru_cache(maxsize=1)
def description() -> Json:
    """The API in OpenAPI 3.1 (`hsds.yml`)."""
    path = Path(__file__).parent / "hsds.yml"
    return dict(YAML(typ="safe").load(path.read_text(encoding="utf-8")))


async def about(request: Request) -> Response:
    here = str(request.url.replace(path="", query="", fragment="")).rstrip("/")
    return JSONResponse(
        {
            "version": hsds.VERSION,
            "profile": f"{here}/hsds/profile",
            "openapi_url": f"{here}/hsds/openapi.json",
            "description": wording.OPEN_DATA,
            "publisher": {"name": "Repère", "website": f"{here}/a-propos"},
        }
    )


async def profile(request: Request) -> Response:
    return JSONResponse(description()["x-profile"])


async def openapi(request: Request) -> Response:
    return JSONResponse(description())


_READ = ["GET"]
_LIST = ["GET", "POST"]
_NONE: frozenset[str] = frozenset()
_NESTED = frozenset({"full_service"})

routes = [
    Route("/hsds", about, methods=_READ),
    Route("/hsds/", about, methods=_READ),
    Route("/hsds/profile", profile, methods=_READ),
    Route("/hsds/openapi.json", openapi, methods=_READ),
    Route("/hsds/services", _listing(SERVICES, _services, _every_service), methods=_LIST),
    Route("/hsds/services/{id}", _single(_service, _NONE), methods=_READ),
    Route("/hsds/organizations", _listing(_ORGANIZATIONS, _organizations), methods=_LIST),
    Route("/hsds/organizations/{id}", _single(_organization, _NESTED), methods=_READ),
    Route("/hsds/taxonomies", _listing(_PAGED, _taxonomies), methods=_LIST),
    Route("/hsds/taxonomies/{id}", _single(_taxonomy, _NONE), methods=_READ),
    Route("/hsds/taxonomy_terms", _listing(_TAXONOMY_TERMS, _taxonomy_terms), methods=_LIST),
    Route("/hsds/taxonomy_terms/{id}", _single(_taxonomy_term, _NONE), methods=_READ),
    Route("/hsds/service_at_locations", _listing(_PLACES, _places), methods=_LIST),
    Route("/hsds/service_at_locations/{id}", _single(_place, _NONE), methods=_READ),
]
