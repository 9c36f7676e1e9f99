"""Say that the message was not understood."""

from __future__ import annotations

from actions.move_action import MoveAction
from bot.dialogue.recovering import misunderstood


class ActionPasCompris(MoveAction):
    """Say that the message was not understood."""

    move = staticmethod(misunderstood)

    def name(self) -> str:
        """Return the name of the action in ``domain.yml``."""
        return "action_pas_compris"
