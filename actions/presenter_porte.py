"""Present an organisation."""

from __future__ import annotations

from actions.move_action import MoveAction
from bot.dialogue.answering import present_door


class ActionPresenterPorte(MoveAction):
    """Present an organisation."""

    move = staticmethod(present_door)

    def name(self) -> str:
        """Return the name of the action in ``domain.yml``."""
        return "action_presenter_porte"
