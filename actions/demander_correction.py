"""Ask what was misunderstood."""

from __future__ import annotations

from actions.move_action import MoveAction
from bot.dialogue.recovering import object_to


class ActionDemanderCorrection(MoveAction):
    """Ask what was misunderstood."""

    move = staticmethod(object_to)

    def name(self) -> str:
        """Return the name of the action in ``domain.yml``."""
        return "action_demander_correction"
