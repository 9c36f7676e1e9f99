"""Say that nobody certifies a project, and whom to ask."""

from __future__ import annotations

from actions.move_action import MoveAction
from bot.dialogue.answering import eligibility


class ActionEligibilite(MoveAction):
    """Say that nobody certifies a project, and whom to ask."""

    move = staticmethod(eligibility)

    def name(self) -> str:
        """Return the name of the action in ``domain.yml``."""
        return "action_eligibilite"
