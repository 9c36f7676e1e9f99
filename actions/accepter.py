"""Take a yes."""

from __future__ import annotations

from actions.move_action import MoveAction
from bot.dialogue.yes_or_no import agree


class ActionAccepter(MoveAction):
    """Take a yes."""

    move = staticmethod(agree)

    def name(self) -> str:
        """Return the name of the action in ``domain.yml``."""
        return "action_accepter"
