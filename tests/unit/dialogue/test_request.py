"""A request to the ESS service: asked for item by item, read again, corrected, sent or given up."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pytest
from conftest import message
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.conversation import Conversation
from bot.dialogue.message import Message
from bot.dialogue.name_reading import name_corrected
from bot.dialogue.request import Around, Step, sent, step
from bot.dialogue.request_words import (
    ATTACH,
    CONFIRM,
    CONTACTS,
    CORRECT,
    MESSAGE,
    NAME,
    OFFERED,
    PRIVATE,
    PROPOSED_MESSAGE,
    answers_request,
    begins_request,
    starts_over,
)
from bot.handover.drafts import Draft
from bot.handover.privacy import without_entrusted
from bot.orientation.reader import read_catalogue
from bot.orientation.rules import Catalogue
from bot.settings import ROOT

CATALOGUE = read_catalogue(ROOT / "data/catalogue")
ADDRESS = "atelier@exemple.fr"


@dataclass
class Writing:
    """A request being written: what is kept of it, and what was said last."""

    catalogue: Catalogue
    conversation: Conversation = field(default_factory=Conversation)
    draft: Draft | None = None
    last: Step | None = None

    def begin(self, *project_words: str, text: str = "/laisser_message") -> Writing:
        return self.hear(message("laisser_message", text), project_words)

    def say(self, text: str, intent: str = "nlu_fallback", **details: str) -> Writing:
        return self.hear(message(intent, text, **details))

    def hear(self, told: Message, project_words: tuple[str, ...] = ()) -> Writing:
        around = Around(self.catalogue, project_words, retention_days=180)
        self.last = step(self.conversation, self.draft, told, around)
        self.conversation, self.draft = self.last.conversation, self.last.draft
        return self

    @property
    def said(self) -> list[str | None]:
        assert self.last is not None
        return [say.response for say in self.last.says]

    @property
    def question(self) -> str | None:
        return self.conversation.question


@pytest.fixture
def writing(catalogue: Catalogue) -> Writing:
    return Writing(catalogue)


@pytest.fixture
def written(writing: Writing) -> Writing:
    """A request with every item, waiting for a yes."""
    writing.begin().say("Qui peut relire notre dossier ?").say(ADDRESS)
    return writing.say("Camille").say("oui", "affirmer")


def test_it_asks_for_a_message_a_way_to_answer_a_name_and_the_conversation(
    writing: Writing,
) -> None:
    questions = [writing.begin().question]
    for text in ("Qui peut relire notre dossier ?", ADDRESS, "Camille", "oui"):
        questions.append(writing.say(text).question)
    assert questions == [
        "demande_message",
        "demande_coordonnees",
        "demande_nom",
        "demande_conversation",
        "demande_confirmation",
    ]
    assert writing.draft == Draft(
        writing.draft.client_id, "Qui peut relire notre dossier ?", ADDRESS, None, "Camille", True
    )


def test_what_was_said_of_the_project_is_proposed_as_the_message(writing: Writing) -> None:
    writing.begin("une crèche parentale à Dole")
    assert writing.question == "demande_message_propose"
    writing.say("/affirmer", "affirmer")
    assert writing.draft.message == "une crèche parentale à Dole."
    assert writing.question == "demande_coordonnees"


def test_the_proposed_message_can_be_replaced(writing: Writing) -> None:
    writing.begin("une crèche parentale à Dole").say("Je voudrais un rendez-vous avec vous")
    assert writing.draft.message == "Je voudrais un rendez-vous avec vous"


def test_an_address_given_with_the_first_words_is_not_asked_for_again(writing: Writing) -> None:
    writing.begin(text=f"écrivez-moi à {ADDRESS}").say("J'ai une question sur les statuts")
    assert writing.question == "demande_nom"
    assert writing.draft.email == ADDRESS


@pytest.mark.parametrize(
    ("typed", "email", "telephone"),
    [
        ("mon mail : atelier@exemple.fr", ADDRESS, None),
        ("ATELIER@EXEMPLE.FR.", "ATELIER@exemple.fr", None),
        ("atelier arobase exemple point fr", ADDRESS, None),
        ("06 12 34 56 78", None, "+33612345678"),
        ("appelez le 06.12.34.56.78 svp", None, "+33612345678"),
        ("atelier@exemple.fr ou 0381616161", ADDRESS, "+33381616161"),
    ],
)
def test_ways_to_answer_are_understood_however_they_are_written(
    writing: Writing, typed: str, email: str | None, telephone: str | None
) -> None:
    writing.begin().say("Une question sur les statuts").say(typed)
    assert (writing.draft.email, writing.draft.telephone) == (email, telephone)
    assert writing.question == "demande_nom"


@pytest.mark.parametrize("typed", ["atelier@", "@exemple", "06 12 34 56", "atelier@exemple"])
def test_a_way_to_answer_that_cannot_be_right_is_asked_for_again(
    writing: Writing, typed: str
) -> None:
    writing.begin().say("Une question sur les statuts").say(typed)
    assert writing.question == "demande_coordonnees"
    assert writing.said[0] == "utter_coordonnees_a_revoir"


def test_without_a_way_to_answer_it_says_why_one_is_needed(writing: Writing) -> None:
    writing.begin().say("Une question sur les statuts").say("je préfère pas", "nier")
    assert writing.said == ["utter_coordonnees_necessaires"]
    assert writing.question == "demande_coordonnees"


@pytest.mark.parametrize(
    ("typed", "intent", "name"),
    [
        ("je m'appelle Camille", "saluer", "Camille"),
        ("Atelier du Lac", "decrire_projet", "Atelier du Lac"),
        ("/nier", "nier", ""),
        ("je préfère rester anonyme", "nlu_fallback", ""),
        ("je ne veux pas le donner", "nlu_fallback", ""),
    ],
)
def test_a_name_is_taken_as_it_is_given_or_left_out(
    writing: Writing, typed: str, intent: str, name: str
) -> None:
    writing.begin().say("Une question sur les statuts").say(ADDRESS).say(typed, intent)
    assert writing.draft.nom == name


def test_a_yes_sends_what_was_read_again(written: Writing) -> None:
    draft = written.draft
    assert written.say("oui, envoyez", "affirmer").last.confirmed == draft


@pytest.mark.parametrize(
    ("typed", "intent"), [("non", "nier"), ("bof", "nlu_fallback"), ("?", "x")]
)
def test_nothing_but_a_yes_sends(written: Writing, typed: str, intent: str) -> None:
    assert written.say(typed, intent).last.confirmed is None


@pytest.mark.parametrize(
    ("item", "answer", "changed"),
    [
        ("mon message", "Plutôt un autre texte", {"message": "Plutôt un autre texte"}),
        ("l'adresse mail", "autre@exemple.fr", {"email": "autre@exemple.fr"}),
        ("le téléphone", "03 81 61 61 61", {"telephone": "+33381616161"}),
        ("mon nom est faux", "Dominique", {"nom": "Dominique"}),
        ("la conversation", "non", {"attach": False}),
    ],
)
def test_any_item_can_be_corrected_and_the_rest_stays(
    written: Writing, item: str, answer: str, changed: dict[str, object]
) -> None:
    before = written.draft
    written.say("/contester", "contester").say(item).say(answer)
    assert written.question == "demande_confirmation"
    expected = {**vars(before), **changed}
    assert vars(written.draft) == expected


def test_another_address_typed_at_the_recap_replaces_the_first(written: Writing) -> None:
    written.say("ah non, c'est autre@exemple.fr", "contester")
    assert written.draft.email == "autre@exemple.fr"
    assert written.question == "demande_confirmation"


@pytest.mark.parametrize("typed", ["/abandonner", "laisse tomber", "finalement j'annule", "stop"])
def test_giving_up_keeps_nothing_and_goes_back_to_where_one_was(
    writing: Writing, typed: str
) -> None:
    writing.conversation = Conversation(question="territoire")
    writing.begin().say("Une question sur les statuts").say(ADDRESS)
    writing.say(typed, "abandonner" if typed.startswith("/") else "nlu_fallback")
    assert writing.draft is None
    assert writing.question == "territoire"
    assert writing.said == ["utter_demande_abandonnee", "utter_demander_territoire"]


def test_once_sent_the_conversation_goes_on_where_it_was(catalogue: Catalogue) -> None:
    conversation = Conversation(question="demande_confirmation", suspended="domaine")
    after, says = sent(conversation, "ESS-1234-5674", catalogue)
    assert (after.question, after.suspended) == ("domaine", None)
    assert [say.response for say in says] == ["utter_demande_enregistree", "utter_demander_domaine"]
    assert says[0].variables["reference"] == "ESS-1234-5674"


def test_a_yes_repeated_after_a_crash_finds_the_same_request(written: Writing) -> None:
    written.draft = written.draft.sent_as("ESS-1234-5674")
    assert written.say("oui", "affirmer").last.confirmed.reference == "ESS-1234-5674"


def test_the_recap_marks_what_is_personal_so_that_it_is_not_stored(written: Writing) -> None:
    recap = written.last.says[0].variables
    shown = " ".join(recap[name] for name in ("message", "coordonnees", "visiteur"))
    assert all(words in shown for words in ("relire", ADDRESS, "Camille"))
    stored = without_entrusted(shown)
    assert not any(words in stored for words in ("relire", ADDRESS, "Camille"))


@pytest.mark.parametrize(
    ("question", "intent", "text", "goes_on"),
    [
        ("demande_nom", "question_innovation_sociale", "c'est quoi l'innovation sociale ?", False),
        ("demande_nom", "nlu_fallback", "Camille", True),
        ("demande_nom", "demander_pourquoi", "pourquoi vous voulez mon nom ?", False),
        ("demande_nom", "saluer", "Madame Camille B.", True),
        ("demande_nom", "saluer", "bonjour", False),
        ("demande_message", "question_argent", "combien je peux toucher ?", True),
        ("demande_message", "question_donnees", "que faites-vous de mes données ?", False),
        ("demande_message", "saluer", "bonjour, une question sur les statuts", True),
        ("demande_confirmation", "affirmer", "/affirmer", True),
        ("territoire", "affirmer", "oui", False),
        (None, "nlu_fallback", "Camille", False),
    ],
)
def test_what_goes_on_with_the_request_and_what_is_beside_it(
    question: str | None, intent: str, text: str, goes_on: bool
) -> None:
    assert answers_request(question, message(intent, text)) is goes_on


TYPED = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        ["oui", "non", "Camille", ADDRESS, "06 12 34 56 78", "corriger", "le message", "annule"]
    ),
)
INTENTS = st.sampled_from(["affirmer", "nier", "contester", "nlu_fallback", "ne_sait_pas"])


@given(st.lists(st.tuples(TYPED, INTENTS), max_size=12))
def test_whatever_is_typed_it_answers_and_only_sends_a_complete_request(turns: list) -> None:
    writing = Writing(CATALOGUE).begin()
    for text, intent in turns:
        writing.say(text, intent)
        ready = writing.last.confirmed
        if ready is not None:
            assert ready.message
            assert ready.email or ready.telephone
            assert ready.attach is not None
            break
        assert writing.last.says


@pytest.mark.parametrize("typed", ["garder", "oui gardez ce texte", "c'est bon", "parfait"])
def test_the_proposed_message_is_kept_however_that_is_said(writing: Writing, typed: str) -> None:
    writing.begin("une crèche parentale à Dole").say(typed, "decrire_projet")
    assert writing.draft.message == "une crèche parentale à Dole."
    assert writing.question == "demande_coordonnees"


@pytest.mark.parametrize("typed", ["corriger", "mon message", "message", "ok", "06 12 34 56 78"])
def test_an_order_or_a_number_is_no_message(writing: Writing, typed: str) -> None:
    writing.begin().say(typed)
    assert writing.draft.message is None
    assert writing.question == "demande_message"


def test_the_first_text_comes_back_when_it_is_wanted(written: Writing) -> None:
    words = ("une crèche parentale à Dole",)
    written.hear(message("contester", "non c'est celui d'avant, mon texte du début"), words)
    assert written.draft.message == "une crèche parentale à Dole."
    assert written.question == "demande_confirmation"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("attendez, ajoutez que le patron vend en juin", "le patron vend en juin"),
        ("il manque : le patron vend en juin", "le patron vend en juin"),
        ("Pouvez-vous ajouter qu'il y a une date ?", "il y a une date ?"),
    ],
)
def test_what_is_to_be_added_is_added_at_any_step(written: Writing, typed: str, kept: str) -> None:
    told = message("decrire_projet", typed)
    assert answers_request(written.question, told)
    written.hear(told)
    assert written.draft.message == f"Qui peut relire notre dossier ?\n{kept}"
    assert written.question == "demande_confirmation"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (
            "changez le message, mettez plutot que je veux etre rappelé lundi",
            "je veux etre rappelé lundi",
        ),
        (
            "non, remplacez mon texte par « Bonjour, où sont les dossiers ? »",
            "Bonjour, où sont les dossiers ?",
        ),
        ("mettez plutôt : on ouvre en mai", "on ouvre en mai"),
        ("remplacez par : Nous cherchons un local", "Nous cherchons un local"),
        ("changez le message : je voudrais juste un appel", "je voudrais juste un appel"),
        ("Il faut corriger le message et écrire qu’on est douze", "on est douze"),
    ],
)
@pytest.mark.parametrize("question", ["demande_confirmation", "demande_nom", "demande_message"])
def test_a_new_text_takes_the_place_of_the_first(
    written: Writing, typed: str, kept: str, question: str
) -> None:
    told = message("contester", typed)
    written.conversation = written.conversation.asking(question)
    assert answers_request(question, told)
    written.hear(told)
    assert written.draft.message == kept
    assert written.question in ("demande_confirmation", "demande_nom")


@pytest.mark.parametrize(
    "typed", ["changez le message", "mettez plutôt mon numéro de portable", "changez le nom"]
)
def test_what_gives_no_new_text_keeps_the_first(written: Writing, typed: str) -> None:
    assert written.say(typed, "contester").draft.message == "Qui peut relire notre dossier ?"


def test_when_somebody_can_be_called_is_kept(writing: Writing) -> None:
    writing.begin().say("Qui peut relire notre dossier ?").say("plutôt le 06 12 34 56 78, le soir")
    assert writing.draft.telephone == "+33612345678"
    assert writing.draft.message.endswith("\nplutôt le …, le soir")


@pytest.mark.parametrize(
    "typed", ["d'accord", "et vous me répondrez quand ?", "c'est bon", "merci"]
)
def test_what_is_no_name_is_not_taken_for_one(writing: Writing, typed: str) -> None:
    writing.begin().say("Qui peut relire notre dossier ?").say(ADDRESS).say(typed, "affirmer")
    assert writing.draft.nom is None
    assert writing.question == "demande_nom"


@pytest.mark.parametrize(
    "typed", ["Appelez-moi Camille", "oui c'est Camille", "mon nom est Camille"]
)
def test_a_name_is_taken_out_of_its_sentence(writing: Writing, typed: str) -> None:
    writing.begin().say("Qui peut relire notre dossier ?").say(ADDRESS).say(typed, "affirmer")
    assert writing.draft.nom == "Camille"


def test_a_name_corrected_in_one_sentence_is_corrected(written: Writing) -> None:
    written.say("attendez, changez le nom, c'est Dominique")
    assert (written.draft.nom, written.question) == ("Dominique", "demande_confirmation")
    assert written.say("mon nom est faux").question == "demande_nom"
    written.say("mon tél c'est le 03 81 61 61 61")
    assert (written.draft.nom, written.question) == ("Dominique", "demande_confirmation")


@pytest.mark.parametrize(
    ("question", "typed", "intent"),
    [
        (CONFIRM, "oui mais corrigez mon nom", "affirmer"),
        (CONFIRM, "oui, vous l'envoyez à qui ?", "affirmer"),
        (ATTACH, "n'envoyez pas la conversation", "nier"),
    ],
)
def test_what_is_no_plain_consent_sends_and_deletes_nothing(
    written: Writing, question: str, typed: str, intent: str
) -> None:
    written.conversation = written.conversation.asking(question)
    written.say(typed, intent)
    assert written.draft is not None
    assert written.last.confirmed is None


@pytest.mark.parametrize(
    "typed",
    [
        "Il manque un médecin dans notre village, pouvez-vous nous aider",
        "Pouvez-vous préciser ce que vous gardez ?",
        "dites-moi qui va lire mon message",
        "ajoutez mon numéro de téléphone",
        "Il manque une lettre à mon nom",
    ],
)
def test_what_adds_nothing_is_not_added(written: Writing, typed: str) -> None:
    assert written.say(typed, "hors_sujet").draft.message == "Qui peut relire notre dossier ?"


@pytest.mark.parametrize(
    "typed", ["Ça va pas", "Gardez rien", "Parfait mais trop long", "Garderie"]
)
def test_words_that_only_sound_like_keeping_keep_nothing(writing: Writing, typed: str) -> None:
    assert writing.begin("une crèche").say(typed, "contester").question != "demande_coordonnees"


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("mon nom est à enlever", None),
        ("enlevez mon nom, c'est privé", None),
        ("le nom, c'est Marie Bon", "Marie Bon"),
        ("nom : dupont", "dupont"),
        ("mon nom est Camille Petit et le reste est juste", "Camille Petit"),
    ],
)
def test_a_name_is_told_from_what_is_said_of_it(typed: str, name: str | None) -> None:
    assert name_corrected(message("decrire_projet", typed)) == name


@pytest.mark.parametrize("question", [OFFERED, "demande_nom", "demande_confirmation"])
def test_somebody_in_danger_is_heard_first(question: str) -> None:
    told = replace(
        message("detresse", "oui je suis à bout, notez que je veux mourir"), confidence=0.5
    )
    assert not answers_request(question, told)
    assert not begins_request(question, told)


def test_every_answer_of_a_request_is_private() -> None:
    assert set(PRIVATE) == {MESSAGE, PROPOSED_MESSAGE, CONTACTS, NAME, ATTACH, CONFIRM, CORRECT}


def test_another_message_about_one_that_was_sent_can_be_begun(writing: Writing) -> None:
    writing.begin(text="laisser un autre message sur ma demande ESS-4827-3619")
    assert writing.question == "demande_message"
    writing.hear(message("laisser_message", "un message sur le budget ESS 2023-2024"))
    assert "utter_demande_deja_partie" not in writing.said


@pytest.mark.parametrize("typed", ["en fait non je veux pas envoyer", "n'envoyez pas svp"])
def test_whoever_does_not_want_it_sent_is_believed(written: Writing, typed: str) -> None:
    assert written.say(typed, "nier").said[0] == "utter_demande_abandonnee"
    assert written.draft is None


def test_a_consent_is_plain(written: Writing) -> None:
    assert written.say("voilà", "affirmer").last.confirmed is None
    assert written.say("ok envoyez", "affirmer").last.confirmed is not None


def test_the_message_may_stand_in_the_words_that_announce_it(writing: Writing) -> None:
    text = f"je laisse un message : demande de rendez-vous avant vendredi, {ADDRESS}"
    writing.begin("une crèche", text=text)
    assert writing.draft.message == f"demande de rendez-vous avant vendredi, {ADDRESS}"
    assert (writing.draft.email, writing.question) == (ADDRESS, "demande_nom")


def test_a_long_wish_to_be_called_is_part_of_the_proposal(writing: Writing) -> None:
    text = "je voudrais qu'on me rappelle pour le four à pain de Chapelle"
    writing.begin("un four à pain", text=text)
    assert writing.draft.message == f"un four à pain. {text}."


@pytest.mark.parametrize(
    "typed", ["je voudrais annuler mon message", "où en est la demande ess 4827 3619 svp"]
)
def test_a_request_that_was_sent_is_the_service_s(writing: Writing, typed: str) -> None:
    writing.draft = Draft(reference="ESS-4827-3619")
    writing.hear(message("laisser_message", typed))
    assert writing.said == ["utter_demande_deja_partie"]
    assert writing.last.says[0].variables["reference"] == "ESS-4827-3619"


@pytest.mark.parametrize(
    ("question", "intent", "typed", "begins"),
    [
        (OFFERED, "affirmer", "oui", True),
        (OFFERED, "hors_sujet", "ah oui volontiers", True),
        (OFFERED, "decrire_projet", "une crèche à Dole", False),
        (OFFERED, "question_donnees", "oui mais qui le lit ?", False),
        (None, "affirmer", "oui", False),
        (None, "affirmer", "oui message", True),
        ("etape", "hors_sujet", "0384728899 demandez Sylvie", True),
        (None, "decrire_projet", f"une crèche à Dole, on l'ouvre à cinq, {ADDRESS}", False),
        (None, "hors_sujet", "ma référence : ESS-4827-3619", True),
        ("demande_nom", "hors_sujet", "0384728899", False),
    ],
)
def test_a_request_begins_without_its_intent(
    question: str | None, intent: str, typed: str, *, begins: bool
) -> None:
    assert begins_request(question, message(intent, typed)) is begins


def test_a_name_given_with_the_number_is_not_asked_for(writing: Writing) -> None:
    writing.begin().say("Qui peut relire notre dossier ?").say("Jean-Marc Petit, 06 12 34 56 78")
    assert (writing.draft.nom, writing.question) == ("Jean-Marc Petit", "demande_conversation")


def test_a_stray_word_does_not_replace_the_proposal(writing: Writing) -> None:
    writing.begin("une crèche parentale à Dole").say("Denise", "saluer")
    assert writing.draft.message == "une crèche parentale à Dole."
    assert writing.question == "demande_message_propose"


def test_what_is_noted_beside_the_question_is_said(writing: Writing) -> None:
    writing.begin().say("Qui peut relire notre dossier ?").say(ADDRESS)
    writing.say("g oublié de dire qu'on est huit bénévoles")
    assert writing.said == ["utter_ajoute_a_la_demande", "utter_demander_demande_nom"]
    assert writing.draft.message.endswith("on est huit bénévoles")


@pytest.mark.parametrize("typed", ["non enlevez mon nom", "sans mon nom svp", "retirez le nom"])
@pytest.mark.parametrize("question", ["demande_conversation", "demande_confirmation"])
def test_a_name_is_removed_when_it_is_wanted(written: Writing, typed: str, question: str) -> None:
    written.conversation = written.conversation.asking(question)
    told = message("nier", typed)
    assert answers_request(question, told)
    written.hear(told)
    assert written.draft.nom == ""
    assert written.question == question


@pytest.mark.parametrize("typed", ["Je voudrais un rendez-vous", "rappelez-moi svp"])
def test_few_words_are_a_message_when_they_say_what_is_wanted(writing: Writing, typed: str) -> None:
    assert writing.begin().say(typed, "parler_a_quelqu_un").draft.message == typed


def test_an_order_is_no_name(writing: Writing) -> None:
    writing.begin().say("Qui peut relire notre dossier ?").say(ADDRESS).say("Envoyer", "affirmer")
    assert writing.question == "demande_nom"


@pytest.mark.parametrize("typed", ["finalement effacez ma demande", "supprimez mon message"])
def test_a_request_that_was_sent_is_not_erased_by_beginning_anew(typed: str) -> None:
    assert begins_request(None, message("recommencer", typed))


def test_what_is_added_beside_a_corrected_address_is_added(written: Writing) -> None:
    written.conversation = written.conversation.asking("demande_nom")
    written.say("je me suis trompé c'est jeanne@exemple.fr, et rajoutez que c'est à Héricourt")
    assert written.draft.email == "jeanne@exemple.fr"
    assert written.draft.message.endswith("\nc'est à Héricourt")
    assert written.said[0] == "utter_coordonnees_changees"


@pytest.mark.parametrize(
    ("typed", "attached"),
    [("c'est bon envoyez", False), ("oui", True), ("d'accord", True), ("joignez-la", True)],
)
def test_a_conversation_is_attached_on_plain_words_only(
    written: Writing, typed: str, attached: bool
) -> None:
    written.conversation = written.conversation.asking("demande_conversation")
    assert written.say(typed, "affirmer").draft.attach is attached


@pytest.mark.parametrize(
    "text",
    [
        "je ne veux plus l'envoyer",
        "mais non je vais bien, c'est mon message que je ne veux plus envoyer",
        "Finalement non, n'envoyez pas, je vais d'abord en parler à mon conseil d'administration",
    ],
)
@pytest.mark.parametrize("intent", ["detresse", "nier", "nlu_fallback"])
def test_who_no_longer_wants_to_send_is_not_in_danger(
    written: Writing, text: str, intent: str
) -> None:
    told = message(intent, text)
    assert answers_request(written.question, told)
    written.hear(told)
    assert "utter_demande_abandonnee" in written.said
    assert written.draft is None


def test_who_lets_it_fall_has_not_to_spell_it(written: Writing) -> None:
    written.say("nn laisse tombé")
    assert "utter_demande_abandonnee" in written.said


@pytest.mark.parametrize(
    "text", ["n'envoyez pas de courrier, écrivez-moi", "ne joignez pas la conversation"]
)
def test_what_is_not_to_be_sent_in_part_abandons_nothing(written: Writing, text: str) -> None:
    written.say(text)
    assert written.draft is not None


def test_another_address_said_with_an_order_does_not_replace_the_message(written: Writing) -> None:
    written.say("attendez, mettez plutôt l'adresse de l'association : bureau@exemple.fr")
    assert written.draft.email == "bureau@exemple.fr"
    assert written.draft.message == "Qui peut relire notre dossier ?"


def test_a_wish_to_add_adds(written: Writing) -> None:
    written.say("j'aimerais ajouter que je suis disponible le mardi")
    assert written.draft.message.endswith("je suis disponible le mardi")


def test_a_number_that_is_corrected_is_corrected_in_the_message_too(writing: Writing) -> None:
    writing.begin().say("Rappelez-moi au 06.12.34.56.78 pour en parler avec nous")
    writing.say("Camille").say("oui", "affirmer")
    writing.say("je me suis trompée de numéro, c'est 06 12 34 56 79")
    assert writing.draft.message == "Rappelez-moi au 06 12 34 56 79 pour en parler avec nous"
    assert writing.draft.telephone == "+33612345679"


@pytest.mark.parametrize(
    "text", ["Je vous l'ai déjà dit, c'est Camille Exemple", "je m'appelle Camille Exemple, merci"]
)
def test_a_name_among_other_words_is_a_name(writing: Writing, text: str) -> None:
    writing.begin().say("Qui peut relire notre dossier ?").say(ADDRESS).say(text)
    assert writing.draft.nom == "Camille Exemple"


def test_a_name_in_the_message_is_not_asked_again(writing: Writing) -> None:
    writing.begin().say("Bonjour, je m'appelle Camille Exemple et je cherche un local").say(ADDRESS)
    assert writing.draft.nom == "Camille Exemple"
    assert writing.question == "demande_conversation"


def test_a_request_that_was_sent_is_taken_back_with_a_reason(writing: Writing) -> None:
    writing.draft = Draft(reference="ESS-2026-0001")
    told = message(
        "laisser_message", "En fait je voudrais annuler ma demande, on a trouvé quelqu'un"
    )
    assert begins_request(None, told)
    assert writing.hear(told).said[0] == "utter_demande_deja_partie"


@pytest.mark.parametrize(
    "text",
    [
        "Je voudrais retirer ma demande de subvention, comment faire ?",
        "Mon fils est harcelé, je ne veux plus l'envoyer à l'école, que proposez-vous ?",
    ],
)
def test_what_concerns_somebody_else_is_a_message_like_others(writing: Writing, text: str) -> None:
    writing.begin().say(text)
    assert writing.draft.message is not None
    assert writing.question == CONTACTS


def test_a_name_that_is_not_given_is_not_asked_for_again_with_another_message(
    writing: Writing,
) -> None:
    writing.begin().say("Qui peut relire nos statuts ?").say(ADDRESS).say("sans nom", "nier")
    writing.say("non", "nier").say("corriger", "contester").say("mon message", "contester")
    writing.say("Qui finance le démarrage dans le Jura ?")
    assert writing.question == CONFIRM
    assert writing.draft.nom == ""


QUESTIONS = [MESSAGE, PROPOSED_MESSAGE, CONTACTS, NAME, ATTACH, CONFIRM, CORRECT]


@pytest.mark.parametrize(
    ("question", "typed", "over"),
    [
        (NAME, "je veux tout recommencer", True),
        (CONFIRM, "/recommencer", True),
        ("domaine", "je voudrais tout reprendre depuis le début", True),
        (CONTACTS, "mon tel c'est zéro six zéro zéro zéro zéro zéro zéro zéro zéro", False),
        (CONTACTS, "refais le 0612345678", False),
        (CONTACTS, f"recommence avec {ADDRESS}", False),
        (NAME, "Zéro Déchet, pour recommencer à neuf", False),
    ],
)
def test_only_a_plain_wish_forgets_a_request_that_is_being_written(
    question: str, typed: str, *, over: bool
) -> None:
    assert starts_over(question, message("recommencer", typed)) is over


def test_a_number_in_words_is_a_way_to_answer_and_no_message(writing: Writing) -> None:
    spoken = "mon tel c'est zéro six douze trente-quatre cinquante-six soixante-dix-huit"
    assert writing.begin().say(spoken).question == MESSAGE
    assert (writing.draft.message, writing.draft.telephone) == (None, "+33612345678")


@pytest.mark.parametrize(
    ("question", "intent", "confidence", "typed", "beside"),
    [
        (
            PROPOSED_MESSAGE,
            "question_pratique",
            0.9,
            "attendez, avant : ils répondent en combien de temps ?",
            True,
        ),
        (
            PROPOSED_MESSAGE,
            "question_donnees",
            0.4,
            "Pourrais-je auparavant savoir combien de temps cette demande serait conservée ?",
            True,
        ),
        (PROPOSED_MESSAGE, "question_pratique", 0.5, "Et je peux appeler quand ?", True),
        (
            PROPOSED_MESSAGE,
            "question_pratique",
            0.7,
            "je voulais juste savoir les heures d'ouverture",
            True,
        ),
        (
            MESSAGE,
            "question_pratique",
            0.7,
            "je voulais juste savoir les heures d'ouverture",
            False,
        ),
        (MESSAGE, "question_pratique", 0.9, "ils répondent en combien de temps ?", False),
        (PROPOSED_MESSAGE, "question_pratique", 0.3, "vous ouvrez un four à quelle heure ?", False),
        (PROPOSED_MESSAGE, "question_argent", 0.7, "je voulais savoir si une aide existe", False),
        (PROPOSED_MESSAGE, "question_pratique", 0.9, "on me rappelle au 06 12 34 56 78 ?", False),
        (PROPOSED_MESSAGE, "saluer", 0.7, "Bonjour, pouvez-vous m'aider pour un local ?", False),
    ],
)
def test_a_question_asked_while_a_text_is_proposed_does_not_replace_it(
    question: str, intent: str, confidence: float, typed: str, *, beside: bool
) -> None:
    told = replace(message(intent, typed), confidence=confidence)
    assert answers_request(question, told) is not beside


def test_a_question_about_the_project_may_be_the_message() -> None:
    told = message("question_argent", "qui finance une crèche ?", domaine="petite_enfance")
    assert answers_request(PROPOSED_MESSAGE, told)


def test_who_asks_to_call_while_a_text_is_proposed_is_told_where(writing: Writing) -> None:
    writing.begin("une crèche à Dole").say("Et je peux appeler quand ?", "parler_a_quelqu_un")
    assert writing.said[0] == "utter_service_a_appeler"
    assert writing.question == PROPOSED_MESSAGE
    writing.say("Pouvez-vous me rappeler demain ?", "parler_a_quelqu_un")
    assert writing.draft.message == "Pouvez-vous me rappeler demain ?"


def test_it_says_how_to_get_the_proposed_text_back(writing: Writing) -> None:
    words = ("une crèche parentale à Dole",)
    writing.begin(*words).say("Nous cherchons surtout un local, pouvez-vous nous aider ?")
    assert writing.said == ["utter_message_remplace", "utter_demander_demande_coordonnees"]
    writing.hear(message("contester", "le texte d'avant"), words)
    assert writing.said == ["utter_message_repris", "utter_demander_demande_coordonnees"]
    assert writing.draft.message == "une crèche parentale à Dole."


@pytest.mark.parametrize(
    "typed",
    [
        "Non ! c'est pas ça mon message. Le message c'est le texte d'avant, sur la ressourcerie",
        "je souhaiterais que le texte initial soit rétabli",
        "ma question n'était pas le message ! je demandais juste le délai",
        "le texte du début",
        "remettez plutôt le message d'avant",
    ],
)
@pytest.mark.parametrize("question", [asked for asked in QUESTIONS if asked != PROPOSED_MESSAGE])
def test_the_first_text_comes_back_at_any_question(
    written: Writing, question: str, typed: str
) -> None:
    written.conversation = written.conversation.asking(question)
    told = message("question_pratique", typed)
    assert answers_request(question, told)
    written.hear(told, ("une crèche parentale à Dole",))
    assert written.draft.message == "une crèche parentale à Dole."
    assert written.said[0] == "utter_message_repris"


def test_the_first_text_is_kept_while_it_is_proposed(writing: Writing) -> None:
    text = "je voudrais qu'on me rappelle pour le four à pain de Chapelle"
    writing.begin("un four à pain", text=text)
    told = message("contester", "le texte du début")
    assert answers_request(PROPOSED_MESSAGE, told)
    writing.hear(told, ("un four à pain",))
    assert writing.draft.message == f"un four à pain. {text}."
    assert writing.question == CONTACTS


def test_who_disowns_the_text_is_asked_for_another(written: Writing) -> None:
    words = ("une crèche parentale à Dole",)
    told = message("contester", "non, c'est pas ça mon message")
    assert written.hear(told, words).question == MESSAGE


@pytest.mark.parametrize(
    "typed",
    [
        "Notre premier texte de statuts a été refusé, qui peut le relire ?",
        "Nous écrivons un texte sur la ressourcerie avant l'été",
        "ce n'est pas un projet, c'est un message à la Région",
    ],
)
def test_a_text_that_speaks_of_texts_is_a_message(writing: Writing, typed: str) -> None:
    assert writing.begin("une crèche").say(typed).draft.message == typed


@pytest.mark.parametrize(
    "typed",
    [
        "nan finaleman envoi pa, oubli",
        "abandoné",
        "Je ne veux pas envoyer de message, je vais téléphoner.",
        "n'envoyez rien finalement, laissez tomber",
    ],
)
@pytest.mark.parametrize("question", QUESTIONS)
def test_who_gives_up_is_believed_at_any_question(
    written: Writing, question: str, typed: str
) -> None:
    written.conversation = written.conversation.asking(question)
    told = message("laisser_message", typed)
    assert answers_request(question, told)
    assert written.hear(told).said[0] == "utter_demande_abandonnee"


@pytest.mark.parametrize(
    "typed",
    [
        "n'envoyez pas la conversation",
        "Un refuge pour les animaux abandonnés",
        "Notre projet : lutter contre l'abandon scolaire",
        "envoi pas cher de colis, c'est notre projet",
        "Je ne veux pas envoyer de message à la mairie sans votre avis",
    ],
)
def test_what_only_sounds_like_giving_up_abandons_nothing(written: Writing, typed: str) -> None:
    written.conversation = written.conversation.asking(MESSAGE)
    assert written.say(typed).draft is not None


@pytest.mark.parametrize(
    "typed",
    [
        "Enlevez l'adresse mail, gardez seulement le téléphone",
        "Non, retirez mon mail",
        "je ne veux pas que vous envoyiez mon adresse mail",
        "seulement 06 00 00 00 03, pas d'adresse",
        "remplacez l'adresse par un téléphone, 06 00 00 00 03",
        "n'envoyez pas mon mail",
    ],
)
@pytest.mark.parametrize("question", QUESTIONS)
def test_an_address_is_removed_when_there_is_a_number(
    written: Writing, question: str, typed: str
) -> None:
    written.draft = replace(written.draft, telephone="+33600000003")
    written.conversation = written.conversation.asking(question)
    told = message("question_donnees", typed)
    assert answers_request(question, told)
    written.hear(told)
    assert (written.draft.email, written.draft.telephone) == (None, "+33600000003")
    assert written.said[0] == "utter_coordonnees_retirees"
    assert written.question == (CONFIRM if question in (CONTACTS, CORRECT) else question)


def test_the_number_given_instead_of_the_address_is_kept(written: Writing) -> None:
    written.say("remplacez l'adresse par un téléphone, 06 00 00 00 03")
    assert (written.draft.email, written.draft.telephone) == (None, "+33600000003")
    written.say("enlevez mon numéro de téléphone, et mettez plutôt autre@exemple.fr")
    assert (written.draft.email, written.draft.telephone) == ("autre@exemple.fr", None)


def test_what_is_removed_is_removed_from_the_message_too(writing: Writing) -> None:
    text = f"Rappelez-moi au 06.00.00.00.03 ou écrivez à {ADDRESS} pour en parler"
    writing.begin().say(text).say("Camille").say("oui", "affirmer")
    writing.say("retirez mon mail")
    assert writing.draft.message == "Rappelez-moi au 06.00.00.00.03 ou écrivez à … pour en parler"
    writing.say(f"enlevez le téléphone, gardez {ADDRESS}")
    assert writing.draft.message == "Rappelez-moi au … ou écrivez à … pour en parler"
    assert (writing.draft.email, writing.draft.telephone) == (ADDRESS, None)


def test_without_any_way_to_answer_left_another_is_asked_for(written: Writing) -> None:
    written.say("retirez mon mail")
    assert written.draft.email is None
    assert written.said == ["utter_coordonnees_retirees", "utter_demander_demande_coordonnees"]


@pytest.mark.parametrize(
    "typed",
    [
        "ce n'est pas mon mail",
        "mon adresse n'est pas bonne",
        "vous pouvez me répondre sans mon mail ?",
        "enlevez l'adresse du local",
        "une crèche sans adresse fixe pour l'instant",
        "enlevez le numéro de SIRET",
        "enlevez mon adresse, c'est plutôt autre@exemple.fr",
        "pas de téléphone",
    ],
)
def test_what_is_only_corrected_or_asked_of_an_address_removes_none(
    written: Writing, typed: str
) -> None:
    assert written.say(typed).draft.email is not None


def test_a_way_to_answer_added_from_the_menu_leaves_the_other(written: Writing) -> None:
    written.say("/contester", "contester").say("mes coordonnées").say("03 81 61 61 61")
    assert (written.draft.email, written.draft.telephone) == (ADDRESS, "+33381616161")


def test_a_name_is_removed_with_what_is_said_beside_it(written: Writing) -> None:
    written.draft = replace(written.draft, telephone="+33600000003")
    written.say(
        "attendez, le téléphone n'est pas bon, c'est 06 00 00 00 02, et enlevez mon nom",
        "laisser_message",
    )
    assert (written.draft.nom, written.draft.telephone) == ("", "+33600000002")
    assert (written.said[0], written.question) == ("utter_nom_retire", CONFIRM)


def test_a_number_is_not_removed_by_words_of_a_project(written: Writing) -> None:
    written.draft = replace(written.draft, telephone="+33600000003")
    written.conversation = written.conversation.asking(MESSAGE)
    written.say("On voudrait retirer le téléphone des mains des enfants")
    assert written.draft.telephone == "+33600000003"


def test_who_complains_that_the_name_is_still_there_is_heard(written: Writing) -> None:
    told = message("question_donnees", "mon nom est toujours là ! enlevez-le")
    assert answers_request(CONFIRM, told)
    assert written.hear(told).draft.nom == ""


def test_a_name_and_an_address_are_removed_together(written: Writing) -> None:
    written.say("enlevez mon nom et mon mail")
    assert (written.draft.nom, written.draft.email) == ("", None)
    assert written.said[:2] == ["utter_nom_retire", "utter_coordonnees_retirees"]


@pytest.mark.parametrize(
    ("typed", "intent", "name"),
    [
        (
            "Ramirez. et en fait avant, c'est ouvert jusqu'à quelle heure le service ?",
            "question_pratique",
            "Ramirez",
        ),
        (
            "Monsieur Perrin, vice-président. Serait-il envisageable de joindre une note ?",
            "question_processus",
            "Monsieur Perrin, vice-président",
        ),
        ("marcel je viens de le dire", "contester", "marcel"),
        ("kevin mais tu as pas corrigé mes fautes", "contester", "kevin"),
        ("Dr. Petit. Vous répondez quand ?", "question_pratique", "Dr. Petit"),
        ("Camille, et vous répondez quand ?", "question_pratique", "Camille"),
        ("C'est ouvert jusqu'à quelle heure ?", "question_pratique", None),
        ("Bonjour. C'est ouvert quand ?", "question_pratique", None),
        ("Une question. C'est ouvert quand ?", "question_pratique", None),
        ("attendez je viens de le dire", "contester", None),
        ("franchement mais pourquoi ?", "demander_pourquoi", None),
        ("Peu importe. Vous répondez quand ?", "question_pratique", None),
        ("nul. vous servez à quoi ?", "insulter", None),
    ],
)
def test_a_name_may_be_followed_by_a_sentence(
    writing: Writing, typed: str, intent: str, name: str | None
) -> None:
    writing.begin().say("Qui peut relire notre dossier ?").say(ADDRESS)
    told = message(intent, typed)
    assert name is None or answers_request(NAME, told)
    assert writing.hear(told).draft.nom == name


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("06 00 00 00 00 marcel de morez", "marcel de morez"),
        ("mon tel : 06 00 00 00 00, c'est Marcel", None),
        ("06 00 00 00 00 (Marcel Petit)", "Marcel Petit"),
        ("06 00 00 00 00 le soir", None),
        ("06 00 00 00 00 merci", None),
        ("06 00 00 00 00 demandez Sylvie", None),
        ("06 00 00 00 00 de préférence", None),
        ("06 00 00 00 00 nous sommes une association de Morez", None),
        ("06 00 00 00 00 vous rappelez ?", None),
    ],
)
def test_few_words_after_a_number_are_a_name(
    writing: Writing, typed: str, name: str | None
) -> None:
    writing.begin().say("Qui peut relire notre dossier ?").say(typed, "laisser_message")
    assert (writing.draft.nom, writing.draft.telephone) == (name, "+33600000000")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (
            "Non je préfère : Jardin d'insertion à Héricourt, on cherche un terrain",
            "Jardin d'insertion à Héricourt, on cherche un terrain",
        ),
        (
            "non le dernier bout enlevez, mettez juste : garage solidaire à Montbéliard",
            "garage solidaire à Montbéliard",
        ),
        ("met juste garage solidaire à montbéliard", "garage solidaire à montbéliard"),
        ("mets juste : on cherche un local", "on cherche un local"),
        ("mettez seulement : garage solidaire à Montbéliard", "garage solidaire à Montbéliard"),
    ],
)
@pytest.mark.parametrize("question", [PROPOSED_MESSAGE, CONTACTS, CONFIRM])
def test_what_is_preferred_takes_the_place_of_the_text(
    written: Writing, question: str, typed: str, kept: str
) -> None:
    written.conversation = written.conversation.asking(question)
    assert answers_request(question, message("contester", typed))
    written.say(typed, "contester")
    assert written.draft.message == kept
    assert written.said[0] == "utter_message_change"


@pytest.mark.parametrize(
    "typed",
    [
        "mettez juste le début de mon message",
        "écrivez seulement par mail s'il vous plaît",
        "mettez seulement le téléphone, pas le reste",
        "je préfère : Monsieur Petit",
        "mettez juste Jean Petit",
        f"je préfère : {ADDRESS}",
    ],
)
def test_what_is_preferred_of_something_else_keeps_the_text(written: Writing, typed: str) -> None:
    assert written.say(typed, "contester").draft.message == "Qui peut relire notre dossier ?"


@pytest.mark.parametrize("intent", ["affirmer", "nlu_fallback", "question_pratique"])
@pytest.mark.parametrize("typed", ["vas-y envoie", "vazi envoi", "allez envoyez", "ok envoie le"])
def test_a_plain_order_to_send_sends(written: Writing, typed: str, intent: str) -> None:
    told = message(intent, typed)
    assert answers_request(CONFIRM, told)
    assert written.hear(told).last.confirmed is not None


@pytest.mark.parametrize(
    "typed",
    [
        "vas-y envoie mais sans mon nom",
        "envoie pas",
        "vas-y envoie ?",
        "envoyez sans la conversation",
        "allez envoyez le message à la mairie",
        "vas-y",
    ],
)
def test_what_is_more_than_an_order_to_send_sends_nothing(written: Writing, typed: str) -> None:
    assert written.say(typed).last.confirmed is None


def test_what_is_asked_of_the_service_takes_the_place_of_the_proposed_text(
    writing: Writing,
) -> None:
    writing.begin("une crèche parentale à Dole")
    told = message("question_pratique", "Pouvez-vous relire notre dossier et nous rappeler ?")
    assert answers_request(writing.question, told)
    assert not answers_request(
        writing.question, message("question_pratique", "c'est ouvert quand ?")
    )


def test_a_first_text_that_was_never_proposed_does_not_cost_the_second(writing: Writing) -> None:
    writing.begin().say("Un garage à Lure, qui peut nous aider ?").say(ADDRESS)
    writing.say("changez le message, mettez : un local de 200 m² à Lure")
    writing.say("finalement remettez le premier texte, il était mieux")
    assert writing.said[0] == "utter_premier_texte_perdu"
    assert writing.draft.message == "un local de 200 m² à Lure"
