"""Rasa replaces the variables of endpoints.yml, which fails silently in two ways."""

import re

from bot import quiet
from bot.settings import ROOT

ENDPOINTS = (ROOT / "endpoints.yml").read_text(encoding="utf-8")
VARIABLES = re.findall(r"\$\{(\w+)\}", ENDPOINTS)


def test_every_variable_has_a_value_when_rasa_is_started_by_hand() -> None:
    assert VARIABLES
    assert set(VARIABLES) <= set(quiet.ENVIRONMENT)


def test_no_variable_stands_between_quotes_where_rasa_would_not_see_it() -> None:
    assert not re.search(r"[\"'][^\"'\n]*\$\{", ENDPOINTS)
