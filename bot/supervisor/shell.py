"""``bot shell``: a conversation in the terminal, with the real actions and database."""

import signal
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from bot import quiet
from bot.supervisor.addresses import LOOPBACK, free_port
from bot.supervisor.command_lines import action_server, rasa_shell

_GRACE = 5.0


def talk(root: Path, model: Path, settings: Mapping[str, str]) -> int:
    """Runs ``rasa shell`` and an action server of its own; the assistant may run beside them.

    Args:
        root: The project's folder.
        model: The trained model.
        settings: ``BOT_…`` variables for both; the action server's address is set here.

    Returns:
        The exit code of ``rasa shell``.
    """
    actions_port = free_port()
    url = f"http://{LOOPBACK}:{actions_port}"
    environment = quiet.child_environment({**settings, "BOT_ACTIONS_URL": url})
    with (
        _running(action_server(actions_port), root, environment, own_session=True),
        _running(rasa_shell(model, free_port()), root, environment) as conversation,
    ):
        # Ctrl-C is for `rasa shell`, which shares this terminal; the action server goes after it.
        signal.signal(signal.SIGINT, lambda *_: None)
        return conversation.wait()


@contextmanager
def _running(
    command: list[str], root: Path, environment: dict[str, str], *, own_session: bool = False
) -> Iterator["subprocess.Popen[bytes]"]:
    process = subprocess.Popen(  # noqa: S603 - our own words, no shell
        command, cwd=root, env=environment, start_new_session=own_session
    )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(_GRACE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
