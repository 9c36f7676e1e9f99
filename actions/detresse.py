"""Give the emergency numbers to whoever is in danger."""

from __future__ import annotations

from actions.move_action import MoveAction
from bot.dialogue.recovering import distress


class ActionDetresse(MoveAction):
    """Give the emergency numbers to whoever is in danger."""

    move = staticmethod(distress)

    def name(self) -> str:
        """Return the name of the action in ``domain.yml``."""
        return "action_detresse"
