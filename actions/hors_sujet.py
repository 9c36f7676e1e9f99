"""Come back to the point."""

from __future__ import annotations

from actions.move_action import MoveAction
from bot.dialogue.recovering import off_topic


class ActionHorsSujet(MoveAction):
    """Come back to the point."""

    move = staticmethod(off_topic)

    def name(self) -> str:
        """Return the name of the action in ``domain.yml``."""
        return "action_hors_sujet"
