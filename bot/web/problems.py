"""What a visitor is told when a call is refused: RFC 9457 problems, in French."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from aiohttp import web

from bot.typography import typeset
from bot.web.errors import WebError

_KINDS = "urn:orientation-innovation-sociale:probleme:"


@dataclass(frozen=True)
class Problem:
    """One kind of refusal.

    Attributes:
        status: The HTTP status.
        code: What programs know it by, in French without accents.
        title: What happened, the same for every occurrence.
        detail: Why, and what to do.
        errors: What is wrong with which field of the body, if that is what happened.
        headers: Headers that go with the status, as ``Retry-After``.
    """

    status: int
    code: str
    title: str
    detail: str
    errors: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)

    def response(self) -> web.Response:
        """Return the answer to send."""
        body = {
            "type": f"{_KINDS}{self.code}",
            "title": typeset(self.title),
            "status": self.status,
            "detail": typeset(self.detail),
        }
        if self.errors:
            errors = [{"champ": name, "detail": typeset(why)} for name, why in self.errors.items()]
            body["errors"] = errors
        return web.Response(
            status=self.status,
            body=json.dumps(body, ensure_ascii=False).encode(),
            headers=self.headers,
            content_type="application/problem+json",
        )


class Refused(WebError):
    """A call is refused; the problem says why.

    Attributes:
        problem: What the visitor is told.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(problem.code)


UNKNOWN_CONVERSATION = Problem(
    404,
    "conversation-introuvable",
    "Conversation introuvable",
    "Cette conversation n'existe pas, ou n'existe plus. Vous pouvez en commencer une nouvelle.",
)
CHOICE_NOT_OFFERED = Problem(
    409,
    "choix-perime",
    "Choix qui n'est plus proposé",
    "Ce choix n'est plus proposé. Prenez l'un des derniers choix, ou écrivez votre réponse.",
)
BUSY = Problem(
    503,
    "conversation-occupee",
    "Réponse en cours",
    "Votre message précédent attend encore sa réponse. Réessayez dans quelques secondes.",
    headers={"Retry-After": "5"},
)
NOT_JSON = Problem(
    400, "json-illisible", "Demande illisible", "Le corps de la demande doit être un objet JSON."
)
NOT_JSON_TYPE = Problem(
    415,
    "type-refuse",
    "Type de contenu refusé",
    "Envoyez la demande avec l'en-tête « Content-Type: application/json », sans compression.",
)
TOO_LARGE = Problem(
    413,
    "demande-trop-grande",
    "Demande trop grande",
    "Raccourcissez votre message : 16 ko au plus.",
)
TOO_SLOW = Problem(
    408,
    "demande-trop-lente",
    "Demande trop lente",
    "La demande n'est pas arrivée en entier. Réessayez.",
)
FOREIGN_ORIGIN = Problem(
    403,
    "site-refuse",
    "Site non autorisé",
    "L'assistant ne peut pas être utilisé depuis ce site. Ouvrez-le sur le site de la Région.",
)
NOT_FOUND = Problem(
    404, "page-introuvable", "Page introuvable", "Il n'y a rien à cette adresse. Vérifiez-la."
)
INTERNAL = Problem(
    500,
    "erreur-interne",
    "Erreur de l'assistant",
    "Une erreur s'est produite, et elle est signalée. Réessayez dans quelques minutes.",
)


def invalid(**errors: str) -> Problem:
    """Return the problem of a body that was read and cannot be accepted, field by field."""
    return Problem(
        422, "demande-invalide", "Demande à corriger", " ".join(errors.values()), errors=errors
    )


def too_many(seconds: int) -> Problem:
    """Return the problem of somebody who asks too often."""
    return Problem(
        429,
        "trop-de-demandes",
        "Trop de demandes",
        f"Vous avez envoyé beaucoup de messages. Réessayez dans {seconds} s.",
        headers={"Retry-After": str(seconds)},
    )


def wrong_method(allowed: str) -> Problem:
    """Return the problem of a method that an address does not have."""
    return Problem(
        405,
        "methode-refusee",
        "Méthode refusée",
        f"Cette adresse accepte : {allowed}.",
        headers={"Allow": allowed},
    )


def unavailable(email: str, phone: str) -> Problem:
    """Return the problem of a database that cannot be reached: nothing was stored."""
    return Problem(
        503,
        "indisponible",
        "Assistant indisponible",
        "L'assistant a un souci technique et n'a rien pu enregistrer. Réessayez dans quelques "
        "minutes, ou joignez le service Économie sociale et solidaire de la Région : "
        f"{email}, {phone}.",
        headers={"Retry-After": "30"},
    )
