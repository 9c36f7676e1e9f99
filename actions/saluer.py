"""Greet."""

from __future__ import annotations

from actions.move_action import MoveAction
from bot.dialogue.listening import greet


class ActionSaluer(MoveAction):
    """Greet."""

    move = staticmethod(greet)

    def name(self) -> str:
        """Return the name of the action in ``domain.yml``."""
        return "action_saluer"
