"""What somebody sees in place of a page that is not shown."""

from html import escape

from tornado.web import RequestHandler

from toolkit.faces.html import style
from toolkit.faces.i18n import direction, language, t

_HEADERS = {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}


class Refused(RequestHandler):
    """A calm page in place of what is not shown, for every kind of request."""

    def initialize(self, status: int, base: str) -> None:
        """Take what is said, and where the course begins."""
        self.status, self.base = status, base

    def check_xsrf_cookie(self) -> None:
        """Ask for nothing: nothing is done here."""

    def set_default_headers(self) -> None:
        """Let the page itself do nothing."""
        for name, value in _HEADERS.items():
            self.set_header(name, value)

    def prepare(self) -> None:
        """Answer before anybody looks at what was asked."""
        self.set_status(self.status)
        self.finish(refusal(self.status, self.base))


def refusal(status: int, base: str) -> str:
    """Say why a page is not shown, and where the course is."""
    title, why = {
        403: (
            t("This opens only from the course"),
            t("So no other website can do anything in your name. Open the course, and go on from there."),
        ),
        404: (
            t("This is not a page of the course"),
            t("We open the workbooks and exercises of the course here, and nothing that somebody sent."),
        ),
    }[status]
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(language())}" dir="{direction()}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{style()}</style></head>\n"
        f'<body><main class="hta"><h1>{escape(title)}</h1><p>{escape(why)}</p>'
        f'<p><a href="{escape(base)}">{escape(t("Open the course"))}</a></p></main></body></html>\n'
    )
