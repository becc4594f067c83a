"""Who may come in: which requests a server answers, whoever is logged in."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tornado.httputil import HTTPServerRequest
from tornado.routing import Matcher, PathMatches, Rule

from toolkit.serving.converting import Converted
from toolkit.serving.places import is_page
from toolkit.serving.refusing import Refused

# What may be opened from anywhere, as a page of its own: Lab, in which nothing runs until somebody presses a button,
# and the way through a log-in. The page in which Jupyter first shows itself is reached from a file on the disk.
_FRONT = r"(lab(/.*)?|doc(/.*)?|login|oauth_callback)?"
_CLOSED = (
    # Voila's list of all files, and the files themselves.
    r"voila/?",
    r"voila/(tree|files|api/contents)(/.*)?",
    # Files that lie beside a submission: of these addresses the formgrader needs those from one to the next.
    r"formgrader/submissions/(?!components/)[^/]+/(?!(next|prev)(_incorrect)?/?$).+",
)


def doors(root: Path, base: str) -> list[Rule]:
    """Make what stands before everything that a server offers below an address."""
    return [
        Rule(Elsewhere(base), Refused, {"status": 403, "base": base}),
        Rule(NotOurs(root, base), Refused, {"status": 404, "base": base}),
        Rule(PathMatches(rf"{re.escape(base)}nbconvert/(?P<format>\w+)(?P<path>(?:/[^/]+)+)"), Converted),
    ]


class Elsewhere(Matcher):
    """Requests that a page of another website makes, but for those that open the front door."""

    def __init__(self, base: str) -> None:
        self.front = re.compile(re.escape(base) + _FRONT)

    def match(self, request: HTTPServerRequest) -> dict[str, Any] | None:
        """Match what is refused."""
        ours = from_here(request.headers, request.host) or self._opens(request)
        return None if ours else {}

    def _opens(self, request: HTTPServerRequest) -> bool:
        """Tell whether a request opens a front page in a window, not in a frame, a picture or a script."""
        said = (request.headers.get("Sec-Fetch-Mode", "navigate"), request.headers.get("Sec-Fetch-Dest", "document"))
        plain = request.method == "GET" and said == ("navigate", "document")
        return plain and bool(self.front.fullmatch(request.path))


def from_here(headers: Mapping[str, str], host: str) -> bool:
    """Tell whether a request comes from our own pages, from somebody's own hand, or from a program.

    Browsers say so in a header that no page can write. Older ones say from which page they come; what says nothing
    is an address that was typed, or no browser.
    """
    if site := headers.get("Sec-Fetch-Site"):
        return site in ("same-origin", "none")
    page = headers.get("Origin") or headers.get("Referer")
    return page is None or urlsplit(page).netloc.lower() == host.lower()


class NotOurs(Matcher):
    """Requests for what the course does not show: apps that are not its own, and files through side doors."""

    def __init__(self, root: Path, base: str) -> None:
        self.root = root
        self.app = PathMatches(f"{re.escape(base)}voila/render/(.*)")
        self.closed = re.compile(re.escape(base) + f"({'|'.join(_CLOSED)})")
        self.course = re.compile(re.escape(base) + "formgrader/?")

    def match(self, request: HTTPServerRequest) -> dict[str, Any] | None:
        """Match what is refused."""
        if (app := self.app.match(request)) is not None:
            return None if self._is_page(app["path_args"][0]) else {}
        # The formgrader runs the configuration of whatever folder it is asked to open. It needs no other than its own.
        other_course = self.course.fullmatch(request.path) and "path" in request.arguments
        return {} if other_course or self.closed.fullmatch(request.path) else None

    def _is_page(self, asked: bytes) -> bool:
        try:
            return is_page(self.root, asked.decode())
        except UnicodeDecodeError:
            return False
