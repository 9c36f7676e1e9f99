"""Give examples of social innovation."""

from __future__ import annotations

from actions.move_action import MoveAction
from bot.dialogue.answering import give_examples


class ActionDonnerExemples(MoveAction):
    """Give examples of social innovation."""

    move = staticmethod(give_examples)

    def name(self) -> str:
        """Return the name of the action in ``domain.yml``."""
        return "action_donner_exemples"
