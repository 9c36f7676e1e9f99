"""What ``bot demandes`` shows in the terminal, in French."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterable

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from bot.handover import letters
from bot.handover.desk import Figures
from bot.handover.records import Record
from bot.handover.states import CLOSED, FAILED, NEW, SENT, TAKEN
from bot.handover.wording import Labels, in_paris

_COLOURS = {NEW: "yellow", SENT: "cyan", TAKEN: "green", CLOSED: "dim", FAILED: "bold red"}

_COLUMNS = (
    *("reference", "laissee_le", "statut", "depuis_le", "etape", "domaines", "territoire"),
    *("porte", "nom", "email", "telephone", "message", "effacee_le"),
)

#: A spreadsheet would run a cell that begins so as a formula.
_FORMULAS = ("=", "+", "-", "@", "\t", "\r")


def show_requests(records: Iterable[Record], labels: Labels) -> None:
    """Show the requests, one a row."""
    table = _table("Demandes au service ESS", "Référence", "Laissée le", "Statut", "Projet", "Qui")
    for record in records:
        project = " – ".join(
            (
                labels.etape(record.etape),
                labels.domaine(record.domaines),
                labels.territoire(record.territoire),
            )
        )
        row = (record.reference, in_paris(record.created_at), record.status, project, _who(record))
        table.add_row(*map(escape, row), style=_COLOURS[record.status])
    _console().print(table)


def show_waiting(count: int) -> None:
    """Say that nothing is mailed, and how many requests wait because of that."""
    _console().print(
        f"BOT_SMTP_URL n’est pas définie : rien n’est envoyé, {count} demande(s) en attente.",
        style=_COLOURS[NEW],
        soft_wrap=True,
    )


def show_request(record: Record, labels: Labels) -> None:
    """Show one request as the service is mailed it, and what became of it."""
    console = _console()
    state = f"Statut : {record.status}, depuis le {in_paris(record.status_at)}"
    console.print(state, style=_COLOURS[record.status])
    if record.last_error is not None:
        tried = f"Dernier envoi manqué ({record.attempts} essai(s)) : {record.last_error}"
        console.print(tried, style=_COLOURS[FAILED], markup=False, soft_wrap=True)
    if record.erased_at is not None:
        console.print(f"Données effacées le {in_paris(record.erased_at)}.")
        return
    console.print(letters.request(record, labels), markup=False, soft_wrap=True)


def show_figures(figures: Figures, labels: Labels) -> None:
    """Show the figures."""
    console = _console()
    months = _table("Par mois", "Mois", "Statut", "Demandes")
    for (month, status), count in sorted(figures.months.items(), reverse=True):
        months.add_row(month, status, str(count))
    console.print(months)
    console.print(_counted("Par porte proposée en premier", figures.doors, labels.organisation))
    by_domain = _counted("Par domaine", figures.domains, lambda code: labels.domaine(_one(code)))
    console.print(by_domain)


def as_csv(records: Iterable[Record], labels: Labels) -> str:
    """Return the requests as a table for a spreadsheet, separated by semicolons as in France."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for record in records:
        erased = "" if record.erased_at is None else in_paris(record.erased_at)
        cells = (
            *(record.reference, in_paris(record.created_at), record.status),
            *(in_paris(record.status_at), labels.etape(record.etape)),
            *(labels.domaine(record.domaines), labels.territoire(record.territoire)),
            *(labels.organisation(record.porte), record.nom or "", record.email or ""),
            *(letters.spoken(record.telephone or ""), record.message, erased),
        )
        writer.writerow(map(_harmless, cells))
    return text.getvalue()


def _one(code: str | None) -> tuple[str, ...]:
    return () if code is None else (code,)


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULAS) else cell


def _counted(title: str, counts: Counter[str | None], label: Callable[[str | None], str]) -> Table:
    table = _table(title, "", "Demandes")
    for code, count in counts.most_common():
        table.add_row(escape(label(code)), str(count))
    return table


def _who(record: Record) -> str:
    if record.erased_at is not None:
        return "effacée"
    ways = (record.nom, record.email, letters.spoken(record.telephone or ""))
    return ", ".join(way for way in ways if way)


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left", box=box.ROUNDED)
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def _console() -> Console:
    return Console(highlight=False)
