"""Whatever people write, the mail is valid: read back, it holds what it should and no more."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timezone
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.handover.contact_details import checked_email
from bot.handover.errors import ContactInvalid
from bot.handover.mails import Correspondents, Mail, compose
from bot.handover.records import Record
from bot.handover.states import ACKNOWLEDGEMENT, KINDS, REMINDER, REQUEST
from bot.handover.store import Line
from bot.handover.wording import NO_LABELS, Labels
from bot.legible import legible, on_one_line

WHO = Correspondents("robot@exemple.fr", "service@exemple.fr", "03 81 61 61 61")
LABELS = Labels({"emergence": "Émergence"}, {"sante": "Santé"}, {}, {"25": "Doubs (25)"}, {})
LINK = "https://assistant.example.org/demandes/ESS-4827-3613/jeton"
MESSAGE_ID = "<ess-4827-3613.demande.1@exemple.fr>"
WHEN = datetime(2026, 11, 24, 9, 5, tzinfo=timezone.utc)

RECORD = Record(
    reference="ESS-4827-3613",
    created_at=WHEN,
    status="envoyee",
    status_at=WHEN,
    message="Bonjour.",
    email="nom@exemple.fr",
    telephone=None,
    nom=None,
    orientation=None,
    not_understood=(),
    transcript=(),
    etape="emergence",
    domaines=("sante",),
    territoire="25",
    porte=None,
    erased_at=None,
    attempts=0,
    last_error=None,
)


def made(kind: str = REQUEST, record: Record = RECORD, labels: Labels = LABELS) -> Mail:
    return compose(
        kind, record, MESSAGE_ID, who=WHO, labels=labels, erasure_link=LINK, request_id=MESSAGE_ID
    )


def read(mail: Mail) -> EmailMessage:
    message = message_from_bytes(mail.content, policy=policy.default)
    assert isinstance(message, EmailMessage)
    assert message.defects == []
    for part in message.walk():
        assert part.defects == []
    return message


def text_of(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


#: What each kind of mail has as headers, and nothing else ever.
ALWAYS = {
    *("From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version"),
    *("Content-Type", "Content-Transfer-Encoding"),
}
HEADERS = ALWAYS | {"Reply-To", "In-Reply-To", "References"}

tricks = st.sampled_from(
    [
        "\r\nBcc: autre@exemple.fr",
        "\n\nVoici un autre corps",
        "=?utf-8?q?Bcc=3A?=",
        "\u202eerid-à-tse’c",
        "👩🏽‍🚀",
        "a" * 50_000,
        ".\r\n.\r\n",
        "\0\x1b[31m\u2028\ud800",
        'nom" <autre@exemple.fr>, x',
        "From moi",
    ]
)
texts = st.lists(st.text(max_size=80) | tricks, max_size=3).map("".join)
addresses = st.emails() | st.just("é" * 60 + "@exemple.fr") | st.just("nom@éxemple.fr")


@settings(max_examples=60)
@given(texts, texts, texts, addresses, st.sampled_from(KINDS))
def test_any_text_makes_a_valid_mail_with_only_our_headers(
    message: str, nom: str, said: str, email: str, kind: str
) -> None:
    try:
        address = checked_email(email)
    except ContactInvalid:
        return  # the clear refusal
    record = replace(
        RECORD,
        message=message,
        nom=nom,
        email=address,
        not_understood=(said,),
        transcript=(Line("visiteur", said),),
        etape=said[:200],
    )
    mail = made(kind, record)
    headers = read(mail)
    assert set(headers) <= HEADERS
    assert len(headers.keys()) == len(set(headers.keys()))
    assert headers["Message-ID"] == MESSAGE_ID
    assert all(len(line) <= 998 for line in mail.content.split(b"\r\n"))
    assert b"\n" not in mail.content.replace(b"\r\n", b"")
    if not mail.international:
        assert mail.content.isascii()
    if kind in (REQUEST, REMINDER):
        text = text_of(headers)
        assert legible(message) in text
        assert on_one_line(nom) in text
        assert headers["Subject"].startswith("[ESS-4827-3613] ")


@given(st.text(min_size=1, max_size=64, alphabet="abcdefghij0123456789._+-"))
def test_the_reply_goes_to_the_visitor_however_long_their_address(local: str) -> None:
    try:
        address = checked_email(f"{local}@{'sous-domaine.' * 12}exemple.fr")
    except ContactInvalid:
        return
    assert read(made(record=replace(RECORD, email=address)))["Reply-To"] == address


def test_the_subject_says_stage_domain_and_place_in_words() -> None:
    assert read(made())["Subject"] == "[ESS-4827-3613] Émergence – Santé – Doubs (25)"
    unknown = replace(RECORD, etape=None, domaines=(), territoire=None)
    subject = "[ESS-4827-3613] étape inconnue – domaine inconnu – lieu inconnu"
    assert read(made(record=unknown, labels=NO_LABELS))["Subject"] == subject


def test_an_address_with_an_accent_stays_in_the_text_and_out_of_the_headers() -> None:
    mail = made(record=replace(RECORD, email="élo@exemple.fr"))
    message = read(mail)
    assert message["Reply-To"] is None
    assert "E-mail : élo@exemple.fr" in text_of(message)
    assert not mail.international


def test_the_copy_for_an_address_with_an_accent_says_that_it_is_one() -> None:
    mail = made(ACKNOWLEDGEMENT, replace(RECORD, email="élo@exemple.fr"))
    assert mail.international
    assert mail.recipient == "élo@exemple.fr"
    assert "To: élo@exemple.fr".encode() in mail.content


def test_a_domain_with_an_accent_is_written_as_servers_know_it() -> None:
    mail = made(ACKNOWLEDGEMENT, replace(RECORD, email="nom@éxemple.fr"))
    assert mail.recipient == "nom@xn--xemple-9ua.fr"
    assert not mail.international


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_request_always_makes_the_same_headers(kind: str) -> None:
    first, second = read(made(kind)), read(made(kind))
    assert [h for h in first.items() if h[0] != "Content-Type"] == [
        h for h in second.items() if h[0] != "Content-Type"
    ]


def test_no_mail_promises_a_delay() -> None:
    for kind in KINDS:
        text = text_of(read(made(kind)))
        for promise in ("heures", "jours", "rapidement", "bientôt", "plus vite"):
            assert promise not in text


def test_the_profile_is_attached_as_json() -> None:
    known = {"etape": "emergence", "besoin": None}
    message = read(made(record=replace(RECORD, orientation=known, not_understood=("bidule",))))
    (attachment,) = message.iter_attachments()
    assert attachment.get_content_type() == "application/json"
    profile = json.loads(attachment.get_content())
    assert profile["orientation"] == known
    assert (profile["reference"], profile["non_compris"]) == ("ESS-4827-3613", ["bidule"])
