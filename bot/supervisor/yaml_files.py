"""Checks that the YAML files Rasa reads are YAML, before Rasa says so in forty lines."""

from collections.abc import Iterator
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from bot.supervisor.errors import BrokenFileError

#: Rasa's own four, at the root.
ROOT_FILES = ("config.yml", "domain.yml", "endpoints.yml", "credentials.yml")
#: Read and checked by the catalogue's own reader.
CATALOGUE = Path("data/catalogue")


def check_yaml(root: Path) -> None:
    """Parses every YAML file that Rasa will read.

    Args:
        root: The project's folder.

    Raises:
        BrokenFileError: The first file that is missing, unreadable or not YAML, with its line.
    """
    for relative in (*map(Path, ROOT_FILES), *training_data(root)):
        try:
            YAML(typ="safe").load((root / relative).read_text(encoding="utf-8"))
        except MarkedYAMLError as error:
            line = f", line {error.problem_mark.line + 1}" if error.problem_mark else ""
            raise _broken(f"{relative}{line}", error.problem or "not YAML") from error
        except YAMLError as error:
            raise _broken(str(relative), " ".join(str(error).split())) from error
        except UnicodeDecodeError as error:
            raise _broken(str(relative), "it is not UTF-8 text") from error
        except OSError as error:
            raise _broken(str(relative), error.strerror or "it cannot be opened") from error


def training_data(root: Path) -> Iterator[Path]:
    """Yields the files below ``data/`` that Rasa trains on, relative to ``root``, sorted."""
    for path in sorted((root / "data").rglob("*")):
        relative = path.relative_to(root)
        if path.suffix in (".yml", ".yaml") and not relative.is_relative_to(CATALOGUE):
            yield relative


def _broken(where: str, why: str) -> BrokenFileError:
    return BrokenFileError(f"{where}: cannot be read ({why}). Correct it, then start again.")
