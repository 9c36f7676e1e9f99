"""Answer thanks."""

from __future__ import annotations

from actions.move_action import MoveAction
from bot.dialogue.answering import welcome_thanks


class ActionRemercier(MoveAction):
    """Answer thanks."""

    move = staticmethod(welcome_thanks)

    def name(self) -> str:
        """Return the name of the action in ``domain.yml``."""
        return "action_remercier"
