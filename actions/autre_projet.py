"""Leave a project and listen to the next one."""

from __future__ import annotations

from actions.move_action import MoveAction
from bot.dialogue.listening import other_project


class ActionAutreProjet(MoveAction):
    """Leave a project and listen to the next one."""

    move = staticmethod(other_project)

    def name(self) -> str:
        """Return the name of the action in ``domain.yml``."""
        return "action_autre_projet"
