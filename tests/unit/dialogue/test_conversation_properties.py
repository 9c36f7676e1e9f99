"""Whatever is said, in whatever order, the dialogue answers, ends, and forgets nothing said."""

from __future__ import annotations

from conftest import Talk
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.dialogue import (
    answering,
    explaining,
    hearing,
    listening,
    recovering,
    several_projects,
    topics,
    turn,
    yes_or_no,
)
from bot.dialogue.message import Detail, Message
from bot.orientation.reader import read_catalogue
from bot.settings import ROOT

CATALOGUE = read_catalogue(ROOT / "data/catalogue")
MOVES = [
    listening.listen,
    listening.greet,
    listening.not_know,
    several_projects.former_project,
    several_projects.other_project,
    listening.start_again,
    yes_or_no.agree,
    yes_or_no.deny,
    hearing.hear,
    answering.welcome_thanks,
    recovering.distress,
    recovering.misunderstood,
    recovering.off_topic,
    recovering.object_to,
    explaining.why,
    answering.what_next,
    answering.rephrase,
    answering.give_examples,
    answering.present_door,
    answering.who_pays,
    answering.eligibility,
    answering.practical,
    answering.call_person,
    topics.answer_notion,
    turn.resume,
]
DETAILS = st.one_of(
    st.builds(Detail, st.just("etape"), st.sampled_from([s.code for s in CATALOGUE.stages])),
    st.builds(Detail, st.just("domaine"), st.sampled_from([d.code for d in CATALOGUE.domains])),
    st.builds(
        Detail, st.just("territoire"), st.sampled_from([t.code for t in CATALOGUE.territories])
    ),
    st.builds(Detail, st.just("entreprise_en_activite"), st.sampled_from(["oui", "non"])),
    st.builds(Detail, st.just("lieu"), st.just("franche_comte")),
)
MESSAGES = st.builds(
    Message,
    intent=st.sampled_from(["decrire_projet", "nlu_fallback"]),
    details=st.lists(DETAILS, max_size=3).map(tuple),
    text=st.sampled_from(["", "plutôt", "aussi"]),
    intents=st.just(("saluer", "nier")),
    confidence=st.floats(0, 1),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(MOVES), MESSAGES), min_size=1, max_size=8))
def test_every_turn_answers_unless_there_is_nothing_to_ask_again(turns: list) -> None:
    talk = Talk(CATALOGUE)
    for move, told in turns:
        talk.make(move, told)
        assert talk.says or (move is turn.resume and talk.conversation.question is None)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(MOVES), MESSAGES), max_size=6))
def test_not_knowing_leads_to_a_result_within_a_dozen_turns(turns: list) -> None:
    talk = Talk(CATALOGUE)
    for move, told in turns:
        talk.make(move, told)
    talk.make(listening.start_again).tell(domaine="autre")
    for _ in range(12):
        if talk.conversation.oriented:
            break
        talk.make(listening.not_know)
    assert talk.doors[-1] == "service_ess"


@settings(max_examples=100, deadline=None)
@given(st.permutations(["etape:demarrage", "domaine:sante", "territoire:25"]))
def test_the_order_of_the_details_does_not_change_the_result(order: list[str]) -> None:
    talk = Talk(CATALOGUE)
    for detail in order:
        dimension, code = detail.split(":")
        talk.tell(**{dimension: code})
    assert talk.doors[0] == "bpifrance"
