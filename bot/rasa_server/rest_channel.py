"""Rasa's REST channel, at the same address, that always answers and takes any input."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import structlog
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.core.channels.rest import QueueOutputChannel, RestInput
from sanic import Blueprint, response
from sanic.exceptions import InvalidUsage
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.nlu.text import LONGEST_TEXT
from bot.rasa_server.tracker_store import StorageWatch, storage_watch
from bot.settings import load_settings
from bot.typography import typeset

logger = structlog.get_logger(__name__)

Handler = Callable[[UserMessage], Awaitable[None]]

#: Longest name of a conversation; the column of the tracker store holds 255 characters.
_LONGEST_SENDER = 255

#: Said when nothing else can be: it needs no database, no model and no action server.
_OUT_OF_ORDER = (
    "J'ai un souci technique et je ne peux pas vous répondre comme il faut pour l'instant. Une "
    "personne du service Économie sociale et solidaire de la Région peut le faire : {email} – "
    "{phone}. Vous pouvez aussi réessayer dans quelques minutes."
)


class RestChannel(RestInput):
    """``POST /webhooks/rest/webhook`` as Rasa defines it, with two promises more.

    A text is bounded before anything reads or stores it, and a visitor is never left without an
    answer: when the action server or the database fails, the static contact of the ESS service is
    given instead of silence or of an amnesiac reply.
    """

    def blueprint(self, on_new_message: Handler) -> Blueprint:
        """Return the routes, answering through a guard."""

        async def guarded(message: UserMessage) -> None:
            watch = StorageWatch()
            storage_watch.set(watch)
            try:
                await on_new_message(message)
            finally:
                await _answer_truthfully(message, watch)

        routes: Blueprint = super().blueprint(guarded)

        routes.add_route(_model, "/modele", methods=["GET"])
        return routes

    async def _extract_sender(self, req: Request) -> str:
        sender = _body(req).get("sender", "default")
        if not isinstance(sender, str) or not 0 < len(sender) <= _LONGEST_SENDER:
            raise InvalidUsage(f"'sender' must be a text of 1 to {_LONGEST_SENDER} characters.")
        return sender

    def _extract_message(self, req: Request) -> str:
        text = _body(req).get("message")
        if not isinstance(text, str):
            raise InvalidUsage("'message' must be a text.")
        return text[: 2 * LONGEST_TEXT]

    def _extract_input_channel(self, req: Request) -> str:
        return str(self.name())


async def _model(request: Request) -> HTTPResponse:
    # Rasa runs on, apologising, when its model cannot be loaded: the gateway asks here.
    agent = getattr(request.app.ctx, "agent", None)
    if agent is not None and agent.is_ready():
        return response.json({"modele": "charge"})
    return response.json({"modele": "absent"}, status=503)


def _body(request: Request) -> dict[str, object]:
    body = request.json
    if not isinstance(body, dict):
        raise InvalidUsage('The body must be a JSON object with "sender" and "message".')
    return body


async def _answer_truthfully(message: UserMessage, watch: StorageWatch) -> None:
    output = message.output_channel
    if isinstance(output, QueueOutputChannel) or not isinstance(output, CollectingOutputChannel):
        return  # rasa shell streams: staff see the log, and what was sent cannot be taken back
    if watch.failed:
        # What was said was said to an empty conversation: it would mislead.
        output.messages.clear()
    elif output.messages:
        return
    logger.error("rest_channel.out_of_order", storage_failed=watch.failed)
    settings = load_settings()
    await output.send_text_message(
        message.sender_id,
        typeset(_OUT_OF_ORDER.format(email=settings.ess_email, phone=settings.ess_phone)),
    )
