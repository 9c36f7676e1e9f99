"""Ask the pending question in other words."""

from __future__ import annotations

from actions.move_action import MoveAction
from bot.dialogue.answering import rephrase


class ActionReformuler(MoveAction):
    """Ask the pending question in other words."""

    move = staticmethod(rephrase)

    def name(self) -> str:
        """Return the name of the action in ``domain.yml``."""
        return "action_reformuler"
