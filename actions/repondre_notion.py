"""Answer what is asked about a notion, the assistant or the visitor's data."""

from __future__ import annotations

from actions.move_action import MoveAction
from bot.dialogue.topics import answer_notion


class ActionRepondreNotion(MoveAction):
    """Answer what is asked about a notion, the assistant or the visitor's data."""

    move = staticmethod(answer_notion)

    def name(self) -> str:
        """Return the name of the action in ``domain.yml``."""
        return "action_repondre_notion"
