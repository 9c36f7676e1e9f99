"""A real ``bot run`` in a small project of its own, found again by a mark in its environment."""

import os
import signal
import subprocess
import sys
import uuid
from pathlib import Path
from typing import IO

from bot.settings import ROOT
from bot.supervisor.addresses import free_port

#: The command ``bot`` of the environment the tests run in.
BOT = (sys.executable, "-c", "from bot.cli import main; main()")

FILES = {
    "config.yml": """
recipe: default.v1
language: fr
assistant_id: petit-assistant
pipeline:
- name: WhitespaceTokenizer
- name: CountVectorsFeaturizer
- name: LogisticRegressionClassifier
policies:
- name: RulePolicy
""",
    "domain.yml": """
version: "3.1"
session_config: {session_expiration_time: 60, carry_over_slots_to_new_session: true}
intents: [saluer, partir]
responses:
  utter_saluer: [{text: "Bonjour !"}]
actions: [action_partir]
""",
    "data/nlu.yml": """
version: "3.1"
nlu:
- intent: saluer
  examples: |
    - bonjour
    - salut
- intent: partir
  examples: |
    - au revoir
    - adieu
rules:
- rule: saluer
  steps:
  - intent: saluer
  - action: utter_saluer
- rule: partir
  steps:
  - intent: partir
  - action: action_partir
""",
    "endpoints.yml": "action_endpoint:\n  url: ${BOT_ACTIONS_URL}/webhook\n",
    "credentials.yml": "rest:\n",
    "actions/__init__.py": "",
    "actions/partir.py": """
from rasa_sdk import Action

class Partir(Action):
    def name(self):
        return "action_partir"

    async def run(self, dispatcher, tracker, domain):
        dispatcher.utter_message(text="Au revoir, dit le serveur d'actions.")
        return []
""",
}


def write_small_project(folder: Path) -> None:
    """Writes a project that trains and starts in seconds; its catalogue is the real one."""
    for name, content in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content.lstrip(), encoding="utf-8")
    (folder / "data/catalogue").symlink_to(ROOT / "data/catalogue")


class Assistant:
    """A command started in a project, with all the processes it starts in turn."""

    def __init__(
        self, project: Path, *command: str, terminal: int | None = None, **settings: str
    ) -> None:
        self._mark = f"ASSISTANT={uuid.uuid4()}"
        rasa_port, actions_port, port = _free_ports(3)
        self.rasa_url = f"http://127.0.0.1:{rasa_port}"
        self.actions_url = f"http://127.0.0.1:{actions_port}"
        self.gateway_url = f"http://127.0.0.1:{port}"
        environment = {
            **os.environ,
            "BOT_PORT": str(port),
            "BOT_RASA_URL": self.rasa_url,
            "BOT_ACTIONS_URL": self.actions_url,
            "BOT_DATABASE_URL": f"sqlite:///{project / 'var/bot.sqlite3'}",
            **settings,
            **dict([self._mark.split("=")]),
        }
        self.process = subprocess.Popen(
            command or [*BOT, "run", "--dossier", str(project)],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL if terminal is None else terminal,
            stdout=subprocess.PIPE if terminal is None else terminal,
            stderr=subprocess.PIPE,
            text=True,
        )

    def wait_until_ready(self) -> list[str]:
        """Returns the lines shown until the first message can be answered."""
        shown = []
        for line in self._output():
            shown.append(line.rstrip())
            if line.startswith("Ready:"):
                return shown
        raise AssertionError(f"never ready: {shown} {self.end()}")

    def wait_for_line(self, start: str) -> None:
        """Blocks until a line of progress begins so."""
        assert any(line.startswith(start) for line in self._output()), self.end()

    def end(self) -> tuple[int, list[str]]:
        """Returns the exit code and the lines of errors, once it has ended."""
        _, errors = self.process.communicate(timeout=60)
        return self.process.returncode, errors.splitlines()

    def send(self, name: str) -> None:
        """Sends a signal to the parent only."""
        self.process.send_signal(signal.Signals[name])

    def members(self, containing: str = "") -> list[int]:
        """Returns the living processes, those whose command line contains a word if given."""
        return [
            int(process.name)
            for process in Path("/proc").glob("[0-9]*")
            if self._mark in _read(process / "environ") and containing in _read(process / "cmdline")
        ]

    def kill_all(self) -> None:
        """Leaves nothing behind, whatever the test found."""
        for pid in self.members():
            os.kill(pid, signal.SIGKILL)
        self.process.communicate()

    def _output(self) -> IO[str]:
        assert self.process.stdout
        return self.process.stdout


def _free_ports(count: int) -> list[int]:
    ports: set[int] = set()
    while len(ports) < count:  # the same one may be free twice in a row
        ports.add(free_port())
    return list(ports)


def _read(path: Path) -> str:
    try:
        return path.read_text(errors="replace")
    except OSError:  # ended meanwhile
        return ""
