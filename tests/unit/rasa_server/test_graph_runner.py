"""Nodes run in turn give what Rasa's runner gives."""

from typing import Any

import pytest
from rasa.engine.exceptions import GraphRunError
from rasa.engine.graph import ExecutionContext, GraphComponent, GraphSchema, SchemaNode
from rasa.engine.runner.dask import DaskGraphRunner

from bot.rasa_server.graph_runner import SequentialGraphRunner


class Sum(GraphComponent):
    """Adds what it needs, and one."""

    calls = 0

    @classmethod
    def create(cls, *_: Any, **__: Any) -> "Sum":
        return cls()

    def run(self, **needs: int) -> int:
        Sum.calls += 1
        return 1 + sum(needs.values())


def a_node(*needs: str, is_target: bool = False) -> SchemaNode:
    named = {f"n{place}": need for place, need in enumerate(needs)}
    return SchemaNode(named, Sum, "create", "run", {}, is_target=is_target)


SCHEMA = GraphSchema(
    {
        "both": a_node("left", "right", is_target=True),
        "left": a_node("first"),
        "right": a_node("first", "message"),
        "first": a_node("message"),
        "apart": a_node("message"),
    }
)


def a_runner(kind: type[DaskGraphRunner]) -> DaskGraphRunner:
    storage: Any = None  # no node reads it
    return kind(SCHEMA, storage, ExecutionContext(SCHEMA))


@pytest.mark.parametrize("targets", [None, ["both"], ["left", "apart"], ["first"]])
def test_the_outputs_are_those_of_rasas_runner(targets: list[str] | None) -> None:
    ours = a_runner(SequentialGraphRunner).run({"message": 10}, targets)
    assert ours == a_runner(DaskGraphRunner).run({"message": 10}, targets)


def test_only_what_a_target_needs_is_run() -> None:
    runner = a_runner(SequentialGraphRunner)
    Sum.calls = 0
    assert runner.run({"message": 10}, ["left"]) == {"left": 12}
    assert runner.run({"message": 20}, ["left"]) == {"left": 22}
    assert Sum.calls == 4


def test_an_input_that_is_not_given_is_an_error() -> None:
    runner = a_runner(SequentialGraphRunner)
    with pytest.raises(GraphRunError, match="message"):
        runner.run({}, ["left"])
