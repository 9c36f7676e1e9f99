"""The sentences of the domain, as they are shown."""

from rasa.shared.core.domain import Domain

from bot.rasa_server.language_generator import FrenchLanguageGenerator

DOMAIN = Domain.from_dict(
    {
        "responses": {
            "utter_demander": [
                {
                    "text": "Où est-ce, {nom} ?",
                    "buttons": [{"title": "J'hésite", "payload": "/ne_sait_pas"}],
                }
            ]
        }
    }
)
GENERATOR = FrenchLanguageGenerator(None, DOMAIN)


def test_a_sentence_is_filled_and_typeset() -> None:
    draft = GENERATOR.generate_from_slots("utter_demander", {}, "rest", nom="l'amie")
    assert draft is not None
    assert draft["text"] == "Où est-ce, l’amie\u202f?"
    assert draft["buttons"][0]["title"] == "J’hésite"


def test_the_choices_of_a_sentence_come_after_those_of_the_action() -> None:
    brought = [{"title": "Doubs", "payload": "/decrire_projet"}]
    draft = GENERATOR.generate_from_slots("utter_demander", {}, "rest", nom="x", buttons=brought)
    assert draft is not None
    assert [b["title"] for b in [*draft.get("buttons", []), *brought]] == ["Doubs", "J’hésite"]


def test_the_sentence_itself_is_never_changed() -> None:
    for _ in range(2):
        draft = GENERATOR.generate_from_slots("utter_demander", {}, "rest", nom="x", buttons=[{}])
        assert draft is not None
    assert len(DOMAIN.responses["utter_demander"][0]["buttons"]) == 1
