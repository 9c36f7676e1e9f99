"""Nothing a visitor wrote is lost, said twice, or kept after they asked to forget it."""

from __future__ import annotations

from fake_gateway import FakeGateway
from playwright.sync_api import expect
from widget_page import Visit


def test_a_reload_goes_on_with_the_conversation(visit: Visit, gateway: FakeGateway) -> None:
    visitor = visit().open()
    visitor.choose("J’ai un projet")
    expect(visitor.bot_turns()).to_have_count(2)
    visitor.page.reload()
    expect(visitor.bot_turns()).to_have_count(2)
    expect(visitor.page.locator(".historique [aria-pressed=true]")).to_have_text("J’ai un projet")
    visitor.choose("Je ne sais pas")
    expect(visitor.bot_turns()).to_have_count(3)
    assert gateway.said == ["J’ai un projet", "Je ne sais pas"]
    assert len(gateway.conversations) == 1


def test_a_second_page_goes_on_with_the_conversation(visit: Visit, gateway: FakeGateway) -> None:
    visitor = visit().open()
    visitor.ask_for_result()
    visitor.go("/assistant")
    expect(visitor.page.locator(".historique .resultat")).to_be_visible()
    visitor.go("/")
    expect(visitor.page.locator(".historique .resultat")).to_be_visible()
    assert len(gateway.conversations) == 1


def test_a_second_page_on_a_phone_is_not_covered(visit: Visit) -> None:
    visitor = visit("phone").open()
    visitor.go("/")
    expect(visitor.launcher).to_have_text("Reprendre la conversation")
    expect(visitor.panel).to_have_count(0)
    visitor.open()
    expect(visitor.bot_turns()).to_have_count(1)


def test_a_closed_panel_stays_closed_on_the_next_page(visit: Visit, gateway: FakeGateway) -> None:
    visitor = visit().open()
    visitor.page.keyboard.press("Escape")
    asked = len(gateway.requests)
    visitor.page.reload()
    visitor.page.wait_for_timeout(300)
    expect(visitor.panel).to_have_count(0)
    assert len(gateway.requests) == asked


def test_offline_and_back_sends_once(visit: Visit, gateway: FakeGateway) -> None:
    visitor = visit().open()
    visitor.page.context.set_offline(True)
    visitor.say("J’ai un projet")
    expect(visitor.status).to_contain_text("Vous êtes hors ligne. Vos mots sont gardés")
    expect(visitor.log).to_contain_text("J’ai un projet")
    expect(visitor.page.locator(".secours")).to_contain_text("ess@franche-comte.fr")

    visitor.page.context.set_offline(False)
    expect(visitor.bot_turns()).to_have_count(2)
    expect(visitor.page.locator(".secours")).to_be_hidden()
    expect(visitor.page.locator("[data-attente]")).to_have_count(0)
    assert gateway.said == ["J’ai un projet"]


def test_an_answer_lost_on_the_way_is_fetched_without_saying_it_twice(
    visit: Visit, gateway: FakeGateway
) -> None:
    visitor = visit().open()
    gateway.mood = "deaf"
    visitor.say("J’ai un projet")
    expect(visitor.page.locator(".secours")).to_be_visible()
    gateway.mood = "well"
    visitor.page.get_by_role("button", name="Réessayer maintenant").click()
    expect(visitor.bot_turns()).to_have_count(2)
    assert gateway.said == ["J’ai un projet"]


def test_a_reload_before_the_answer_says_it_once(visit: Visit, gateway: FakeGateway) -> None:
    visitor = visit().open()
    gateway.mood = "deaf"
    visitor.say("J’ai un projet")
    expect(visitor.page.locator(".secours")).to_be_visible()
    gateway.mood = "well"
    visitor.page.reload()
    expect(visitor.bot_turns()).to_have_count(2)
    expect(visitor.page.locator(".tour.visiteur")).to_have_count(1)
    assert gateway.said == ["J’ai un projet"]


def test_the_server_comes_back_by_itself(visit: Visit, gateway: FakeGateway) -> None:
    visitor = visit()
    gateway.mood = "failing"
    visitor.launcher.click()
    expect(visitor.page.locator(".secours")).to_contain_text("03 81 61 61 61")
    visitor.say("J’ai un projet")
    gateway.mood = "well"
    expect(visitor.bot_turns()).to_have_count(2)
    assert gateway.said == ["J’ai un projet"]


def test_two_messages_in_a_row_are_answered_in_order(visit: Visit, gateway: FakeGateway) -> None:
    visitor = visit().open()
    gateway.delay = 0.4
    visitor.say("un")
    visitor.say("deux")
    expect(visitor.bot_turns()).to_have_count(3)
    assert gateway.said == ["un", "deux"]


def test_a_refused_message_is_given_back(visit: Visit) -> None:
    visitor = visit().open()
    visitor.say("refusé")
    expect(visitor.input).to_have_value("refusé")
    expect(visitor.status).to_contain_text("n’a pas pu être pris en compte")
    expect(visitor.page.locator(".tour.visiteur")).to_have_count(0)


def test_an_expired_conversation_says_so_and_begins_anew(
    visit: Visit, gateway: FakeGateway
) -> None:
    visitor = visit().open()
    gateway.conversations.clear()
    visitor.say("Mes mots")
    expect(visitor.status).to_contain_text("a expiré")
    expect(visitor.input).to_have_value("Mes mots")
    expect(visitor.bot_turns()).to_have_count(1)
    assert len(gateway.conversations) == 1


def test_a_reload_after_the_expiry_says_so_too(visit: Visit, gateway: FakeGateway) -> None:
    visitor = visit().open()
    gateway.conversations.clear()
    visitor.page.reload()
    expect(visitor.status).to_contain_text("a expiré")
    expect(visitor.bot_turns()).to_have_count(1)


def test_restarting_asks_first_then_erases_everywhere(visit: Visit, gateway: FakeGateway) -> None:
    visitor = visit().open()
    visitor.ask_for_result()
    (before,) = gateway.conversations
    visitor.way("Recommencer").click()
    visitor.page.get_by_role("button", name="Non, garder").click()
    expect(visitor.page.locator(".resultat")).to_be_visible()
    assert list(gateway.conversations) == [before]

    visitor.way("Recommencer").click()
    visitor.page.get_by_role("button", name="Oui, tout effacer").click()
    expect(visitor.status).to_contain_text("La conversation est effacée")
    expect(visitor.input).to_be_focused()
    expect(visitor.page.locator(".resultat")).to_have_count(0)
    expect(visitor.bot_turns()).to_have_count(1)
    assert before not in gateway.conversations
    assert before not in visitor.page.evaluate("JSON.stringify(sessionStorage)")


def test_an_erasure_that_failed_is_not_claimed(visit: Visit, gateway: FakeGateway) -> None:
    visitor = visit().open()
    visitor.ask_for_result()
    visitor.way("Recommencer").click()
    gateway.mood = "failing"
    visitor.page.get_by_role("button", name="Oui, tout effacer").click()
    expect(visitor.page.locator(".feuille [role=status]")).to_contain_text("rien n’est effacé")
    visitor.page.get_by_role("button", name="Non, garder").click()
    expect(visitor.page.locator(".resultat")).to_be_visible()


def test_a_message_reaches_the_service_without_the_assistant(
    visit: Visit, gateway: FakeGateway
) -> None:
    visitor = visit().open()
    visitor.way("Contacter").click()
    page = visitor.page
    page.get_by_role("button", name="Envoyer au service").click()
    expect(page.get_by_label("Votre question ou votre projet")).to_be_focused()
    assert gateway.messages_left == {}

    page.get_by_label("Votre question ou votre projet").fill("Je cherche un local")
    page.get_by_label("Votre courriel").fill("jeanne@exemple.fr")
    page.get_by_label("J’accepte").check()
    page.get_by_role("button", name="Envoyer au service").click()
    expect(page.locator(".feuille [role=status]")).to_contain_text("ESS-2026-0001")
    (left,) = gateway.messages_left.values()
    assert left["message"] == "Je cherche un local"
    assert left["email"] == "jeanne@exemple.fr"
    assert left["consentement"] is True
    assert "telephone" not in left
    assert "conversation" not in left


def test_a_message_to_the_service_that_failed_is_kept_and_sent_once(
    visit: Visit, gateway: FakeGateway
) -> None:
    visitor = visit().open()
    visitor.way("Contacter").click()
    page = visitor.page
    page.get_by_label("Votre question ou votre projet").fill("Je cherche un local")
    page.get_by_label("Votre téléphone").fill("03 81 00 00 00")
    page.get_by_label("J’accepte").check()
    gateway.mood = "deaf"
    page.get_by_role("button", name="Envoyer au service").click()
    expect(page.locator(".feuille [role=status]")).to_contain_text("n’est pas parti")
    page.keyboard.press("Escape")
    gateway.mood = "well"
    visitor.way("Contacter").click()
    expect(page.get_by_label("Votre question ou votre projet")).to_have_value("Je cherche un local")
    page.get_by_role("button", name="Envoyer au service").click()
    expect(page.locator(".feuille [role=status]")).to_contain_text("référence")
    assert len(gateway.messages_left) == 1
