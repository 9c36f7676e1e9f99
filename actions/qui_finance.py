"""Say which scheme gives what kind of help."""

from __future__ import annotations

from actions.move_action import MoveAction
from bot.dialogue.answering import who_pays


class ActionQuiFinance(MoveAction):
    """Say which scheme gives what kind of help."""

    move = staticmethod(who_pays)

    def name(self) -> str:
        """Return the name of the action in ``domain.yml``."""
        return "action_qui_finance"
