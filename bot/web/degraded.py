"""What the assistant says when Rasa does not: the truth, and where a person can be reached."""

from __future__ import annotations

from bot.settings import Settings
from bot.typography import typeset
from bot.web.conversation import Reply

_WHAT_HAPPENED = {
    "slow": "L'assistant met trop de temps à répondre.",
    "down": "L'assistant ne répond pas pour l'instant.",
    "empty": "L'assistant n'a pas su répondre, à cause d'un souci technique.",
    "garbage": "L'assistant n'a pas su répondre, à cause d'un souci technique.",
}

_WHAT_TO_DO = (
    "{happened} Votre conversation est gardée : vous pouvez réessayer dans quelques instants.\n"
    "Pour parler à une personne, le service Économie sociale et solidaire de la Région est là : "
    "{email} – {phone}. Vous pouvez aussi lui laisser un message avec le formulaire de contact : "
    "« Contacter le service ESS »."
)


def apology(reason: str, settings: Settings) -> Reply:
    """Return what a visitor is told instead of an answer.

    Args:
        reason: Of an ``AssistantSilent``.
        settings: The contact of the ESS service: it must be known without the database.
    """
    text = _WHAT_TO_DO.format(
        happened=_WHAT_HAPPENED[reason], email=settings.ess_email, phone=settings.ess_phone
    )
    return Reply(typeset(text))
