"""Come back to a project told before, and set the present one aside."""

from __future__ import annotations

from actions.move_action import MoveAction
from bot.dialogue.several_projects import former_project


class ActionProjetPrecedent(MoveAction):
    """Come back to a project told before, and set the present one aside."""

    move = staticmethod(former_project)

    def name(self) -> str:
        """Return the name of the action in ``domain.yml``."""
        return "action_projet_precedent"
