"""Take a no."""

from __future__ import annotations

from actions.move_action import MoveAction
from bot.dialogue.yes_or_no import deny


class ActionRefuser(MoveAction):
    """Take a no."""

    move = staticmethod(deny)

    def name(self) -> str:
        """Return the name of the action in ``domain.yml``."""
        return "action_refuser"
