"""Rendered pages kept in memory, so that a page that many read is written once.

A page is kept under everything that it was made from; a changed record, protocol or centre is
another key, so nothing here can be out of date. Each process has its own shelf.
"""

from __future__ import annotations

import gzip
import hashlib
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.http import http_date

STARTED = datetime.now(UTC)
"""A page may look different in each release; it is never older than the process that wrote it."""
ROOM = 24 * 2**20
"""Bytes of pages, plain and compressed, that one process keeps."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it is sent: plain, compressed, with the tag of its content."""

    plain: bytes
    zipped: bytes
    tag: str

    @property
    def size(self) -> int:
        """Count the bytes that it takes."""
        return len(self.plain) + len(self.zipped)


class Shelf:
    """Pages by what they were made from; the one that nobody read for longest goes first."""

    def __init__(self, room: int = ROOM) -> None:
        self._pages: OrderedDict[Hashable, Page] = OrderedDict()
        self._room = room
        self._taken = 0

    def __len__(self) -> int:
        """Count the pages."""
        return len(self._pages)

    def get(self, key: Hashable, write: Callable[[], bytes]) -> Page:
        """Give the page of a key, written now where it is not here."""
        page = self._pages.get(key)
        if page is None:
            page = make_page(write())
            self._keep(key, page)
        else:
            self._pages.move_to_end(key)
        return page

    def _keep(self, key: Hashable, page: Page) -> None:
        self._pages[key] = page
        self._taken += page.size
        while self._taken > self._room and self._pages:
            _, gone = self._pages.popitem(last=False)
            self._taken -= gone.size


def make_page(plain: bytes) -> Page:
    """Compress a page and tag it by its content. It holds no secret, so it may be compressed."""
    tag = hashlib.sha256(plain).hexdigest()[:32]
    return Page(plain=plain, zipped=gzip.compress(plain, 6, mtime=0), tag=f'W/"{tag}"')


def answer_with(page: Page, request: HttpRequest, changed: datetime) -> HttpResponse:
    """Send a page, compressed where the browser can read that; whether it is new is asked later.

    The tag is weak, since both forms carry it. `ConditionalGetMiddleware` compares it.
    """
    takes_gzip = "gzip" in request.headers.get("Accept-Encoding", "").lower()
    response = HttpResponse(page.zipped if takes_gzip else page.plain)
    if takes_gzip:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["ETag"] = page.tag
    response.headers["Last-Modified"] = http_date(max(changed, STARTED).timestamp())
    patch_vary_headers(response, ["Accept-Encoding", "Accept-Language", "Cookie"])
    return response
