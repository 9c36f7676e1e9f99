"""``bot run``: starts the servers, says when the first message can be answered, and waits."""

from collections.abc import Callable, Mapping
from pathlib import Path

from bot import quiet
from bot.supervisor.command_lines import action_server, gateway, rasa_run
from bot.supervisor.readiness import Readiness
from bot.supervisor.servers import Servers


def serve(
    root: Path,
    model: Path,
    settings: Mapping[str, str],
    *,
    rasa_port: int,
    actions_port: int,
    gateway_url: str,
    apology: str,
    say: Callable[[str], None],
) -> None:
    """Runs the action server, Rasa and the web gateway until a signal comes or one of them ends.

    Args:
        root: The project's folder.
        model: The trained model.
        settings: ``BOT_…`` variables for all, ``BOT_RASA_URL`` and ``BOT_ACTIONS_URL`` among them.
        rasa_port: The port in ``BOT_RASA_URL``.
        actions_port: The port in ``BOT_ACTIONS_URL``.
        gateway_url: The address to open in a browser.
        apology: What every answer holds while the assistant is out of order.
        say: Shows one line of progress.

    Raises:
        ProcessDiedError: A server ended by itself.
        StartError: The servers run, and the greeting got no answer in time.
    """
    servers = Servers(root, on_started=lambda: readiness.start())
    readiness = Readiness(
        rasa_url=settings["BOT_RASA_URL"],
        actions_url=settings["BOT_ACTIONS_URL"],
        apology=apology,
        gateway_url=gateway_url,
        on_ready=lambda address: say(f"Ready: {address} (Ctrl-C stops everything)"),
        on_failure=servers.stop,
    )
    environment = quiet.child_environment(settings)
    servers.add("actions", action_server(actions_port), environment)
    servers.add("rasa", rasa_run(model, rasa_port), environment)
    servers.add("web", gateway(), environment)
    say("Starting the action server, Rasa and the web gateway (about 20 seconds)…")
    servers.run()
    readiness.check()
