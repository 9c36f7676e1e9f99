"""Say that practical details are not known here, and whom to ask."""

from __future__ import annotations

from actions.move_action import MoveAction
from bot.dialogue.answering import practical


class ActionQuestionPratique(MoveAction):
    """Say that practical details are not known here, and whom to ask."""

    move = staticmethod(practical)

    def name(self) -> str:
        """Return the name of the action in ``domain.yml``."""
        return "action_question_pratique"
