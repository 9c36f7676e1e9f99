"""The table of ratios: ours against the better of the peers, line by line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True)
class Line:
    """One measure of all systems.

    Attributes:
        measure: What was measured, with its unit.
        values: The value of each system, ours first.
        at_most: The ratio to reach, where less is better.
        at_least: The ratio to reach, where more is better.
        higher: Whether more is better and any more will do.
    """

    measure: str
    values: Mapping[str, float]
    at_most: float | None = None
    at_least: float | None = None
    higher: bool = False

    @property
    def ratio(self) -> float:
        """Ours divided by the better of the peers."""
        ours, *peers = self.values.values()
        more_is_better = self.higher or self.at_least is not None
        return ours / (max(peers) if more_is_better else min(peers))

    @property
    def target(self) -> str:
        """The ratio to reach and whether it is, in words; empty if none was set."""
        if self.at_most is not None:
            return f"≤ {self.at_most:.2f}: {_reached(self.ratio <= self.at_most)}"
        if self.at_least is not None:
            return f"≥ {self.at_least:.2f}: {_reached(self.ratio >= self.at_least)}"
        return f"> 1: {_reached(self.ratio > 1)}" if self.higher else ""


def show(lines: list[Line], titles: Mapping[str, str]) -> None:
    """Print the lines under the titles of the systems."""
    table = Table("measure", box=None)
    for title in titles.values():
        table.add_column(title, justify="right")
    table.add_column("ratio", justify="right")
    table.add_column("target")
    for line in lines:
        values = (f"{line.values[name]:,.1f}" for name in titles)
        table.add_row(line.measure, *values, f"{line.ratio:.2f}", line.target)
    Console(width=120).print(table)


def _reached(reached: bool) -> str:
    return "reached" if reached else "missed"
