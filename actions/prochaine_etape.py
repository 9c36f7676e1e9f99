"""Say what to do next."""

from __future__ import annotations

from actions.move_action import MoveAction
from bot.dialogue.answering import what_next


class ActionProchaineEtape(MoveAction):
    """Say what to do next."""

    move = staticmethod(what_next)

    def name(self) -> str:
        """Return the name of the action in ``domain.yml``."""
        return "action_prochaine_etape"
