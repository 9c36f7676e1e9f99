"""Set the project aside and listen to the next one."""

from __future__ import annotations

from actions.move_action import MoveAction
from bot.dialogue.several_projects import other_project


class ActionAutreProjet(MoveAction):
    """Set the project aside and listen to the next one."""

    move = staticmethod(other_project)

    def name(self) -> str:
        """Return the name of the action in ``domain.yml``."""
        return "action_autre_projet"
