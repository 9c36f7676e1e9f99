"""What the mails say, in French: made to be read in twenty seconds."""

from __future__ import annotations

import json
from collections.abc import Iterable

import phonenumbers

from bot.handover.records import Record
from bot.handover.states import FAILED
from bot.handover.wording import Labels, in_paris
from bot.legible import legible, on_one_line


def subject(record: Record, labels: Labels) -> str:
    """Return the subject of a request: reference, stage, domain, place."""
    known = (
        labels.etape(record.etape),
        labels.domaine(record.domaines),
        labels.territoire(record.territoire),
    )
    return f"[{record.reference}] {' – '.join(known)}"


def request(record: Record, labels: Labels) -> str:
    """Return the mail that the service answers a request from."""
    return _sections(
        f"Demande {record.reference}, laissée le {in_paris(record.created_at)}.",
        _section("QUI", _who(record)),
        _section("LA DEMANDE", [legible(record.message)]),
        _section("LE PROJET, SELON L’ASSISTANT", _project(record, labels)),
        _section("CE QUE L’ASSISTANT A RECOMMANDÉ", _recommendations(record)),
        _section("CE QU’IL N’A PAS COMPRIS", _not_understood(record)),
        _section("LA CONVERSATION, JOINTE AVEC L’ACCORD DE LA PERSONNE", _transcript(record)),
    )


def reminder(record: Record, labels: Labels) -> str:
    """Return the mail about a request that nobody took."""
    return _sections(
        f"Personne n’a encore pris en charge la demande {record.reference}, laissée le "
        f"{in_paris(record.created_at)}.\n"
        f"Pour ne plus recevoir ce rappel : bot demandes prendre {record.reference}",
        request(record, labels),
    )


def erasure_notice(record: Record) -> str:
    """Return the mail that asks the service to delete what it received (RGPD, article 19)."""
    return (
        f"L’effacement de la demande {record.reference} a été demandé. Ses données sont effacées "
        "de l’assistant.\n\n"
        "Supprimez aussi, s’il vous plaît, les messages reçus sous cette référence.\n"
    )


def acknowledgement(record: Record, link: str, *, service: str, phone: str) -> str:
    """Return the visitor's copy: what was sent, how to reach the service, how to erase it."""
    passed_on = "Elle est transmise au service Économie sociale et solidaire de la Région."
    if record.status == FAILED:
        passed_on = (
            "Elle est enregistrée, mais n’a pas pu être transmise par e-mail : pour être sûr d’une "
            "réponse, appelez le service."
        )
    attached = "La conversation avec l’assistant y est jointe.\n" if record.transcript else ""
    return _sections(
        "Bonjour,",
        f"Voici la copie de votre demande {record.reference}, laissée le "
        f"{in_paris(record.created_at)}.\n{passed_on}",
        _section("CE QUI A ÉTÉ ENVOYÉ", [*_who(record), "", legible(record.message), "", attached]),
        f"Le service : {service}, {phone}. Vous pouvez répondre à ce message.",
        f"Pour faire effacer vos données : {link}",
        "Ce message est envoyé automatiquement.",
    )


def _who(record: Record) -> list[str]:
    phone = record.telephone
    return [
        f"Nom : {on_one_line(record.nom or '') or 'non indiqué'}",
        f"E-mail : {record.email or 'non indiqué'}",
        f"Téléphone : {spoken(phone) if phone else 'non indiqué'}",
    ]


def spoken(number: str) -> str:
    """Return a number as it is read out: with spaces, without the country if it is France."""
    try:
        parsed = phonenumbers.parse(number, "FR")
    except phonenumbers.NumberParseException:
        return number
    at_home = parsed.country_code == phonenumbers.country_code_for_region("FR")
    style = phonenumbers.PhoneNumberFormat
    return str(
        phonenumbers.format_number(parsed, style.NATIONAL if at_home else style.INTERNATIONAL)
    )


def _project(record: Record, labels: Labels) -> list[str]:
    need = (record.orientation or {}).get("besoin")
    return [
        f"Étape : {labels.etape(record.etape)}",
        f"Domaine : {labels.domaine(record.domaines)}",
        f"Lieu : {labels.territoire(record.territoire)}",
        f"Besoin : {labels.besoin(need)}",
    ]


def _recommendations(record: Record) -> list[str]:
    lines = []
    for each in (record.orientation or {}).get("recommandations") or ():
        name = (each.get("contact") or {}).get("nom") or each.get("organisation")
        lines.append(f"{each.get('rang')}. {on_one_line(str(name))}")
        lines.append(f"   {on_one_line(str(each.get('raison') or ''))}")
    return lines or ["Rien : la demande a été laissée avant tout résultat."]


def _not_understood(record: Record) -> list[str]:
    return [f"« {on_one_line(text)} »" for text in record.not_understood]


def _transcript(record: Record) -> list[str]:
    names = {"visiteur": "Visiteur", "assistant": "Assistant"}
    return [f"{names[line.who]} : {legible(line.text)}" for line in record.transcript]


def profile_json(record: Record) -> str:
    """Return the profile as the attachment holds it."""
    profile = {
        "reference": record.reference,
        "laissee_le": record.created_at.isoformat(timespec="seconds"),
        "orientation": record.orientation,
        "non_compris": list(record.not_understood),
    }
    return json.dumps(profile, ensure_ascii=False, indent=2)


def _section(title: str, lines: Iterable[str]) -> str:
    text = "\n".join(lines).strip()
    return f"{title}\n{text}" if text else ""


def _sections(*texts: str) -> str:
    return "\n\n".join(text.strip() for text in texts if text) + "\n"
