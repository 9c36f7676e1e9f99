"""Check a catalogue before it is used: the rules over every profile, and each entry's upkeep."""

from __future__ import annotations

import datetime

from bot.orientation.findings import SEVERITIES, CheckReport
from bot.orientation.reach import explore, intended_reach, reach_findings
from bot.orientation.rules import Catalogue
from bot.orientation.upkeep import contact_findings, usage_findings, validity_findings


def check_catalogue(catalogue: Catalogue, date: datetime.date) -> CheckReport:
    """Look for what would mislead a visitor.

    Args:
        catalogue: A catalogue whose codes agree, as ``read_catalogue`` gives it.
        date: The day.

    Returns:
        Errors (profiles left to the last resort without being declared, declarations that match
        nothing, rules never first nor second, ties, missing or never verified contacts, rules
        whose door is out of date, stages without rule), warnings and information.
    """
    reach = explore(catalogue, date)
    findings = [
        *reach_findings(reach, catalogue, date),
        *contact_findings(catalogue, date),
        *validity_findings(catalogue, date),
        *usage_findings(catalogue),
    ]
    findings.sort(key=lambda each: SEVERITIES.index(each.severity))
    return CheckReport(
        findings=tuple(findings),
        profiles=reach.profiles,
        cases=reach.cases,
        intended=intended_reach(reach, catalogue),
    )
