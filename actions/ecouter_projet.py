"""Listen to a project, then ask or conclude."""

from __future__ import annotations

from actions.move_action import MoveAction
from bot.dialogue.hearing import hear


class ActionEcouterProjet(MoveAction):
    """Listen to a project, then ask or conclude."""

    move = staticmethod(hear)

    def name(self) -> str:
        """Return the name of the action in ``domain.yml``."""
        return "action_ecouter_projet"
