"""What ``bot nlu`` shows in a terminal."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from bot.nlu.calibration import expected_calibration_error, reliability
from bot.nlu.comparison import Change
from bot.nlu.evaluation import Outcome, confusion, share
from bot.nlu.explanation import Explanation

TITLES = {
    "intent": "Intention",
    "etape": "Étape",
    "domaine": "Domaine",
    "besoin": "Besoin",
    "territoire": "Lieu",
}

_MOST_CONFUSIONS = 10


def show_evaluation(console: Console, dimension: str, outcomes: list[Outcome]) -> None:
    """Show how much of one dimension is understood: counts, confusions, confidence."""
    console.print(_summary(dimension, outcomes), style="bold")
    console.print(_table(("code", "justes", "textes"), _by_code(outcomes)))
    mistaken = confusion(outcomes)[:_MOST_CONFUSIONS]
    if mistaken:
        rows = [(expected, got, str(count)) for expected, got, count in mistaken]
        console.print(_table(("attendu", "compris", "fois"), rows))
    show_reliability(console, outcomes)


def show_reliability(console: Console, outcomes: Sequence[Outcome]) -> None:
    """Show how often each level of confidence is right."""
    answers = [(o.confidence, o.first_right) for o in outcomes if o.confidence is not None]
    bins = reliability(answers)
    rows = [
        (f"{b.low:.0%} à {b.high:.0%}", str(b.count), f"{b.confidence:.0%}", f"{b.accuracy:.0%}")
        for b in bins
    ]
    console.print(_table(("confiance", "réponses", "annoncé", "juste"), rows))
    error = expected_calibration_error(bins)
    console.print(f"Écart moyen entre la confiance et la part de réponses justes : {error:.1%}\n")


def show_wrong(console: Console, dimension: str, outcomes: Iterable[Outcome]) -> None:
    """List the texts that are not understood."""
    for outcome in outcomes:
        if not outcome.first_right:
            expected, got = "/".join(outcome.accepted), _codes(outcome)
            title = f"{TITLES[dimension]} : attendu {expected}, compris {got}"
            console.print(title, style="bold", markup=False)
            console.print(f"  {outcome.text}", markup=False)


def show_explanation(console: Console, explanation: Explanation) -> None:
    """Show why a message is understood as it is."""
    console.print(f"Lu : {escape(explanation.text)}\n", style="bold")
    for dimension, ranking in explanation.rankings.items():
        told = ", ".join(f"{code} {confidence:.0%}" for code, confidence in ranking)
        console.print(f"{TITLES[dimension]} : {told}")
        words = ", ".join(f"{word} {value:+.1f}" for word, value in explanation.words[dimension])
        console.print(f"  mots qui ont compté : {words or 'aucun'}", markup=False)
        if dimension in explanation.taken:
            console.print(f"  retenu : {', '.join(explanation.taken[dimension]) or 'rien'}")
        denied = explanation.denied.get(dimension)
        console.print(f"  nié : {', '.join(denied)}\n" if denied else "", markup=False)
    if explanation.terms:
        rows = [(c, text, "nié" if denied else "") for c, text, denied in explanation.terms]
        console.print(_table(("lexique", "dans le message", ""), rows))
    closest = [
        (f"{n.similarity:.2f}", n.intent, _labels(n.labels), n.text) for n in explanation.neighbours
    ]
    console.print("Phrases d’apprentissage les plus proches par le sens", style="bold")
    console.print(_table(("proximité", "intention", "étiquettes", "phrase"), closest))


def show_comparison(
    console: Console,
    before: dict[str, list[Outcome]],
    after: dict[str, list[Outcome]],
    found: Sequence[Change],
) -> None:
    """Show the scores of two models, then the texts that became right or wrong."""
    rows = []
    for dimension, outcomes in after.items():
        old = share(before[dimension], lambda each: each.first_right)
        new = share(outcomes, lambda each: each.first_right)
        difference = f"{100 * (new - old):+.1f}"
        name = TITLES[dimension]
        rows.append((name, f"{old:.1%}", f"{new:.1%}", difference, str(len(outcomes))))
    console.print(_table(("", "avant", "maintenant", "écart", "textes"), rows))
    for title, better in (("Compris maintenant", True), ("N’est plus compris", False)):
        chosen = [change for change in found if change.better is better]
        console.print(f"\n{title} : {len(chosen)}", style="bold")
        for change in chosen:
            turn = f"{_codes(change.before)} → {_codes(change.after)}"
            console.print(
                f"  {TITLES[change.dimension]}, {turn} : {change.after.text}", markup=False
            )


def _summary(dimension: str, outcomes: list[Outcome]) -> str:
    first = share(outcomes, lambda each: each.first_right)
    any_ = share(outcomes, lambda each: each.any_right)
    given = sum(len(each.found) for each in outcomes) / len(outcomes)
    silent = sum(not each.found for each in outcomes)
    return (
        f"{TITLES[dimension]} ({len(outcomes)} textes) : le premier juste {first:.1%}, "
        f"un des proposés juste {any_:.1%}, {given:.2f} proposés en moyenne, rien {silent} fois"
    )


def _by_code(outcomes: list[Outcome]) -> list[tuple[str, str, str]]:
    by_code: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        by_code[outcome.accepted[0]].append(outcome)
    return [
        (code, str(sum(each.first_right for each in found)), str(len(found)))
        for code, found in sorted(by_code.items())
    ]


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
    table = Table()
    for column in columns:
        table.add_column(column)
    for row in rows:
        table.add_row(*map(escape, row))
    return table


def _codes(outcome: Outcome) -> str:
    return "/".join(outcome.found) or "rien"


def _labels(labels: dict[str, list[str]]) -> str:
    return ", ".join("/".join(codes) for codes in labels.values())
