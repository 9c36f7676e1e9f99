"""Explain a question or a result."""

from __future__ import annotations

from actions.move_action import MoveAction
from bot.dialogue.explaining import why


class ActionExpliquer(MoveAction):
    """Explain a question or a result."""

    move = staticmethod(why)

    def name(self) -> str:
        """Return the name of the action in ``domain.yml``."""
        return "action_expliquer"
