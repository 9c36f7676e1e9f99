"""What somebody wrote to the ESS service, in JSON or in the form: checked field by field."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.handover.contact_details import checked_email, checked_telephone
from bot.handover.errors import ContactInvalid
from bot.handover.store import ContactRequest
from bot.legible import legible, on_one_line
from bot.web import problems
from bot.web.problems import Refused

#: Longest texts, in characters.
LONGEST = {"message": 4_000, "email": 254, "telephone": 40, "nom": 120}


def read_contact(fields: Mapping[str, Any], *, client_id: str) -> ContactRequest:
    """Return the request in a body.

    Args:
        fields: ``message``, ``email``, ``telephone``, ``nom`` and ``consentement``.
        client_id: The UUID of the call.

    Raises:
        Refused: Something is missing or wrong; the problem names every field at once.
    """
    errors: dict[str, str] = {}
    message = _text(fields, "message", legible, errors)
    email = _checked(_text(fields, "email", on_one_line, errors), "email", checked_email, errors)
    telephone = _checked(
        _text(fields, "telephone", on_one_line, errors), "telephone", checked_telephone, errors
    )
    nom = _text(fields, "nom", on_one_line, errors)
    if not message:
        errors.setdefault("message", "Écrivez votre message au service.")
    if not email and not telephone and not {"email", "telephone"} & set(errors):
        errors["email"] = "Indiquez une adresse e-mail ou un numéro de téléphone, pour la réponse."
    if fields.get("consentement") is not True:
        errors["consentement"] = (
            "Votre accord est nécessaire pour transmettre ce message au service."
        )
    if errors:
        raise Refused(problems.invalid(**errors))
    return ContactRequest(client_id, message, email or None, telephone or None, nom or None)


def _text(
    fields: Mapping[str, Any], name: str, clean: Callable[[str], str], errors: dict[str, str]
) -> str:
    value = fields.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        errors[name] = "Un texte est attendu."
        return ""
    if len(value) > LONGEST[name]:
        errors[name] = f"C'est trop long : {LONGEST[name]} caractères au plus."
        return ""
    return clean(value)


def _checked(value: str, name: str, check: Callable[[str], str], errors: dict[str, str]) -> str:
    if not value:
        return ""
    try:
        return check(value)
    except ContactInvalid as error:
        errors[name] = str(error)
        return ""
