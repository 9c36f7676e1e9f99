"""A site of another origin: one page, a strict policy, and the assistant by its script tag."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PAGE = """<!doctype html>
<html lang="fr">
<head><meta charset="utf-8"><title>Un autre site</title></head>
<body>
<main><h1>Un autre site</h1></main>
<script type="module" async src="{assistant}/static/assistant.js"
  data-email="ess@franche-comte.fr" data-telephone="03 81 61 61 61"></script>
</body>
</html>
"""

POLICY = (
    "default-src 'none'; script-src {assistant}; connect-src {assistant}; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)


class Site:
    """The site, at ``url``, in a thread of its own.

    Args:
        assistant: Address of the gateway.
    """

    def __init__(self, assistant: str) -> None:
        page = PAGE.format(assistant=assistant).encode()
        policy = POLICY.format(assistant=assistant)

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                found = self.path == "/"
                self.send_response(200 if found else 404)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Security-Policy", policy)
                self.end_headers()
                if found:
                    self.wfile.write(page)

            def log_message(self, format: str, *args: object) -> None:
                """Stay silent."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://localhost:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
