"""Whether the entries of the catalogue are kept up: contacts, dates, codes that nothing uses."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator

from bot.orientation.engine import valid_on
from bot.orientation.findings import ERROR, INFORMATION, WARNING, Finding, Severity
from bot.orientation.interview import stages_of_the_questions
from bot.orientation.rules import Catalogue, LastResort, Organisation, Rule, Scheme
from bot.orientation.vocabulary import BESOIN, DOMAINE, ETAPE, TERRITOIRE, Coded

#: After so many days a contact is verified anew.
VERIFICATION_DAYS = 365


def contact_findings(catalogue: Catalogue, date: datetime.date) -> Iterator[Finding]:
    """Find organisations that nobody can reach, or whose contact was not verified lately."""
    for organisation in catalogue.organisations:
        subject = f"organisation {organisation.code}"
        if not catalogue.contact(organisation.code).reachable:
            yield Finding(
                ERROR,
                subject,
                "elle n’a aucun contact : ajoutez site, email, telephone ou contact_via",
            )
        verified = organisation.verifie_le
        if verified is None:
            yield Finding(
                ERROR,
                subject,
                "son contact n’a jamais été vérifié : vérifiez-le, puis notez « verifie_le »",
            )
        elif (date - verified).days > VERIFICATION_DAYS:
            yield Finding(
                WARNING,
                subject,
                f"son contact n’a pas été vérifié depuis le {verified:%d/%m/%Y} : "
                "vérifiez-le, puis changez « verifie_le »",
            )


def validity_findings(catalogue: Catalogue, date: datetime.date) -> Iterator[Finding]:
    """Find entries out of date, and rules that cannot apply because of them."""
    entries: tuple[tuple[str, Iterable[Rule | Organisation | Scheme]], ...] = (
        ("règle", catalogue.rules),
        ("organisation", catalogue.organisations),
        ("dispositif", catalogue.schemes),
    )
    for kind, group in entries:
        for entry in group:
            yield from _out_of_date(f"{kind} {entry.code}", entry, date)
    chosen = [
        (f"règle {rule.code}", rule.organisation, rule.dispositif)
        for rule in catalogue.rules
        if valid_on(rule, date)
    ]
    last = catalogue.last_resort
    chosen.append(("dernier recours", last.organisation, last.dispositif))
    for subject, organisation, scheme in chosen:
        for name, part in (
            ("l’organisation", catalogue.organisation(organisation)),
            ("le dispositif", catalogue.scheme(scheme)),
        ):
            if not valid_on(part, date):
                yield Finding(
                    ERROR,
                    subject,
                    f"{name} « {part.code} » n’est pas valable à cette date : "
                    "choisissez-en un autre, ou changez ses dates",
                )


def usage_findings(catalogue: Catalogue) -> Iterator[Finding]:
    """Find codes that nothing uses, and rules that do not suit their scheme."""
    in_examples = {code for example in catalogue.examples for code in example.domaines}
    yield from _unused(ERROR, "étape", catalogue.stages, _in_rules(catalogue, ETAPE))
    # A domain, a need or a territory need not decide: worth knowing, nothing to correct.
    domains = _in_rules(catalogue, DOMAINE) | in_examples
    yield from _idle("domaines", catalogue.domains, domains)
    yield from _idle("besoins", catalogue.needs, _in_rules(catalogue, BESOIN))
    yield from _idle("territoires", catalogue.territories, _in_rules(catalogue, TERRITOIRE))
    choices: list[Rule | LastResort] = [catalogue.last_resort, *catalogue.rules]
    yield from _unused(
        WARNING, "dispositif", catalogue.schemes, {each.dispositif for each in choices}
    )
    doors = {each.organisation for each in choices}
    doors |= {each.contact_via for each in catalogue.organisations if each.contact_via}
    yield from _unused(WARNING, "organisation", catalogue.organisations, doors)
    for code in sorted(stages_of_the_questions() - {stage.code for stage in catalogue.stages}):
        yield Finding(
            ERROR,
            f"étape {code}",
            "les questions posées à qui ne sait pas y mènent : remettez-la dans vocabulaire.yml",
        )
    yield from _foreign_stages(catalogue)


def _foreign_stages(catalogue: Catalogue) -> Iterator[Finding]:
    for rule in catalogue.rules:
        wanted = {
            code for each in rule.conditions if each.critere == ETAPE for code in each.attendu
        }
        foreign = sorted(wanted - set(catalogue.scheme(rule.dispositif).etapes))
        if foreign:
            yield Finding(
                WARNING,
                f"règle {rule.code}",
                f"le dispositif « {rule.dispositif} » n’est pas prévu pour {', '.join(foreign)} : "
                "complétez ses étapes dans dispositifs.yml, ou changez de dispositif",
            )


def _out_of_date(
    subject: str, entry: Rule | Organisation | Scheme, date: datetime.date
) -> Iterator[Finding]:
    if entry.valid_to is not None and entry.valid_to < date:
        yield Finding(
            WARNING,
            subject,
            f"n’est plus valable après le {entry.valid_to:%d/%m/%Y} : "
            "changez la date, ou retirez cette entrée",
        )
    elif entry.valid_from is not None and date < entry.valid_from:
        yield Finding(INFORMATION, subject, f"ne sera valable que le {entry.valid_from:%d/%m/%Y}")


def _in_rules(catalogue: Catalogue, dimension: str) -> set[str]:
    return {
        code
        for rule in catalogue.rules
        for each in rule.conditions
        if each.critere == dimension
        for code in each.attendu
    }


def _unused(
    severity: Severity, kind: str, entries: Iterable[Coded], used: set[str]
) -> Iterator[Finding]:
    for entry in entries:
        if entry.code not in used:
            message = "rien ne s’en sert : écrivez une règle, ou retirez cette entrée"
            yield Finding(severity, f"{kind} {entry.code}", message)


def _idle(kind: str, entries: Iterable[Coded], used: set[str]) -> Iterator[Finding]:
    idle = [entry.code for entry in entries if entry.code not in used]
    if idle:
        message = f"ni règle ni exemple ne s’en sert : {', '.join(idle)}"
        yield Finding(INFORMATION, kind, message)
