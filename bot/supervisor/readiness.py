"""Tells when the first message can be answered: by sending one."""

import threading
import time
from collections.abc import Callable

import httpx

from bot.supervisor.errors import StartError

#: The conversation in which `bot run` greets the assistant; it is nobody's.
SENDER = "bot-run-readiness"
_GREETING = "bonjour"
_PAUSE = 0.5
_PATIENCE = 180.0


class Readiness(threading.Thread):
    """Greets the assistant until it answers.

    Args:
        rasa_url: For example ``http://127.0.0.1:5005``.
        actions_url: The action server; it answers first, or a greeting might go without its part.
        gateway_url: The web gateway, with a final slash; it must live too.
        apology: What an answer holds when the assistant is out of order: it does not count.
        on_ready: Called with the address to open.
        on_failure: Called when no answer came in time; ``check()`` then raises.
        patience: Seconds before giving up.
    """

    def __init__(
        self,
        *,
        rasa_url: str,
        actions_url: str,
        gateway_url: str,
        apology: str,
        on_ready: Callable[[str], None],
        on_failure: Callable[[], None],
        patience: float = _PATIENCE,
    ) -> None:
        super().__init__(name="readiness", daemon=True)
        self._webhook = f"{rasa_url.rstrip('/')}/webhooks/rest/webhook"
        self._health = f"{actions_url.rstrip('/')}/health"
        self._gateway = gateway_url
        self._apology = apology
        self._on_ready = on_ready
        self._on_failure = on_failure
        self._patience = patience
        self._failure: str | None = None

    def run(self) -> None:
        """Polls; not to be called directly (``start()`` does)."""
        deadline = time.monotonic() + self._patience
        # trust_env=False: a proxy of the company's has no business between two local servers.
        with httpx.Client(timeout=10.0, trust_env=False) as client:
            while not self._answers(client):
                if time.monotonic() > deadline:
                    self._failure = (
                        f"No answer from {self._webhook} within {self._patience:.0f} seconds, so "
                        "everything was stopped: the lines above, if any, say why. Start again, or "
                        "try the dialogue with `make shell`."
                    )
                    self._on_failure()
                    return
                time.sleep(_PAUSE)
        self._on_ready(self._gateway)

    def check(self) -> None:
        """Raises what went wrong.

        Raises:
            StartError: No answer came in time.
        """
        if self._failure:
            raise StartError(self._failure)

    def _answers(self, client: httpx.Client) -> bool:
        message = {"sender": SENDER, "message": _GREETING}
        try:
            if client.get(self._health).status_code != httpx.codes.OK:
                return False
            if client.get(f"{self._gateway}healthz").status_code != httpx.codes.OK:
                return False
            answer = client.post(self._webhook, json=message)
            # A model that cannot be loaded leaves Rasa running and apologising.
            return bool(answer.json()) and self._apology not in answer.text
        except (httpx.HTTPError, ValueError):
            return False  # not listening yet, or not loaded yet
