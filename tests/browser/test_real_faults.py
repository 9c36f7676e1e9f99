"""Real servers that stop under a visitor: nothing said is lost, said twice, or answered falsely."""

from __future__ import annotations

import signal
from collections.abc import Callable

from playwright.sync_api import expect
from separate_servers import SeparateServers
from widget_page import WidgetPage

PROJECT = "J'ai une idée de crèche solidaire à Besançon"

#: Milliseconds for a server to come back and a retry to reach it.
RECOVERY = 60_000


def expect_one_answer(visitor: WidgetPage) -> None:
    """The project was said once and answered once, on the page and on the server."""
    expect(visitor.page.locator(".resultat")).to_be_visible(timeout=RECOVERY)
    for _ in range(2):
        expect(visitor.page.locator(".tour.visiteur", has_text=PROJECT)).to_have_count(1)
        expect(visitor.page.locator(".resultat")).to_have_count(1)
        visitor.page.reload()  # what is shown next is the server's history
        expect(visitor.page.locator(".historique .resultat")).to_be_visible()


def test_the_gateway_stops_in_the_middle_of_a_visit(
    arrive: Callable[..., WidgetPage], servers: SeparateServers
) -> None:
    visitor = arrive().open()
    visitor.say("bonjour")
    expect(visitor.bot_turns()).to_have_count(2)
    servers.gateway.kill()
    try:
        visitor.say(PROJECT)
        expect(visitor.status).to_contain_text("Vos mots sont gardés")
        expect(visitor.page.locator(".secours")).to_contain_text("03 81 61 61 61")
        expect(visitor.page.locator(".tour.visiteur").last).to_contain_text(PROJECT)
    finally:
        servers.gateway.start()
    # The widget tries again by itself; its button is pressed in test_continuity.
    expect(visitor.page.locator(".secours")).to_be_hidden(timeout=RECOVERY)
    expect_one_answer(visitor)
    expect(visitor.page.locator(".tour.visiteur")).to_have_count(2)


def test_the_gateway_stops_while_rasa_is_thinking(
    arrive: Callable[..., WidgetPage], servers: SeparateServers
) -> None:
    visitor = arrive().open()
    assert servers.rasa.process is not None
    servers.rasa.process.send_signal(signal.SIGSTOP)
    try:
        with visitor.page.expect_request("**/messages"):
            visitor.say(PROJECT)
        expect(visitor.status).to_have_text("L’assistant écrit…")
        servers.gateway.kill()
    finally:
        servers.rasa.process.send_signal(signal.SIGCONT)
        servers.gateway.start()
    expect_one_answer(visitor)


def test_rasa_stops_under_a_visitor_and_comes_back(
    arrive: Callable[..., WidgetPage], servers: SeparateServers
) -> None:
    visitor = arrive().open()
    page = visitor.page
    servers.rasa.kill()
    try:
        visitor.say("bonjour")
        told = visitor.bot_turns().last
        expect(told).to_contain_text("L’assistant ne répond pas pour l’instant")
        expect(told.get_by_role("link", name="ess@franche-comte.fr")).to_be_visible()
        expect(told.get_by_role("link", name="03 81 61 61 61")).to_be_visible()
        expect(told).to_contain_text("« Contacter le service ESS »")

        visitor.way("Contacter le service ESS").click()
        page.get_by_label("Votre question ou votre projet").fill("Je cherche un local")
        page.get_by_label("Votre téléphone").fill("03 81 00 00 00")
        page.get_by_label("J’accepte").check()
        page.get_by_role("button", name="Envoyer au service").click()
        expect(page.locator(".feuille [role=status]")).to_contain_text("Gardez sa référence")
        page.keyboard.press("Escape")
    finally:
        servers.start_rasa()
    visitor.say(PROJECT)
    expect_one_answer(visitor)
