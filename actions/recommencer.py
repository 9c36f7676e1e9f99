"""Forget everything and begin anew."""

from __future__ import annotations

from actions.move_action import MoveAction
from bot.dialogue.listening import start_again


class ActionRecommencer(MoveAction):
    """Forget everything and begin anew."""

    move = staticmethod(start_again)

    def name(self) -> str:
        """Return the name of the action in ``domain.yml``."""
        return "action_recommencer"
