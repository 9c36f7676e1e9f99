"""What a check of the catalogue finds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.orientation.profile import Profile
from bot.orientation.rules import IntendedProfile
from bot.orientation.vocabulary import DIMENSIONS, UNKNOWN

Severity = Literal["erreur", "avertissement", "information"]

ERROR: Severity = "erreur"
WARNING: Severity = "avertissement"
INFORMATION: Severity = "information"

SEVERITIES = (ERROR, WARNING, INFORMATION)


@dataclass(frozen=True)
class Finding:
    """One thing to correct, or to know.

    Attributes:
        severity: An error stops an import; the rest does not.
        subject: What it is about, in French, as « règle emergence-accompagnement ».
        message: What is the matter and what to do, in French.
    """

    severity: Severity
    subject: str
    message: str


@dataclass(frozen=True)
class IntendedReach:
    """How many profiles a declared pattern covers."""

    pattern: IntendedProfile
    count: int


@dataclass(frozen=True)
class CheckReport:
    """The result of a check.

    Attributes:
        findings: Errors first, then warnings, then information.
        profiles: How many profiles were covered.
        cases: How many of them the rules can tell apart.
        intended: Profiles that reach only the last resort as declared, pattern by pattern.
    """

    findings: tuple[Finding, ...]
    profiles: int
    cases: int
    intended: tuple[IntendedReach, ...]

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that stop an import."""
        return tuple(each for each in self.findings if each.severity == ERROR)


def describe_profile(profile: Profile) -> str:
    """Return a profile in the words of the files: « etape: emergence, domaine: inconnu, … »."""
    return ", ".join(
        f"{dimension}: {' + '.join(profile.known(dimension)) or UNKNOWN}"
        for dimension in DIMENSIONS
    )
