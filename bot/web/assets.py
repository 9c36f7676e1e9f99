"""The files of the widget and of the pages: from memory, compressed once, with their ETag."""

from __future__ import annotations

import gzip
import hashlib
import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

import brotli
from aiohttp import web

from bot.web.modules import join

#: What is served, and as what. A file of any other kind is not there.
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
}
_COMPRESSED_ALREADY = frozenset({".ico", ".png", ".woff2"})

_NAME = re.compile(r"(?:[A-Za-z0-9_-]+/)*[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*\.[a-z0-9]+")
_HASHED = re.compile(r"(.+)\.([0-9a-f]{12})(\.[a-z0-9]+)")
_FOREVER = "public, max-age=31536000, immutable"
#: Looked after at each use, with an ETag: a change is seen at once, and costs 304 otherwise.
_REVALIDATED = "no-cache"


@dataclass(frozen=True)
class Asset:
    """One file, ready to be sent.

    Attributes:
        content_type: Its type, with the charset.
        digest: First 12 digits of the SHA-256 of its content, in hexadecimal.
        bodies: Its content by encoding: ``identity``, and ``gzip`` and ``br`` where they help.
        modified: Time of its last change, in nanoseconds, to notice the next.
    """

    content_type: str
    digest: str
    bodies: dict[str, bytes]
    modified: int


class Assets:
    """A folder of files. One that changes is read anew at its next use.

    Args:
        folder: Only files below it are served; names that begin with a dot are not.
        joined: Names of modules that are sent with all that they import.
    """

    def __init__(self, folder: Path, joined: Collection[str] = ()) -> None:
        self._folder = folder.resolve()
        self._joined = joined
        self._read: dict[Path, Asset] = {}

    def respond(self, request: web.Request, name: str) -> web.Response:
        """Return the answer to a request for a file, or for ``name.<its digest>.ext``.

        Raises:
            HTTPNotFound: There is no such file, or no longer with this digest.
        """
        asset, forever = self._find(name)
        return respond(request, asset, forever=forever)

    def _find(self, name: str) -> tuple[Asset, bool]:
        asset = self._load(name)
        if asset is not None:
            return asset, False
        hashed = _HASHED.fullmatch(name)
        asset = self._load(hashed[1] + hashed[3]) if hashed else None
        if asset is None or hashed is None or asset.digest != hashed[2]:
            raise web.HTTPNotFound
        return asset, True

    def _load(self, name: str) -> Asset | None:
        path = self._folder / name
        if not _NAME.fullmatch(name) or path.suffix not in TYPES:
            return None
        try:
            if not path.resolve().is_relative_to(self._folder) or not path.is_file():
                return None
            known = self._read.get(path)
            modified = self._modified(path, name)
            if known is None or known.modified != modified:
                content = join(path).encode() if name in self._joined else path.read_bytes()
                known = self._read[path] = prepare(content, path.suffix, modified)
        except OSError:
            return None
        return known

    def _modified(self, path: Path, name: str) -> int:
        parts = path.parent.glob("*.js") if name in self._joined else (path,)
        return max(part.stat().st_mtime_ns for part in parts)


def prepare(content: bytes, suffix: str, modified: int = 0) -> Asset:
    """Compress a file once, for all who ask for it.

    Args:
        content: What is in it.
        suffix: What its name ends with, one of ``TYPES``.
        modified: Time of its last change, in nanoseconds.
    """
    bodies = {"identity": content}
    if suffix not in _COMPRESSED_ALREADY:
        smaller = {
            "br": brotli.compress(content),
            "gzip": gzip.compress(content, mtime=0),
        }
        bodies |= {name: body for name, body in smaller.items() if len(body) < len(content)}
    digest = hashlib.sha256(content).hexdigest()[:12]
    return Asset(TYPES[suffix], digest, bodies, modified)


def respond(request: web.Request, asset: Asset, *, forever: bool = False) -> web.Response:
    """Return a file in the best encoding that is accepted, or 304 when the client has it.

    Args:
        request: The request for it.
        asset: The file.
        forever: Whether its address changes when its content does.
    """
    encoding = _best_encoding(request.headers.get("Accept-Encoding", ""), asset)
    tag = f'"{asset.digest}-{encoding}"'
    headers = {
        "ETag": tag,
        "Cache-Control": _FOREVER if forever else _REVALIDATED,
        "Vary": "Accept-Encoding",
    }
    if _matches(request.headers.get("If-None-Match", ""), tag):
        return web.Response(status=304, headers=headers)
    headers["Content-Type"] = asset.content_type
    if encoding != "identity":
        headers["Content-Encoding"] = encoding
    return web.Response(body=asset.bodies[encoding], headers=headers)


def _best_encoding(accepted: str, asset: Asset) -> str:
    weights = {}
    for part in accepted.lower().split(","):
        name, _, parameters = part.partition(";")
        refused = re.fullmatch(r"\s*q=0(\.0*)?\s*", parameters)
        weights[name.strip()] = not refused
    for encoding in ("br", "gzip"):
        if encoding in asset.bodies and weights.get(encoding, False):
            return encoding
    return "identity"


def _matches(condition: str, tag: str) -> bool:
    tags = [given.strip().removeprefix("W/") for given in condition.split(",")]
    return tag in tags or "*" in tags
