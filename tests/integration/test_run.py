"""`bot run` with real processes: it starts, or says in one line why not, and leaves no orphan."""

import os
import pty
import select
import shlex
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from assistant_process import BOT, Assistant, write_small_project

from bot.settings import ROOT

Start = Callable[..., Assistant]


@pytest.fixture(scope="session")
def trained_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = tmp_path_factory.mktemp("trained")
    write_small_project(project)
    subprocess.run([*BOT, "train", "--dossier", str(project)], cwd=ROOT, check=True)
    return project


@pytest.fixture
def project(tmp_path: Path, trained_project: Path) -> Path:
    return Path(shutil.copytree(trained_project, tmp_path / "project", symlinks=True))


@pytest.fixture
def untrained_project(tmp_path: Path) -> Path:
    write_small_project(tmp_path)
    return tmp_path


@pytest.fixture
def start() -> Iterator[Start]:
    started: list[Assistant] = []

    def start_one(
        project: Path, *command: str, terminal: int | None = None, **settings: str
    ) -> Assistant:
        started.append(Assistant(project, *command, terminal=terminal, **settings))
        return started[-1]

    yield start_one
    for assistant in started:
        assistant.kill_all()


def say(assistant: Assistant, message: str) -> str:
    answer = httpx.post(
        f"{assistant.rasa_url}/webhooks/rest/webhook",
        json={"sender": "test", "message": message},
        timeout=20,
    )
    return " ".join(part["text"] for part in answer.json())


def is_open(url: str) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", httpx.URL(url).port or 0)) == 0


# ----- why it does not start: one line, before anything long ------------------------------------


def assert_one_line(assistant: Assistant, *words: str) -> None:
    code, errors = assistant.end()
    assert code == 1
    assert len(errors) == 1, errors
    for word in words:
        assert word in errors[0]


@pytest.mark.parametrize("setting", ["BOT_RASA_URL", "BOT_ACTIONS_URL"])
def test_a_busy_port_is_named_with_its_setting(
    start: Start, untrained_project: Path, setting: str
) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assistant = start(untrained_project, **{setting: f"http://127.0.0.1:{port}"})
        assert_one_line(assistant, f"Port {port}", setting)


def test_a_busy_port_of_the_gateway_is_named_with_its_setting(
    start: Start, untrained_project: Path
) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assistant = start(untrained_project, BOT_PORT=str(port))
        assert_one_line(assistant, f"Port {port}", "BOT_PORT=")


def test_the_gateway_cannot_share_a_port(start: Start, untrained_project: Path) -> None:
    assistant = start(untrained_project, BOT_PORT="5998", BOT_RASA_URL="http://127.0.0.1:5998")
    assert_one_line(assistant, "BOT_PORT", "5998")


def test_two_servers_cannot_share_a_port(start: Start, untrained_project: Path) -> None:
    url = "http://127.0.0.1:5999"
    assistant = start(untrained_project, BOT_RASA_URL=url, BOT_ACTIONS_URL=url)
    assert_one_line(assistant, "BOT_RASA_URL", "BOT_ACTIONS_URL", "5999")


def test_a_bad_setting_is_named(start: Start, untrained_project: Path) -> None:
    assert_one_line(start(untrained_project, BOT_RASA_URL="5005"), "BOT_RASA_URL")


def test_broken_yaml_is_named_with_its_line(start: Start, untrained_project: Path) -> None:
    with (untrained_project / "domain.yml").open("a") as domain:
        domain.write("slots: [\n")
    assert_one_line(start(untrained_project), "domain.yml, line 8")


def test_a_mistake_in_the_catalogue_is_named_with_its_line(
    start: Start, untrained_project: Path
) -> None:
    catalogue = untrained_project / "data/catalogue"
    real = catalogue.resolve()
    catalogue.unlink()
    shutil.copytree(real, catalogue)
    rules = catalogue / "regles.yml"
    lines = rules.read_text(encoding="utf-8").splitlines()
    rules.write_text("\n".join([*lines, "regles: []"]), encoding="utf-8")
    assert_one_line(start(untrained_project), f"regles.yml:{len(lines) + 1}")


def test_an_unreadable_database_is_named(start: Start, untrained_project: Path) -> None:
    file = untrained_project / "notes.txt"
    file.write_text("ceci n'est pas une base de données\n" * 100, encoding="utf-8")
    assistant = start(untrained_project, BOT_DATABASE_URL=f"sqlite:///{file}")
    assert_one_line(assistant, "notes.txt", "BOT_DATABASE_URL")


def test_a_database_server_that_is_down_is_named_without_its_password(
    start: Start, untrained_project: Path
) -> None:
    url = "postgresql://bot:s3cret@127.0.0.1:1/bot"
    assistant = start(untrained_project, BOT_DATABASE_URL=url)
    code, errors = assistant.end()
    assert code == 1
    assert len(errors) == 1
    assert "127.0.0.1:1" in errors[0]
    assert "s3cret" not in errors[0]


def test_a_failed_training_leaves_the_old_model_and_starts_nothing(
    start: Start, project: Path
) -> None:
    model = project / "models/orientation.tar.gz"
    before = model.read_bytes()
    config = (project / "config.yml").read_text().replace("RulePolicy", "NoSuchPolicy")
    (project / "config.yml").write_text(config)
    code, errors = start(project).end()
    assert code == 1
    assert any("NoSuchPolicy" in line for line in errors)
    assert "Training failed" in errors[-1]
    assert "the last model was kept" in errors[-1]
    assert model.read_bytes() == before
    assert list((project / "models").glob(".training-*")) == []


def test_stopping_in_the_middle_of_training_leaves_no_orphan(
    start: Start, untrained_project: Path
) -> None:
    assistant = start(untrained_project)
    assistant.wait_for_line("Training")
    time.sleep(1)
    assistant.send("SIGTERM")
    assert assistant.end() == (0, [])
    assert assistant.members() == []


# ----- when it runs ------------------------------------------------------------------------------


def test_it_answers_when_it_says_so_and_ctrl_c_ends_it_quietly(start: Start, project: Path) -> None:
    assistant = start(project)
    shown = assistant.wait_until_ready()
    assert not any(line.startswith("Training") for line in shown)
    assert any("wait in the outbox (0 now)" in line for line in shown)
    assert shown[-1].startswith(f"Ready: {assistant.gateway_url}/ ")
    assert say(assistant, "bonjour") == "Bonjour !"
    assert say(assistant, "au revoir") == "Au revoir, dit le serveur d'actions."

    begun = time.monotonic()
    assistant.send("SIGINT")
    assert assistant.end() == (0, [])  # not one warning, theirs or ours, from start to end
    assert time.monotonic() - begun < 10
    assert assistant.members() == []
    assert not is_open(assistant.rasa_url)
    assert not is_open(assistant.actions_url)


def test_when_the_action_server_dies_everything_ends_and_the_line_says_so(
    start: Start, project: Path
) -> None:
    assistant = start(project)
    assistant.wait_until_ready()
    [actions] = assistant.members(containing="rasa_sdk")
    os.kill(actions, signal.SIGKILL)
    code, errors = assistant.end()
    assert code == 1
    assert "The actions server ended by itself (killed by SIGKILL)" in errors[-1]
    assert assistant.members() == []


def test_an_action_that_cannot_be_imported_ends_everything_and_its_error_is_shown(
    start: Start, project: Path
) -> None:
    (project / "actions/partir.py").write_text("import nulle_part\n")
    code, errors = start(project).end()
    assert code == 1
    assert any("nulle_part" in line for line in errors)
    assert "The actions server ended by itself" in errors[-1]


def test_make_killed_by_sigterm_leaves_no_orphan(start: Start, project: Path) -> None:
    makefile = project / "Makefile"
    run = shlex.join([*BOT, "run", "--dossier", str(project)])
    recipe = "\t@exec $(BIN)/bot run"
    content = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert content.count(recipe) == 1
    # The recipe as it is, but for the environment, which is installed already, and the project.
    makefile.write_text(
        content.replace("run: setup", "run:").replace("$(BIN)/bot run", run), encoding="utf-8"
    )
    assistant = start(project, "make", "-f", str(makefile), "run")
    assistant.wait_until_ready()
    assistant.send("SIGTERM")
    assistant.end()
    deadline = time.monotonic() + 10  # make does not wait for what it started
    while assistant.members() and time.monotonic() < deadline:
        time.sleep(0.1)
    assert assistant.members() == []


# ----- in the terminal ---------------------------------------------------------------------------


def test_a_conversation_in_the_terminal_ends_with_its_action_server(
    start: Start, project: Path
) -> None:
    ours, theirs = pty.openpty()
    shell = [*BOT, "shell", "--dossier", str(project)]
    conversation = start(project, *shell, terminal=theirs, TERM="xterm")
    os.close(theirs)

    read_until(ours, "Your input")
    assert conversation.members(containing="rasa_sdk")
    time.sleep(1)  # the prompt is drawn before it reads
    os.write(ours, b"au revoir\r")
    read_until(ours, "dit le serveur d'actions")
    time.sleep(1)
    os.write(ours, b"/stop\r")
    assert conversation.end()[0] == 0
    os.close(ours)
    assert conversation.members() == []


def read_until(terminal: int, words: str) -> None:
    shown, deadline = "", time.monotonic() + 60
    while words not in shown:
        assert time.monotonic() < deadline, shown
        if select.select([terminal], [], [], 1)[0]:
            shown += os.read(terminal, 65536).decode(errors="replace")
