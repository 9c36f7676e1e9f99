"""A request to the ESS service in a real browser: left, corrected, given up, erased, and without
the assistant; with the real gateway, Rasa, actions and mail server."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from separate_servers import SeparateServers
from widget_page import WidgetPage, axe

MESSAGE = "Pouvez-vous relire nos statuts avant le dépôt"
CORRECTED = "Qui finance le démarrage dans le Jura"

#: Seconds for a mail to arrive on a busy machine; it usually takes less than one.
PATIENCE = 60.0


def write(visitor: WidgetPage, words: str, answer: str) -> None:
    """Type a message by keyboard and read the answer."""
    visitor.tab_to("Votre message")
    visitor.page.keyboard.type(words)
    visitor.page.keyboard.press("Enter")
    expect(visitor.log).to_contain_text(answer)


def take(visitor: WidgetPage, label: str, answer: str) -> None:
    """Take one of the last choices by keyboard and read the answer.

    Choices of earlier turns keep their place in the order of focus; from the field, backwards, the
    last ones come first.
    """
    visitor.tab_to("Votre message")
    visitor.tab_to(label, "Shift+Tab")
    assert visitor.focus_is_in_sight()
    visitor.page.keyboard.press("Enter")
    expect(visitor.log).to_contain_text(answer)


def write_request(visitor: WidgetPage, email: str) -> None:
    """Write a whole request by keyboard, up to the recap."""
    visitor.tab_to("Une question sur votre projet")
    visitor.page.keyboard.press("Enter")
    expect(visitor.bot_turns()).to_have_count(1)
    write(visitor, "je veux parler à quelqu'un", "Laisser un message au service")
    take(visitor, "Laisser un message au service", "Que voulez-vous dire au service")
    write(visitor, MESSAGE, "Comment le service peut-il vous répondre")
    write(visitor, email, "À quel nom")
    take(visitor, "Sans nom", "Puis-je joindre notre conversation")
    take(visitor, "Non, seulement la demande", "pour que je l’envoie ainsi")


def send(visitor: WidgetPage) -> str:
    """Agree by keyboard, and return the reference."""
    take(visitor, "Oui, envoyer", "Votre référence")
    given = re.search(r"ESS-\d{4}-\d{4}", visitor.log.inner_text())
    assert given is not None
    return given[0]


def mail_to(servers: SeparateServers, recipient: str, about: str) -> str:
    """Wait for a mail about a request, and return its text."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        for mail in list(servers.mail.received):
            if recipient in mail.recipients and about in str(mail.message["Subject"]):
                return mail.text
        time.sleep(0.1)
    raise AssertionError(f"nothing about {about} was mailed to {recipient}")


def test_a_request_is_written_corrected_and_sent_by_keyboard_alone(
    arrive: Callable[..., WidgetPage], servers: SeparateServers
) -> None:
    visitor = arrive()
    write_request(visitor, "atelier@exemple.fr")
    take(visitor, "Corriger", "Que voulez-vous corriger")
    assert visitor.axe() == []
    take(visitor, "Mon message", "Que voulez-vous dire au service")
    write(visitor, CORRECTED, f"votre message : \u2068{CORRECTED}")
    reference = send(visitor)
    assert visitor.axe() == []
    received = mail_to(servers, "ess@franche-comte.fr", reference)
    assert CORRECTED in received
    assert MESSAGE not in received
    assert "E-mail : atelier@exemple.fr" in received


def test_a_request_given_up_at_the_last_moment_is_sent_to_nobody(
    arrive: Callable[..., WidgetPage], servers: SeparateServers
) -> None:
    visitor = arrive()
    before = len(servers.mail.received)
    write_request(visitor, "abandon@exemple.fr")
    take(visitor, "Abandonner", "rien n’est envoyé")
    write(visitor, "J'ai une idée de crèche solidaire à Besançon", "Franche-Comté Active")
    assert "ESS-" not in visitor.log.inner_text()
    recipients = [name for mail in servers.mail.received[before:] for name in mail.recipients]
    assert "abandon@exemple.fr" not in recipients


def test_a_reload_in_the_middle_shows_nothing_entrusted_and_the_request_goes_on(
    arrive: Callable[..., WidgetPage], servers: SeparateServers
) -> None:
    visitor = arrive()
    write_request(visitor, "rechargement@exemple.fr")
    expect(visitor.log).to_contain_text(MESSAGE)
    visitor.page.reload()
    history = visitor.page.locator(".historique")
    expect(history).to_contain_text("gardé pour le service ESS seulement")
    shown = visitor.panel.inner_text()
    assert MESSAGE not in shown
    assert "rechargement@exemple.fr" not in shown
    assert visitor.axe() == []
    visitor.choose("Oui, envoyer")
    expect(visitor.log).to_contain_text("Votre référence")
    given = re.search(r"ESS-\d{4}-\d{4}", visitor.log.inner_text())
    assert given is not None
    assert MESSAGE in mail_to(servers, "rechargement@exemple.fr", given[0])


# ----- pages without the widget ------------


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open a page of the gateway that does not hold the widget."""
    contexts = []

    def open_address(address: str, *, scripts: bool = True) -> Page:
        context = browser.new_context(locale="fr-FR", java_script_enabled=scripts)
        contexts.append(context)
        page = context.new_page()
        page.goto(address)
        return page

    yield open_address
    for context in contexts:
        context.close()


def press(page: Page, name: str) -> None:
    """Come to a button by keyboard and press it."""
    button = page.get_by_role("button", name=name)
    for _ in range(30):
        if button.evaluate("(it) => it === document.activeElement"):
            break
        page.keyboard.press("Tab")
    expect(button).to_be_focused()
    page.keyboard.press("Enter")


def link_in_mail(
    arrive: Callable[..., WidgetPage], servers: SeparateServers, email: str
) -> tuple[str, str]:
    """Leave a request in the widget, and return its reference and the link to erase it."""
    visitor = arrive()
    write_request(visitor, email)
    reference = send(visitor)
    link = re.search(r"http\S+/demandes/\S+", mail_to(servers, email, reference))
    assert link is not None
    return reference, link[0]


def test_the_link_in_the_visitor_s_mail_erases_the_request(
    arrive: Callable[..., WidgetPage],
    servers: SeparateServers,
    open_page: Callable[..., Page],
) -> None:
    reference, link = link_in_mail(arrive, servers, "effacement@exemple.fr")
    page = open_page(link)
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Effacer votre demande {reference}")
    assert axe(page) == []
    press(page, "Effacer ma demande")
    expect(page.get_by_role("heading", level=1)).to_contain_text("est effacée")
    assert axe(page) == []
    assert "Supprimez" in mail_to(servers, "ess@franche-comte.fr", f"[{reference}] à effacer")

    again = open_page(link)
    expect(again.get_by_role("heading", level=1)).to_contain_text("est effacée")
    expect(again.get_by_role("button")).to_have_count(0)


def test_a_request_is_erased_without_scripts(
    arrive: Callable[..., WidgetPage],
    servers: SeparateServers,
    open_page: Callable[..., Page],
) -> None:
    reference, link = link_in_mail(arrive, servers, "sans-script@exemple.fr")
    page = open_page(link, scripts=False)
    page.get_by_role("button", name="Effacer ma demande").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"{reference} est effacée")


def test_the_form_page_takes_a_message_while_the_assistant_is_down(
    servers: SeparateServers, open_page: Callable[..., Page]
) -> None:
    servers.rasa.kill()
    try:
        page = open_page(f"{servers.url}/contact")
        assert axe(page) == []
        press(page, "Envoyer le message")
        alert = page.get_by_role("alert")
        expect(alert).to_contain_text("Votre message n’est pas encore envoyé")
        expect(page).to_have_title(re.compile(r"^Erreur"))
        expect(page.get_by_label("Votre message (obligatoire)")).to_have_accessible_description(
            "Écrivez votre message au service."
        )
        assert axe(page) == []
        alert.get_by_role("link", name="Écrivez votre message").click()
        expect(page.get_by_label("Votre message (obligatoire)")).to_be_focused()

        page.keyboard.type(MESSAGE)
        page.get_by_label("Adresse e-mail").fill("panne@exemple.fr")
        page.get_by_label("J’accepte").check()
        press(page, "Envoyer le message")
        expect(page.get_by_role("heading", level=1)).to_have_text("Votre message est enregistré")
        assert axe(page) == []
        reference = page.locator(".reference").inner_text()
        assert MESSAGE in mail_to(servers, "ess@franche-comte.fr", reference)
    finally:
        servers.start_rasa()
