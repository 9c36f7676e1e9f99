"""Read one YAML file as staff mean it: every value is a word, and every value has a line.

YAML would turn ``oui`` into true, ``090`` into a number and a date into a date; here all of them
stay the words that were written. Empty values and ``null`` are ``None``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode

from bot.orientation.errors import CatalogueInvalid, Problem

#: Where a value is in a file: the keys and list positions that lead to it.
Place = tuple[str | int, ...]

_NULLS = ("", "~", "null", "Null", "NULL")

# What the YAML library says, and what it means for staff.
_REMEDIES = (
    ("found undefined alias", "mettez entre guillemets le texte qui commence par « * »"),
    ("mapping values are not allowed", "deux-points mal placé : mettez la phrase entre guillemets"),
    ("found character '\\t'", "tabulation : remplacez-la par des espaces"),
    ("cannot start any token", "signe spécial au début : mettez la phrase entre guillemets"),
    ("found unexpected end of stream", "guillemet jamais fermé : ajoutez le guillemet qui manque"),
    ("but got '<stream end>'", "crochet ou accolade jamais fermé : ajoutez le signe qui ferme"),
    ("expected ',' or", "virgule ou crochet manquant dans la liste : écrivez [un, deux]"),
    ("found another document", "un seul document par fichier : retirez la ligne « --- »"),
    ("sequence entries are not allowed", "un élément « - » doit commencer sur sa propre ligne"),
    ("expected <block end>", "ligne mal décalée, ou guillemet de trop : alignez les clés"),
    ("could not find expected ':'", "il manque « : » après la clé, suivi d’une espace"),
)


@dataclass(frozen=True)
class Document:
    """A file of the catalogue.

    Attributes:
        file: Path as it is shown in messages.
        content: Its content: dictionaries, lists, words, ``None``.
        lines: Line, from 1, of every value by its place; a value with a key is on its key's line.
    """

    file: str
    content: Any
    lines: Mapping[Place, int]

    def line(self, place: Place) -> int:
        """Return the line of a place, or of the nearest place around it that exists."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    def problem(self, place: Place, message: str) -> Problem:
        """Return a mistake at a place."""
        return Problem(self.file, self.line(place), message)


def read_document(path: Path) -> Document:
    """Read a YAML file.

    Args:
        path: The file.

    Returns:
        Its content, with the line of everything.

    Raises:
        CatalogueInvalid: If there is no such file, or it is not UTF-8, or not YAML as used here.
    """
    file = str(path)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        remedy = "enregistrez le fichier en UTF-8"
        raise _invalid(file, line, f"ce fichier n’est pas écrit en UTF-8 : {remedy}") from error
    except FileNotFoundError as error:
        raise _invalid(file, 1, "ce fichier manque : remettez-le à sa place") from error
    except OSError as error:
        remedy = "vérifiez les droits du fichier"
        raise _invalid(file, 1, f"ce fichier ne peut pas être lu : {remedy}") from error
    try:
        node = YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise _invalid(file, mark.line + 1 if mark else 1, _translate(str(error))) from error
    except YAMLError as error:
        line = text.count("\n", 0, getattr(error, "position", 0)) + 1
        message = "caractère invisible interdit : effacez-le et écrivez la ligne à nouveau"
        raise _invalid(file, line, message) from error
    if node is None:
        raise _invalid(file, 1, "ce fichier est vide : remettez son contenu")
    return _Converter(file).document(node)


class _Converter:
    def __init__(self, file: str) -> None:
        self._file = file
        self._lines: dict[Place, int] = {}
        self._problems: list[Problem] = []

    def document(self, node: Node) -> Document:
        content = self._convert(node, (), node.start_mark.line + 1)
        if self._problems:
            raise CatalogueInvalid(self._problems)
        return Document(self._file, content, self._lines)

    def _convert(self, node: Node, place: Place, line: int) -> Any:
        self._lines[place] = line
        if node.anchor is not None:
            self._refuse(node, "les ancres « & » ne sont pas gérées : recopiez le texte")
            return None
        if isinstance(node, ScalarNode):
            return self._word(node)
        if isinstance(node, MappingNode):
            return self._mapping(node, place)
        return [
            self._convert(item, (*place, index), item.start_mark.line + 1)
            for index, item in enumerate(node.value)
        ]

    def _mapping(self, node: MappingNode, place: Place) -> dict[str, Any]:
        content: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, ScalarNode):
                self._refuse(key_node, "une clé est un mot suivi de « : »")
                continue
            key = str(key_node.value)
            if key in content:
                self._refuse(key_node, f"la clé « {key} » est écrite deux fois : gardez-en une")
                continue
            line = key_node.start_mark.line + 1
            content[key] = self._convert(value_node, (*place, key), line)
        return content

    def _word(self, node: ScalarNode) -> str | None:
        plain = node.style not in ("'", '"', "|", ">")
        if plain and node.value in _NULLS:
            return None
        # Folded blocks bring line breaks: a sentence is one line, words one space apart.
        return re.sub(r"\s+", " ", str(node.value)).strip()

    def _refuse(self, node: Node, message: str) -> None:
        self._problems.append(Problem(self._file, node.start_mark.line + 1, message))


def _invalid(file: str, line: int, message: str) -> CatalogueInvalid:
    return CatalogueInvalid([Problem(file, line, message)])


def _translate(message: str) -> str:
    for english, french in _REMEDIES:
        if english in message:
            return french
    return "ce n’est pas du YAML valable : vérifiez le décalage des lignes et les guillemets"
