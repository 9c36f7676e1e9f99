"""The sentences, the rules, the actions and the buttons agree with one another."""

import ast
import importlib
import inspect
import pkgutil
import re
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
import yaml

import actions
import bot.dialogue
from actions.move_action import MoveAction
from bot.dialogue.message import REQUEST_ITEMS
from bot.dialogue.request_words import CONFIRM, CORRECT, PROPOSED_MESSAGE
from bot.nlu.text import is_button
from bot.orientation.interview import ASKED, STAGE_QUESTIONS
from bot.orientation.reader import read_catalogue
from bot.settings import ROOT


@lru_cache
def read(name: str) -> Any:
    return yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))


DOMAIN = read("domain.yml")
NORMALIZER = read("config.yml")["pipeline"][0]
DECLARED = [name if isinstance(name, str) else next(iter(name)) for name in DOMAIN["actions"]]
#: As they are sent: Rasa fills the braces of a sentence, so those of a payload are written twice.
PAYLOADS = [
    button["payload"].format()
    for variations in DOMAIN["responses"].values()
    for variation in variations
    for button in variation.get("buttons", [])
]


def written_actions() -> set[str]:
    for module in pkgutil.iter_modules(actions.__path__):
        importlib.import_module(f"actions.{module.name}")
    return {
        action().name()
        for action in MoveAction.__subclasses__()
        if not inspect.isabstract(action) and action.__module__.startswith("actions.")
    }


def response_names_in(folder: Path) -> set[str]:
    """The literal names of responses in the code of a folder."""
    names = set()
    for path in folder.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                names |= set(re.findall(r"utter_[a-z0-9_]+[a-z0-9]$", node.value))
    return names


def composed_response_names() -> set[str]:
    """The names that the dialogue composes from a question, a kind or what is known."""
    topics = {*ASKED, "un_projet", "reprise", "recommencer", "demande"}
    request = {*REQUEST_ITEMS, PROPOSED_MESSAGE, CONFIRM, CORRECT}
    questions = {*topics, *STAGE_QUESTIONS, *request, "domaines_proposes", "correction"}
    questions -= {"demande"}
    known = ["etape", "domaine", "lieu"]
    recaps = {
        "_".join(name for bit, name in enumerate(known) if mask >> bit & 1) for mask in range(1, 8)
    }
    return (
        {f"utter_demander_{question}" for question in questions}
        | {f"utter_pourquoi_{topic}" for topic in topics}
        | {f"utter_reformuler_{topic}" for topic in {*topics, "correction", "rien"}}
        | {f"utter_exemples_{kind}" for kind in ("prix_2013", "quotidien")}
        | {f"utter_recapitulatif_{recap}" for recap in recaps}
    )


def rule_actions() -> set[str]:
    steps = [
        step
        for path in (ROOT / "data/rules").glob("*.yml")
        for rule in yaml.safe_load(path.read_text(encoding="utf-8"))["rules"]
        for step in rule["steps"]
    ]
    return {step["action"] for step in steps if "action" in step}


def test_every_action_of_the_domain_is_written_and_the_other_way_round() -> None:
    assert written_actions() == set(DECLARED)


def test_every_response_that_is_said_has_its_sentence() -> None:
    said = response_names_in(Path(bot.dialogue.__path__[0])) | composed_response_names()
    said |= response_names_in(Path(actions.__path__[0]))
    said |= {action for action in rule_actions() if action.startswith("utter_")}
    assert said - set(DOMAIN["responses"]) == set()


def test_no_sentence_is_left_unused() -> None:
    said = response_names_in(Path(bot.dialogue.__path__[0])) | composed_response_names()
    said |= response_names_in(Path(actions.__path__[0])) | rule_actions()
    unused = set(DOMAIN["responses"]) - said
    assert {name for name in unused if not name.startswith("utter_libelle_")} == set()


def test_every_label_names_an_intent_a_button_may_carry() -> None:
    labelled = {n.removeprefix("utter_libelle_") for n in DOMAIN["responses"] if "libelle" in n}
    corrections = {f"corriger_{dimension}" for dimension in (*ASKED, *REQUEST_ITEMS)}
    assert corrections <= labelled
    assert labelled - corrections <= set(NORMALIZER["button_intents"])


def test_every_intent_has_one_rule() -> None:
    intents = [
        step["intent"]
        for path in (ROOT / "data/rules").glob("*.yml")
        for rule in yaml.safe_load(path.read_text(encoding="utf-8"))["rules"]
        for step in rule["steps"]
        if "intent" in step
    ]
    assert sorted(intents) == sorted([*DOMAIN["intents"], "nlu_fallback"])


@pytest.mark.parametrize("payload", sorted(set(PAYLOADS)))
def test_every_button_is_let_through(payload: str) -> None:
    intents = frozenset(NORMALIZER["button_intents"])
    assert is_button(payload, intents, frozenset(NORMALIZER["button_details"]))


def test_button_intents_exist() -> None:
    assert set(NORMALIZER["button_intents"]) <= set(DOMAIN["intents"])


def test_no_fact_on_a_door_stands_in_a_sentence() -> None:
    facts = []
    for organisation in read_catalogue(ROOT / "data/catalogue").organisations:
        facts += [organisation.site, organisation.email, organisation.telephone]
    text = (ROOT / "domain.yml").read_text(encoding="utf-8")
    assert [fact for fact in facts if fact and fact in text] == []
