"""Moves that answer a question with facts of the catalogue, then come back to the pending one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from bot.dialogue.advice_words import refuses_door
from bot.dialogue.conversation import (
    Conversation,
    answers_pending,
    remember,
    speaks_of_project,
    topic_of,
)
from bot.dialogue.listening import listen, proceed
from bot.dialogue.message import Detail, Message
from bot.dialogue.request_words import OFFERED
from bot.dialogue.result import next_steps
from bot.dialogue.speech import Say, door, door_contact, service_contact
from bot.dialogue.topics import explain_acronyms, unless_repeated
from bot.dialogue.turn import Turn, answer_then_resume, resume
from bot.orientation.engine import Recommendation, recommend
from bot.orientation.profile import Profile
from bot.orientation.rules import Catalogue, Example, Scheme

#: What asks whether a project is a social innovation, and not about a condition of its own.
_ABOUT_INNOVATION = re.compile(r"innov|label|certifi|soci[ae]|solid|utile|[ée]ligi", re.IGNORECASE)

#: « Quel âge il faut ? », « faut un dossier ? »: what a door's card does not say.
_ASKING_A_FACT = re.compile(
    r"\b(?:[âa]ges?|combien|prix|tarifs?|co[ûu]te\w*|gratuit\w*|payant\w*|d[ée]lais?|longtemps"
    r"|horaires?|quand|dossiers?|papiers?|pi[èe]ces?|obligatoire|obligé\w*|(?:il )?faut|dois)\b",
    re.IGNORECASE,
)

#: « Le service répond quand ? »: of the service that a message was left to.
_REPLYING = re.compile(r"\b(?:service|r[ée]pon[dst]\w*|rappel\w*)\b", re.IGNORECASE)

#: « Vous avez leur numéro ? », « je les appelle comment ? »
_CALLING = re.compile(r"\b(?:num[ée]ros?|t[ée]l(?:[ée]phones?)?|appel(?:le|er))\b", re.IGNORECASE)

#: « Et si Bpifrance dit non ? », « et si ça marche pas ? »
_REFUSED = re.compile(
    r"\bsi\b.*\b(?:(?:dit|disent|r[ée]pond\w*) (?:non|pas|rien)|refus\w+|rejet\w+"
    r"|(?:marche|accepte\w*|aide\w*|veu\w+|peu\w+) pas)\b",
    re.IGNORECASE,
)


def what_next(
    conversation: Conversation, message: Message, catalogue: Catalogue, day: date
) -> Turn:
    """Give the next step of each door, or go on towards a result."""
    conversation = conversation.understood()
    moves = message.corrects or message.supposes
    if conversation.oriented and moves and message.is_sure_of("territoire"):
        # « Et si je le faisais plutôt à Besançon ? », « et si c'était à Dole ? »
        return listen(conversation, message, catalogue, day)
    if conversation.question in ("reprise", "recommencer"):
        return resume(conversation, message, catalogue, day)
    if fears_refusal(conversation, message):
        return if_refused(conversation, message, catalogue)
    if conversation.oriented:
        return answer_then_resume(conversation, next_steps(conversation, catalogue, day), catalogue)
    after, says = proceed(conversation, catalogue, day)
    return after, (Say("utter_suite_sans_resultat"), *says)


def rephrase(conversation: Conversation, message: Message, catalogue: Catalogue, day: date) -> Turn:
    """Ask the pending question in other words; after the result, say it in one sentence.

    An acronym that is asked about is explained first.
    """
    acronyms = explain_acronyms(message, catalogue)
    if acronyms:
        return answer_then_resume(conversation, acronyms, catalogue)
    if conversation.question is None and conversation.oriented:
        first = _advised(conversation, catalogue, day)[0].organisation
        say = Say("utter_reformuler_resultat", door_contact(first, catalogue))
        return answer_then_resume(conversation, (say,), catalogue)
    topic = topic_of(conversation.question) if conversation.question else "rien"
    return answer_then_resume(conversation, (Say(f"utter_reformuler_{topic}"),), catalogue)


def give_examples(
    conversation: Conversation, message: Message, catalogue: Catalogue, day: date
) -> Turn:
    """Give examples of the domain asked for, or of the project's, or of every kind."""
    conversation = remember(conversation, message)
    asked = message.values("domaine")
    wanted = set(asked or conversation.profile.domaines)
    found = [example for example in catalogue.examples if wanted & set(example.domaines)]
    says: list[Say] = []
    if found:
        says.append(Say("utter_exemples_domaine", {"exemples": _lines(found)}))
    else:
        if asked:
            labels = ", ".join(catalogue.domain(code).libelle for code in asked)
            says.append(Say("utter_pas_d_exemple", {"domaine": labels}))
        for kind in ("prix_2013", "quotidien"):
            of_kind = [example for example in catalogue.examples if example.genre == kind]
            says.append(Say(f"utter_exemples_{kind}", {"exemples": _lines(of_kind)}))
    says.append(_where_examples_are(catalogue, day))
    return answer_then_resume(conversation, tuple(says), catalogue)


def present_door(
    conversation: Conversation, message: Message, catalogue: Catalogue, day: date
) -> Turn:
    """Present the doors the visitor asks about, or all of them."""
    asked = message.values("organisation")
    if not asked and answers_pending(conversation, message):
        # « En Franche-Comté » sounds like the name of a door.
        return listen(conversation, message, catalogue, day)
    if asked and fears_refusal(conversation, message):
        return if_refused(conversation, message, catalogue)
    if asked and _CALLING.search(message.plain):
        ways = tuple(_how_to_reach(code, catalogue) for code in asked)
        return answer_then_resume(conversation, ways, catalogue)
    if asked and message.asks and _ASKING_A_FACT.search(message.plain):
        return _send_to_door("utter_question_sans_reponse", conversation, message, catalogue, day)
    acronyms = () if asked else explain_acronyms(message, catalogue)
    if acronyms:  # « c'est quoi la CRESS ? » sounds like the name of a door
        return answer_then_resume(conversation, acronyms, catalogue)
    says = [] if asked else [Say("utter_introduire_portes")]
    codes = asked or tuple(organisation.code for organisation in catalogue.organisations)
    says += [door(code, catalogue) for code in codes]
    advised = [item.organisation for item in _advised(conversation, catalogue, day)]
    if asked and advised:
        suits = [code for code in advised if code in asked]
        first = catalogue.organisation((suits or advised)[0]).nom
        says.append(Say("utter_porte_conseillee" if suits else "utter_autre_porte", {"nom": first}))
    return answer_then_resume(conversation, tuple(says), catalogue)


def who_pays(conversation: Conversation, message: Message, catalogue: Catalogue, day: date) -> Turn:
    """Say what kind of help the door asked about gives; or those of the result, or all."""
    conversation = remember(conversation, message)
    asked = set(message.values("organisation"))
    of_doors = [s for s in catalogue.schemes if asked & set(s.organisations)]
    advised = {item.dispositif for item in _advised(conversation, catalogue, day)}
    of_result = [scheme for scheme in catalogue.schemes if scheme.code in advised]
    if of_doors:
        response, schemes = "utter_aide_d_une_porte", of_doors
    elif of_result:
        response, schemes = "utter_qui_finance_votre_projet", of_result
    else:
        response, schemes = "utter_qui_finance", list(catalogue.schemes)
    lines = "\n".join(_scheme_line(scheme, catalogue) for scheme in schemes)
    say = Say(response, {"dispositifs": lines})
    return unless_repeated(*_answer_then_go_on(conversation, say, catalogue, day), catalogue)


def eligibility(
    conversation: Conversation, message: Message, catalogue: Catalogue, day: date
) -> Turn:
    """Say that nobody certifies a project, how to judge for oneself, and whom to ask."""
    if fears_refusal(conversation, message):
        return if_refused(conversation, message, catalogue)
    if message.first("territoire") is not None and not message.is_sure_of("etape"):
        response = "utter_eligibilite_du_lieu"
    elif conversation.oriented and not _ABOUT_INNOVATION.search(message.text):
        response = "utter_condition"
    else:
        response = "utter_eligibilite"
    turn = _send_to_door(response, conversation, message, catalogue, day)
    return unless_repeated(*turn, catalogue)


def practical(
    conversation: Conversation, message: Message, catalogue: Catalogue, day: date
) -> Turn:
    """Say that opening hours, dates and papers are not known here, and whom to ask."""
    if fears_refusal(conversation, message):
        return if_refused(conversation, message, catalogue)
    if not message.values("organisation") and _REPLYING.search(message.plain):
        service = Detail("organisation", catalogue.last_resort.organisation)
        message = replace(message, details=(*message.details, service))
    turn = _send_to_door("utter_question_pratique", conversation, message, catalogue, day)
    return unless_repeated(*turn, catalogue)


def call_person(
    conversation: Conversation, message: Message, catalogue: Catalogue, day: date
) -> Turn:
    """Give the contact of the door asked for, and the human one, with the offer to write to it."""
    person = catalogue.last_resort.organisation
    doors = [code for code in message.values("organisation") if code != person]
    says = [_how_to_reach(code, catalogue) for code in doors]
    says.append(Say("utter_parler_a_quelqu_un", service_contact(catalogue)))
    return _offering_to_write(conversation, tuple(says), catalogue)


def nobody_answers(conversation: Conversation, catalogue: Catalogue) -> Turn:
    """Offer to write to whoever called in vain, and not the same number again."""
    say = Say("utter_injoignable", service_contact(catalogue))
    return _offering_to_write(conversation, (say,), catalogue)


def welcome_thanks(
    conversation: Conversation, message: Message, catalogue: Catalogue, day: date
) -> Turn:
    """Answer thanks, or what comes with them ("merci, mais c'est à Dole")."""
    if speaks_of_project(message):
        return listen(conversation, message, catalogue, day)
    if conversation.question is None:
        return conversation.understood(), (Say("utter_de_rien"),)
    return answer_then_resume(conversation, (Say("utter_de_rien"),), catalogue)


def _offering_to_write(
    conversation: Conversation, says: tuple[Say, ...], catalogue: Catalogue
) -> Turn:
    """Say what offers to write to the service: a question, unless another one is pending."""
    if conversation.question is None:
        return conversation.asking(OFFERED).understood(), says
    return answer_then_resume(conversation, says, catalogue)


def fears_refusal(conversation: Conversation, message: Message) -> bool:
    """Tell whether a message says that a door that was advised may not help, or does not suit."""
    refused = bool(_REFUSED.search(message.plain)) or refuses_door(message)
    return conversation.oriented and refused


def if_refused(conversation: Conversation, message: Message, catalogue: Catalogue) -> Turn:
    """Say whom to turn to when a door does not help, or is not wanted."""
    response = "utter_porte_ecartee" if refuses_door(message) else "utter_si_une_porte_refuse"
    say = Say(response, service_contact(catalogue))
    return conversation.asking(OFFERED).understood(), (say,)


def _answer_then_go_on(
    conversation: Conversation, say: Say, catalogue: Catalogue, day: date
) -> Turn:
    """Answer; then ask the pending question, or go on with a project told in passing."""
    if conversation.question is None and conversation.started and not conversation.oriented:
        after, says = proceed(conversation.understood(), catalogue, day)
        return after, (say, *says)
    return answer_then_resume(conversation, (say,), catalogue)


def _advised(
    conversation: Conversation, catalogue: Catalogue, day: date
) -> tuple[Recommendation, ...]:
    return recommend(conversation.profile, catalogue, day) if conversation.oriented else ()


def _send_to_door(
    response: str, conversation: Conversation, message: Message, catalogue: Catalogue, day: date
) -> Turn:
    """Name the door that knows: the one asked about, else the first advised, else the service."""
    conversation = remember(conversation, message)
    advised = (item.organisation for item in _advised(conversation, catalogue, day))
    doors = (*message.values("organisation"), *advised, catalogue.last_resort.organisation)
    say = Say(response, door_contact(doors[0], catalogue))
    return _answer_then_go_on(conversation, say, catalogue, day)


def _how_to_reach(code: str, catalogue: Catalogue) -> Say:
    telephone = catalogue.contact(code).telephone
    response = "utter_contact_d_une_porte" if telephone else "utter_contact_sans_telephone"
    return Say(response, door_contact(code, catalogue))


def _names(scheme: Scheme, catalogue: Catalogue) -> str:
    """Name who offers a scheme, but for those whom its own name says already."""
    names = (catalogue.organisation(code).nom for code in scheme.organisations)
    said = scheme.nom.casefold()
    return ", ".join(name for name in names if name.partition(" de la ")[0].casefold() not in said)


def _scheme_line(scheme: Scheme, catalogue: Catalogue) -> str:
    offered_by = f" ({names})" if (names := _names(scheme, catalogue)) else ""
    return f"• {scheme.nom}{offered_by} : {scheme.aide}"


def _lines(examples: Iterable[Example]) -> str:
    return "\n".join(f"• {example.nom} : {example.texte}" for example in examples)


def _where_examples_are(catalogue: Catalogue, day: date) -> Say:
    source = recommend(Profile(besoin="exemples"), catalogue, day)[0].organisation
    return Say("utter_plus_d_exemples", door_contact(source, catalogue))
