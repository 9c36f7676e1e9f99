"""Help a visitor who does not know."""

from __future__ import annotations

from actions.move_action import MoveAction
from bot.dialogue.listening import not_know


class ActionNeSaitPas(MoveAction):
    """Help a visitor who does not know."""

    move = staticmethod(not_know)

    def name(self) -> str:
        """Return the name of the action in ``domain.yml``."""
        return "action_ne_sait_pas"
