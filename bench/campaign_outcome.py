"""What a fault campaign found, and how it is printed."""

from __future__ import annotations

import collections
from dataclasses import dataclass, field


@dataclass
class Outcome:
    """The figures of one campaign.

    Attributes:
        asked: Requests that visitors made, through either door.
        asked_in_chat: Those of them that were left in the chat.
        acknowledged: References that visitors were given.
        acknowledged_in_chat: Those of them that were given in the chat.
        known: References in the database.
        arrived: For each ``Message-ID`` of a request, how many copies the service received.
        kills: How often each program was killed.
        revived: How often a program had given up by itself, and was started again.
        mail_faults: How often the mail server failed.
        locks: How often another program kept every write out of the database.
        full_disks: How often the disk refused every write.
        seconds: How long it took.
    """

    asked: int
    asked_in_chat: int = 0
    acknowledged: set[str] = field(default_factory=set)
    acknowledged_in_chat: set[str] = field(default_factory=set)
    known: set[str] = field(default_factory=set)
    arrived: collections.Counter[str] = field(default_factory=collections.Counter)
    kills: collections.Counter[str] = field(default_factory=collections.Counter)
    revived: int = 0
    mail_faults: int = 0
    locks: int = 0
    full_disks: int = 0
    seconds: float = 0.0

    @property
    def faults(self) -> int:
        """Everything that was done to the programs."""
        return sum(self.kills.values()) + self.mail_faults + self.locks + self.full_disks

    @property
    def lost(self) -> set[str]:
        """Requests that were acknowledged and never arrived."""
        return self.acknowledged - self._received

    @property
    def unknown(self) -> set[str]:
        """Requests that were acknowledged or mailed, and that the database does not hold."""
        return (self.acknowledged | self._received) - self.known

    @property
    def duplicates(self) -> int:
        """Copies beyond the first."""
        return sum(self.arrived.values()) - len(self.arrived)

    @property
    def doubled(self) -> int:
        """Requests that arrived with two different ``Message-ID``."""
        return len(self.arrived) - len(self._received)

    @property
    def failed(self) -> bool:
        """Whether anything was lost, unknown, or could not be recognised as a repetition."""
        return bool(self.lost or self.unknown or self.doubled)

    def table(self) -> list[str]:
        """Return the figures, one a line."""
        kills = ", ".join(f"{name} {count}" for name, count in sorted(self.kills.items()))
        figures = (
            ("requests made", f"{self.asked}, {self.asked_in_chat} of them in the chat"),
            (
                "acknowledged to the visitor",
                f"{len(self.acknowledged)}, {len(self.acknowledged_in_chat)} of them in the chat",
            ),
            ("kept without the visitor knowing", len(self.known - self.acknowledged)),
            ("arrived at the service", len(self._received)),
            ("acknowledged and lost", len(self.lost)),
            ("unknown to the database", len(self.unknown)),
            ("further copies, same Message-ID", self.duplicates),
            ("with two Message-IDs", self.doubled),
            ("killed with SIGKILL", kills or "none"),
            ("gave up and were started again", self.revived),
            ("faults of the mail server", self.mail_faults),
            ("times the database was locked", self.locks),
            ("times the disk was full", self.full_disks),
            ("seconds", round(self.seconds)),
        )
        return [f"{label:34} {value}" for label, value in figures]

    @property
    def _received(self) -> set[str]:
        return {reference_in(name) for name in self.arrived}


def reference_in(message_id: str) -> str:
    """Return the reference in the ``Message-ID`` of a request."""
    return message_id.strip("<>").partition(".")[0].upper()
