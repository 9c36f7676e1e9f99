"""What ``bot catalogue`` shows in the terminal, in French."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from bot.orientation.engine import CriterionResult, Evaluation, Recommendation
from bot.orientation.errors import Problem
from bot.orientation.findings import ERROR, INFORMATION, WARNING, CheckReport, describe_profile
from bot.orientation.profile import Profile
from bot.orientation.reach import describe_pattern
from bot.orientation.rules import Catalogue
from bot.orientation.store import CatalogueVersion
from bot.orientation.vocabulary import NO, UNKNOWN, YES

_COLOURS = {
    ERROR: "bold red",
    WARNING: "yellow",
    INFORMATION: "dim",
    YES: "green",
    NO: "red",
    UNKNOWN: "yellow",
}


def show_problems(problems: Sequence[Problem]) -> None:
    """Show the mistakes of the files, one a line, on the error stream."""
    console = _console(stderr=True)
    for problem in problems:
        console.print(str(problem), markup=False, soft_wrap=True)
    console.print(f"{_count(len(problems), 'erreur')} à corriger.", style=_COLOURS[ERROR])


def show_report(report: CheckReport) -> None:
    """Show what a check found."""
    console = _console()
    if report.findings:
        table = _table("Ce que la vérification a trouvé", "Gravité", "Sujet", "Constat et remède")
        for finding in report.findings:
            style = _COLOURS[finding.severity]
            row = (finding.severity, finding.subject, finding.message)
            table.add_row(*map(escape, row), style=style)
        console.print(table)
    if report.intended:
        table = _table("Projets laissés exprès au dernier recours", "Profil", "Nombre", "Raison")
        for reach in report.intended:
            pattern = describe_pattern(reach.pattern)
            table.add_row(escape(pattern), _number(reach.count), escape(reach.pattern.raison))
        console.print(table)
    errors = len(report.errors)
    verdict = f"{_count(errors, 'erreur')}." if errors else "Aucune erreur."
    console.print(
        f"{_number(report.profiles)} profils couverts ({_number(report.cases)} cas distincts). "
        f"{verdict}",
        style=_COLOURS[ERROR] if errors else _COLOURS[YES],
    )


def show_recommendations(
    profile: Profile,
    recommendations: Iterable[Recommendation],
    catalogue: Catalogue,
    date: datetime.date,
) -> None:
    """Show the doors proposed to a project, and why."""
    console = _console()
    version = catalogue.version or "fichiers, non importés"
    console.print(f"Projet : {describe_profile(profile)}", markup=False, soft_wrap=True)
    console.print(f"Règles : {version} ; date : {date:%d/%m/%Y}", markup=False)
    table = _table("Portes proposées", "Rang", "Porte", "Pourquoi, et ensuite")
    for each in recommendations:
        door = f"{each.contact.nom}\n{each.organisation} / {each.dispositif}"
        why = f"{each.raison}\n→ {each.prochaine_etape}\n({each.regle})"
        table.add_row(str(each.rang), escape(door), escape(why))
    console.print(table)


def show_evaluations(evaluations: Iterable[Evaluation]) -> None:
    """Show what every rule answers, proposed rules first, in the order they are proposed."""
    table = _table("Ce que répond chaque règle", "Règle", "Critères")
    ordered = sorted(
        evaluations,
        key=lambda each: (each.excluded, -each.fit, each.rule.priorite, each.rule.code),
    )
    for each in ordered:
        rule = f"{each.rule.code}\n{_verdict(each)}"
        table.add_row(escape(rule), "\n".join(map(_criterion, each.criteres)))
    _console().print(table)


def show_versions(versions: Iterable[CatalogueVersion]) -> None:
    """Show the versions of the catalogue."""
    table = _table("Versions du catalogue", "Version", "Importée le (UTC)", "Commentaire")
    for each in versions:
        table.add_row(str(each.number), f"{each.imported_at:%d/%m/%Y %H:%M}", escape(each.comment))
    _console().print(table)


def _verdict(evaluation: Evaluation) -> str:
    if evaluation.expired is not None:
        return f"écartée : {evaluation.expired}"
    if evaluation.excluded:
        return "écartée : un critère répond non"
    weight = f"score {evaluation.fit}, priorité {evaluation.rule.priorite}"
    if evaluation.proposed:
        return f"proposée, {weight}"
    return f"pas proposée, trop d’inconnu, {weight}"


def _criterion(criterion: CriterionResult) -> str:
    answer = f"[{_COLOURS[criterion.resultat]}]{criterion.resultat}[/]"
    if criterion.resultat == YES:
        return f"{answer} : {criterion.critere} {escape(str(criterion.constate))}"
    found = criterion.constate or ""
    text = f"{criterion.critere} {found}".strip()
    return f"{answer} : {escape(text)}, attendu {escape(' ou '.join(criterion.attendu))}"


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left", box=box.ROUNDED, show_lines=True)
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def _console(*, stderr: bool = False) -> Console:
    return Console(stderr=stderr, highlight=False)


def _number(number: int) -> str:
    return f"{number:,}".replace(",", " ")


def _count(number: int, noun: str) -> str:
    return f"{_number(number)} {noun}{'s' if number > 1 else ''}"
