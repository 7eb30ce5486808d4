"""The `repere` command. Heavy modules are imported by the commands that need them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer
from typer.core import TyperCommand, TyperGroup

from knowledge.vocabulary import REGIONS, Profil, Sexe, Situation

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.console import Console

    from knowledge.census_check import Comparison, Difference
    from knowledge.importing import Plan
    from knowledge.services import Criteria

SHOWN = 10


class _InFrench:
    """What Typer says by itself in a help page, in French."""

    def get_help_option(self, ctx: Any) -> Any:
        option = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = "Affiche cette aide."
        return option

    def main(self, *args: Any, **kwargs: Any) -> Any:
        from typer import rich_utils

        rich_utils.COMMANDS_PANEL_TITLE = "Commandes"
        rich_utils.ERRORS_PANEL_TITLE = "Erreur"
        rich_utils.RICH_HELP = "[blue]{command_path} {help_option}[/] : l'aide de cette commande."
        rich_utils.REQUIRED_LONG_STRING = "[obligatoire]"
        rich_utils.DEFAULT_STRING = "[par défaut : {}]"
        return super().main(*args, **kwargs)  # type: ignore[misc]


class _Group(_InFrench, TyperGroup):
    pass


class _Command(_InFrench, TyperCommand):
    pass


app = typer.Typer(
    cls=_Group,
    help="Tenir à jour et lancer Repère.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

File = Annotated[
    Path,
    typer.Argument(
        metavar="FICHIER",
        help="Un fichier .yml, .csv ou .txt; en HSDS : .json, .ndjson ou .zip.",
    ),
]


@app.command("import", cls=_Command)
def import_(
    file: File,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Montre la différence sans rien écrire.")
    ] = False,
) -> None:
    """Vérifie un fichier, montre ce qui change, puis l'écrit. Tout, ou rien."""
    planned = _planned(file)
    out = _console()
    if planned.refusals:
        for refusal in planned.refusals:
            _say(_console(stderr=True), str(refusal))
        _fail(f"Refusé : {_count(len(planned.refusals), 'faute')}. Rien n'a été écrit.")
    _show(out, planned)
    _say_what_waits(out, file, planned)
    if dry_run:
        _say(out, "Essai seulement : rien n'a été écrit.")
        return
    _write(planned)
    if not planned.texts:
        _say(out, "Rien à écrire : tout y est déjà.")
        return
    _say(out, "C'est écrit, et visible dès le prochain message.")
    if _names_changed(planned):
        _say(out, "Pour que l'assistant reconnaisse les noms nouveaux : « repere train ».")


@app.command(cls=_Command)
def export(
    file: Annotated[
        Path, typer.Argument(metavar="FICHIER", help="Où écrire : .json, .ndjson ou .zip (CSV).")
    ],
    format_: Annotated[
        str | None,
        typer.Option("--format", help="json, ndjson ou csv; sinon, d'après la fin du nom."),
    ] = None,
) -> None:
    """Écrit tout le répertoire publié en HSDS 3.1, pour un autre annuaire."""
    from sqlalchemy.orm import Session

    from knowledge import database, hsds_export
    from repere.preparing import NotReady, prepare_database, said_in_french

    known = hsds_export.Format.values()
    chosen = format_ or hsds_export.SUFFIXES.get(file.suffix.lower())
    if chosen not in known:
        raise typer.BadParameter(f"choisir parmi : {', '.join(known)}", param_hint="--format")
    try:
        prepare_database()
        with said_in_french(), Session(database.engine(), future=True) as session:
            count = hsds_export.export(session, file, hsds_export.Format(chosen))
    except NotReady as error:
        _fail(str(error))
    _say(_console(), f"{_count(count, 'service')} dans {file}.")


@app.command(cls=_Command)
def withdraw(
    reference: Annotated[
        list[str],
        typer.Argument(metavar="FICHE", help="Un identifiant, ou une place comme « fiche 12 »."),
    ],
    raison: Annotated[str | None, typer.Option(help="Pourquoi, en quelques mots.")] = None,
) -> None:
    """Retire une fiche du public, tout de suite et sans entraînement."""
    from knowledge import importing
    from repere.preparing import NotReady, said_in_french

    try:
        with said_in_french():
            planned = importing.withdrawal(" ".join(reference), reason=raison)
    except (LookupError, NotReady) as error:
        _fail(str(error.args[0]))
    out = _console()
    _show(out, planned)
    _write(planned)
    if planned.changed:
        _say(out, f"« {planned.changed[0].record.name} » n'est plus proposé au public.")
    else:
        _say(out, "Cette fiche était déjà retirée.")


@app.command("check-census", cls=_Command)
def check_census(
    file: Annotated[Path, typer.Argument(metavar="FICHIER", help="Le texte du rapport (.txt).")],
) -> None:
    """Compare chaque champ de chaque fiche au rapport de la recension."""
    from knowledge import census_check, datafiles

    _compared(file, lambda text: census_check.compare(text, datafiles.load_all()[0]))


@app.command("check-plan", cls=_Command)
def check_plan(
    file: Annotated[Path, typer.Argument(metavar="FICHIER", help="Le texte de l'annexe 4 (.txt).")],
) -> None:
    """Compare chaque mesure au tableau du plan contre l'exploitation sexuelle."""
    from knowledge import plan_check

    _compared(file, lambda text: plan_check.compare(text, plan_check.shipped()))


@app.command("check-bilan", cls=_Command)
def check_bilan(
    file: Annotated[Path, typer.Argument(metavar="FICHIER", help="Le texte du bilan (.txt).")],
) -> None:
    """Compare au bilan sur l'intimidation les organismes financés, puis les mesures."""
    from knowledge import funded, funded_check

    _compared(
        file,
        lambda text: funded_check.compare_organizations(text, funded.organizations()),
        lambda text: funded_check.compare_measures(text, funded_check.shipped()),
    )


@app.command(cls=_Command)
def search(
    text: Annotated[
        list[str] | None,
        typer.Argument(metavar="TEXTE", help="Des mots du nom, de l'organisme ou du résumé."),
    ] = None,
    profil: Annotated[Profil | None, typer.Option(help="Qui écrit.")] = None,
    age: Annotated[int | None, typer.Option(min=0, max=120, help="En années.")] = None,
    region: Annotated[str | None, typer.Option(help="Un code de 01 à 17.")] = None,
    situation: Annotated[Situation | None, typer.Option(help="Ce qui est vécu.")] = None,
    sexe: Annotated[Sexe | None, typer.Option(help="Seulement s'il a été dit.")] = None,
    nombre: Annotated[int, typer.Option(min=1, help="Combien en montrer.")] = SHOWN,
) -> None:
    """Cherche des services, avec les mêmes règles et les mêmes mots que l'assistant.

    Des mots cherchent aussi parmi les lignes d'aide. Les fiches retirées ne se
    montrent qu'avec « --profil intervenant ».
    """
    from knowledge import directory, help, matching, messages
    from knowledge.search import told
    from knowledge.services import Criteria
    from repere.preparing import NotReady, prepare_database, said_in_french

    if region is not None and region not in REGIONS:
        raise typer.BadParameter("région inconnue; donner un code de 01 à 17", param_hint="region")
    criteria = Criteria(
        profil=profil.value if profil else None,
        age=age,
        region=region,
        situation=situation.value if situation else None,
        sexe=sexe.value if sexe else None,
    )
    try:
        prepare_database()
        with said_in_french():
            known = directory.load()
    except NotReady as error:
        _fail(str(error))
    words = " ".join(text or ())
    among = [entry for entry in known.entries if told(entry, words)] if words else known.services
    found = matching.match(among, criteria).matches
    out, now = _console(), messages.now()
    _say(out, f"{_count(len(found), 'résultat')}." if found else "Aucun service ne convient.")
    for position, match in enumerate(found[:nombre], start=1):
        _say(out, "")
        _say(out, _described(position, match, criteria, now.date()))
    if len(found) > nombre:
        _say(out, f"\nEt {len(found) - nombre} de plus : « --nombre {len(found)} ».")
    _say(out, "\n" + help.human_help_message(criteria, now)["text"])


@app.command(cls=_Command)
def train(
    if_stale: Annotated[
        bool,
        typer.Option("--if-stale", help="Seulement s'il manque ou date d'avant un changement."),
    ] = False,
) -> None:
    """Entraîne le modèle de langue. Celui en service reste jusqu'à la fin."""
    from repere.model import TrainingFailed, ensure_model

    try:
        ensure_model(_console(), force=not if_stale)
    except TrainingFailed as error:
        _fail(str(error))
    _say(_console(), "Le modèle est prêt.")


@app.command(cls=_Command)
def serve() -> None:
    """Prépare tout, puis lance Repère jusqu'à Ctrl-C."""
    from repere import serving

    raise typer.Exit(serving.serve())


# --- what the commands share ---------------------------------------------------


def _console(stderr: bool = False) -> Console:
    from rich.console import Console

    return Console(stderr=stderr)


def _say(console: Console, words: str) -> None:
    """Words as they are: no mark-up, no line cut short where no one reads a screen."""
    console.print(words, markup=False, highlight=False, emoji=False, soft_wrap=True)


def _fail(words: str) -> NoReturn:
    _say(_console(stderr=True), words)
    raise typer.Exit(1)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' if number > 1 else ''}"


def _planned(file: Path) -> Plan:
    from knowledge import importing
    from repere.preparing import NotReady, said_in_french

    try:
        with said_in_french():
            return importing.plan(file)
    except NotReady as error:
        _fail(str(error))


def _write(planned: Plan) -> None:
    from knowledge import importing
    from repere.preparing import NotReady, migrate_database, said_in_french

    try:
        migrate_database()
        with said_in_french():
            importing.apply(planned)
    except (NotReady, importing.DataChanged) as error:
        _fail(f"Rien n'a été changé. {error}")


def _show(console: Console, planned: Plan) -> None:
    """The difference as a table, and one line of counts."""
    from rich.table import Table
    from rich.text import Text

    from knowledge.recordtext import shown

    table = Table("Fiche", "Champ", "Avant", "Après")
    for entry in planned.added:
        table.add_row(Text(entry.place), Text("nouvelle"), Text("—"), Text(entry.record.name))
    for entry in planned.changed:
        for change in entry.changes:
            before, after = shown(change.before), shown(change.after)
            table.add_row(Text(entry.place), Text(change.field), Text(before), Text(after))
    if table.row_count:
        console.print(table)
    counts = (
        _count(len(planned.added), "ajoutée"),
        _count(len(planned.changed), "changée"),
        _count(len(planned.unchanged), "inchangée"),
    )
    _say(console, f"Fiches : {', '.join(counts)}.")


def _say_what_waits(console: Console, file: Path, planned: Plan) -> None:
    """What another directory gives that is not kept, and what nobody has confirmed here."""
    from knowledge.sources import hsds

    if file.suffix.lower() not in hsds.SUFFIXES:
        return
    people = hsds.read(file).people
    if people:
        _say(console, f"Personnes nommées dans le fichier, et laissées de côté : {people}.")
    entries = (*planned.added, *planned.changed, *planned.unchanged)
    waiting = sum(not entry.record.audiences for entry in entries)
    if waiting:
        _say(
            console,
            f"À l'annuaire seulement : {_count(waiting, 'fiche')}. L'assistant ne propose que "
            "celles où « audiences » et « situations » sont écrits.",
        )


def _names_changed(planned: Plan) -> bool:
    named = {change.field for entry in planned.changed for change in entry.changes}
    return bool(planned.added) or bool(named & {"name", "organization"})


def _compared(file: Path, *compare: Callable[[str], Comparison]) -> None:
    """How many entries agree with a document, and each difference; some without reason fail."""
    from repere.preparing import NotReady, said_in_french

    try:
        with said_in_french():
            text = file.read_text(encoding="utf-8")
            comparisons = [each(text) for each in compare]
    except UnicodeDecodeError:
        _fail(f"{file.name} : accents illisibles; il faut un texte en UTF-8.")
    except (NotReady, ValueError) as error:
        _fail(str(error))
    out = _console()
    for comparison in comparisons:
        _say(out, f"{comparison.agreeing}/{comparison.total}")
        for difference in comparison.differences:
            _say(out, _told(difference))
    if any(comparison.faults for comparison in comparisons):
        raise typer.Exit(1)


def _told(difference: Difference) -> str:
    from knowledge.recordtext import shown

    reason = " (expliqué dans la note)" if difference.explained else ""
    return (
        f"{difference.locator}, {difference.field} : rapport « {shown(difference.report)} », "
        f"répertoire « {shown(difference.record)} »{reason}"
    )


def _described(position: int, match: Any, criteria: Criteria, today: Any) -> str:
    from knowledge import wording

    service = match.service
    why = [wording.reason(code, service, criteria) for code in match.reasons]
    told = wording.referral(position, service, why, today)
    return f"{told}\nIdentifiant : {service.code or service.id}"
