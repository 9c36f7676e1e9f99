"""Runs a model's graph one node after the other, in an order found once.

Rasa runs it with Dask, which sorts and schedules it anew three times a message, for nodes that have
to wait for each other anyway.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from graphlib import TopologicalSorter
from typing import Any

from rasa.engine.exceptions import GraphRunError
from rasa.engine.runner.dask import DaskGraphRunner


class SequentialGraphRunner(DaskGraphRunner):
    """A runner whose nodes are Rasa's, called in turn."""

    def __init__(self, *arguments: Any, **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self._orders: dict[tuple[str, ...], tuple[str, ...]] = {}

    def run(
        self, inputs: Mapping[str, Any] | None = None, targets: Sequence[str] | None = None
    ) -> dict[str, Any]:
        """Run what the targets need (see ``GraphRunner.run``).

        Raises:
            GraphRunError: If a node needs an input that was not given.
        """
        wanted = tuple(targets or self._graph_schema.target_names)
        outputs = {name: (name, value) for name, value in (inputs or {}).items()}
        for name in self._order(wanted):
            needs = self._graph_schema.nodes[name].needs.values()
            missing = [need for need in needs if need not in outputs]
            if missing:
                raise GraphRunError(f"Node '{name}' needs {missing}, which nothing provides.")
            outputs[name] = self._instantiated_nodes[name](*(outputs[need] for need in needs))
        return dict(outputs[target] for target in wanted)

    def _order(self, targets: tuple[str, ...]) -> tuple[str, ...]:
        if targets not in self._orders:
            nodes = self._graph_schema.minimal_graph_schema(list(targets)).nodes
            needs = {name: set(node.needs.values()) & set(nodes) for name, node in nodes.items()}
            self._orders[targets] = tuple(TopologicalSorter(needs).static_order())
        return self._orders[targets]
