"""A stand-in for the gateway, for what is hard to provoke in it: slowness, failure, silence.

It serves the widget's files under the strict CSP and speaks the visitor API of the contract, with
scripted answers. Runs in its own thread; a test changes ``mood`` and reads ``said``.
"""

from __future__ import annotations

import asyncio
import threading
import uuid
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from bot.settings import Settings
from bot.web.assets import Assets
from bot.web.headers import CONTENT_SECURITY_POLICY
from bot.web.site_files import FOLDER as STATIC
from bot.web.site_files import JOINED
from bot.web.site_pages import Pages

GREETING = (
    "Bonjour ! Je suis l’assistant automatique de la Région pour l’innovation sociale : un "
    "programme, pas une personne. Racontez-moi votre projet avec vos mots, même s’il n’est "
    "qu’une idée."
)
GREETING_CHOICES = ["J’ai un projet", "L’innovation sociale, c’est quoi ?", "Voir des exemples"]
STAGE_CHOICES = [
    "J’ai une idée ou je vois un besoin",
    "J’étudie ou je teste mon projet, rien n’est créé",
    "La structure vient d’être créée ou va l’être",
    "Je ne sais pas",
]
REASON = "Parce que vous partez d’une idée : Franche-Comté Active aide à en faire un vrai projet."
NEXT_STEP = "Décrivez votre idée en une page, puis demandez un premier rendez-vous."
RESULT_TEXT = (
    f"1. Franche-Comté Active\n{REASON}\nContact : http://www.franchecomteactive.org\n"
    f"Ensuite : {NEXT_STEP}\n\n"
    "2. Et à tout moment, une personne : Service Économie sociale et solidaire de la Région\n"
    "Parce que ce service répond à toutes les questions.\n"
    "Contact : ess@franche-comte.fr – 03 81 61 61 61"
)
ORIENTATION = {
    "etape": "emergence",
    "domaines": ["petite_enfance"],
    "territoire": None,
    "besoin": None,
    "recommandations": [
        {
            "rang": 1,
            "organisation": "franche_comte_active",
            "nom": "Franche-Comté Active",
            "dispositif": "emergence",
            "regle": "emergence-accompagnement",
            "raison": REASON,
            "prochaine_etape": NEXT_STEP,
            "criteres": [
                {
                    "critere": "etape",
                    "libelle": "Étape",
                    "attendu": ["emergence"],
                    "constate": "emergence",
                    "constate_libelle": "Émergence",
                    "resultat": "oui",
                },
                {
                    "critere": "territoire",
                    "libelle": "Lieu",
                    "attendu": ["25", "39", "70", "90"],
                    "constate": None,
                    "constate_libelle": None,
                    "resultat": "inconnu",
                },
            ],
            "contact": {
                "nom": "Franche-Comté Active",
                "url": "http://www.franchecomteactive.org",
                "email": None,
                "telephone": None,
            },
        },
        {
            "rang": 2,
            "organisation": "service_ess",
            "nom": "Service Économie sociale et solidaire de la Région",
            "dispositif": "echange",
            "regle": "dernier-recours",
            "raison": "Parce que ce service répond à toutes les questions.",
            "prochaine_etape": "Écrivez ou téléphonez au service.",
            "criteres": [],
            "contact": {
                "nom": "Service Économie sociale et solidaire de la Région",
                "url": None,
                "email": "ess@franche-comte.fr",
                "telephone": "03 81 61 61 61",
            },
        },
    ],
    "version_regles": 1,
}


def message(
    author: str, text: str, choices: list[str] | None = None, **more: Any
) -> dict[str, Any]:
    offered = [{"id": uuid.uuid4().hex, "label": label} for label in choices or []]
    return {
        "id": uuid.uuid4().hex,
        "from": author,
        "text": text,
        "choices": offered,
        "orientation": more.get("orientation"),
        "at": "2026-11-23T09:00:00.000Z",
    }


def answer_to(text: str) -> list[dict[str, Any]]:
    """What the assistant answers: by keyword, so that a test decides."""
    if "crèche" in text:
        return [
            message("bot", "Si je comprends bien, votre projet en est à l’idée."),
            message("bot", "Voici à qui vous adresser :"),
            message("bot", RESULT_TEXT, orientation=ORIENTATION),
            message(
                "bot", "Que puis-je faire de plus pour vous ?", ["Pourquoi ?", "Et maintenant ?"]
            ),
        ]
    if "projet" in text:
        return [message("bot", "Où en est votre projet aujourd’hui ?", STAGE_CHOICES)]
    return [
        message("bot", f"Vous avez écrit « {text} ». Plus d’exemples : https://www.avise.org/.")
    ]


@dataclass
class Conversation:
    token: str
    messages: list[dict[str, Any]]
    answers: dict[str, list[dict[str, Any]]] = field(default_factory=dict)


class FakeGateway:
    """The stand-in, with what a test may turn.

    Attributes:
        mood: ``well``, ``failing`` (503 for every call) or ``deaf`` (the answer is stored, then
            lost on the way back).
        delay: Seconds that every answer of the assistant takes.
        said: Every text and choice that was taken in, once each time it was.
        requests: Method and path of every API call.
    """

    def __init__(self) -> None:
        self.conversations: dict[str, Conversation] = {}
        self.messages_left: dict[str, dict[str, Any]] = {}
        self._assets = Assets(STATIC, JOINED)
        self.reset()
        started = threading.Event()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, args=(started,), daemon=True)
        self._thread.start()
        if not started.wait(10):
            raise RuntimeError("The stand-in of the gateway did not start within 10 s.")

    def reset(self) -> None:
        self.mood, self.delay = "well", 0.0
        self.said: list[str] = []
        self.requests: list[str] = []
        self.conversations.clear()
        self.messages_left.clear()

    def stop(self) -> None:
        self.delay = 0.0
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)

    def _run(self, started: threading.Event) -> None:
        asyncio.set_event_loop(self._loop)
        app = web.Application(middlewares=[self._watch])
        app.add_routes(
            [
                web.get("/", _page("demonstration")),
                web.get("/assistant", _page("assistant")),
                web.get("/static/{name}", self._file),
                web.post("/api/conversations", self._create),
                web.post("/api/conversations/{id}/messages", self._say),
                web.get("/api/conversations/{id}", self._history),
                web.delete("/api/conversations/{id}", self._delete),
                web.post("/api/contact", self._contact),
            ]
        )
        runner = web.AppRunner(app, access_log=None)
        self._loop.run_until_complete(runner.setup())
        site = web.TCPSite(runner, "127.0.0.1", 0)
        self._loop.run_until_complete(site.start())
        host, port = runner.addresses[0][:2]
        self.url = f"http://{host}:{port}"
        started.set()
        self._loop.run_forever()
        self._loop.run_until_complete(runner.cleanup())

    @web.middleware
    async def _watch(
        self,
        request: web.Request,
        handler: Callable[[web.Request], Awaitable[web.StreamResponse]],
    ) -> web.StreamResponse:
        is_api = request.path.startswith("/api/")
        if is_api:
            self.requests.append(f"{request.method} {request.path}")
        if is_api and self.mood == "failing":
            return web.Response(status=503)
        response = await handler(request)
        if is_api and self.mood == "deaf":
            return web.Response(status=502)
        response.headers["Content-Security-Policy"] = CONTENT_SECURITY_POLICY
        response.headers["Cache-Control"] = "no-store"
        return response

    def _find(self, request: web.Request) -> Conversation:
        conversation = self.conversations.get(request.match_info["id"])
        if (
            not conversation
            or request.headers.get("Authorization") != f"Bearer {conversation.token}"
        ):
            raise web.HTTPNotFound
        return conversation

    async def _file(self, request: web.Request) -> web.Response:
        return self._assets.respond(request, request.match_info["name"])

    async def _create(self, request: web.Request) -> web.Response:
        await asyncio.sleep(self.delay)
        name, token = uuid.uuid4().hex, uuid.uuid4().hex
        greeting = message("bot", GREETING, GREETING_CHOICES)
        self.conversations[name] = Conversation(token, [greeting])
        content = {"conversation": name, "token": token, "messages": [greeting]}
        return web.json_response(content, status=201)

    async def _say(self, request: web.Request) -> web.Response:
        conversation = self._find(request)
        body = await request.json()
        await asyncio.sleep(self.delay)
        answer = conversation.answers.get(body["client_id"])
        if answer is None:
            text = body.get("text") or self._label(conversation, body["choice"])
            self.said.append(text)
            if text == "refusé":
                raise web.HTTPUnprocessableEntity
            answer = answer_to(text)
            conversation.answers[body["client_id"]] = answer
            conversation.messages += [message("visitor", text), *answer]
        return web.json_response({"messages": answer})

    def _label(self, conversation: Conversation, choice: str) -> str:
        offered = conversation.messages[-1]["choices"]
        label = next((each["label"] for each in offered if each["id"] == choice), None)
        if label is None:
            raise web.HTTPConflict
        return str(label)

    async def _history(self, request: web.Request) -> web.Response:
        return web.json_response({"messages": self._find(request).messages})

    async def _delete(self, request: web.Request) -> web.Response:
        self._find(request)
        del self.conversations[request.match_info["id"]]
        return web.Response(status=204)

    async def _contact(self, request: web.Request) -> web.Response:
        body = await request.json()
        self.messages_left[body["client_id"]] = body
        return web.json_response({"reference": "ESS-2026-0001"}, status=202)


def _page(name: str) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    text = Pages().fill(name, Settings())

    async def serve(request: web.Request) -> web.StreamResponse:
        return web.Response(text=text, content_type="text/html")

    return serve
