"""Give the human contact."""

from __future__ import annotations

from actions.move_action import MoveAction
from bot.dialogue.answering import call_person


class ActionParlerAQuelquUn(MoveAction):
    """Give the human contact."""

    move = staticmethod(call_person)

    def name(self) -> str:
        """Return the name of the action in ``domain.yml``."""
        return "action_parler_a_quelqu_un"
