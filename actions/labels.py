"""The short labels of ``domain.yml`` that name intents and choices on buttons."""

from __future__ import annotations

from functools import lru_cache

from ruamel.yaml import YAML

from bot.settings import ROOT

PREFIX = "utter_libelle_"


@lru_cache(maxsize=1)
def labels() -> dict[str, str]:
    """Return the words of each ``utter_libelle_…`` response, by its name.

    Read once from the file: Rasa would send the whole domain with every call instead.
    """
    responses = YAML(typ="safe").load(ROOT / "domain.yml")["responses"]
    return {
        name: variations[0]["text"]
        for name, variations in responses.items()
        if name.startswith(PREFIX)
    }
