"""Bring the pending question back after a digression."""

from __future__ import annotations

from actions.move_action import MoveAction
from bot.dialogue.turn import resume


class ActionReprendre(MoveAction):
    """Bring the pending question back after a digression."""

    move = staticmethod(resume)

    def name(self) -> str:
        """Return the name of the action in ``domain.yml``."""
        return "action_reprendre"
