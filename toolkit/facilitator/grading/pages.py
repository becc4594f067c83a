"""A page of our own, in one file: the reader's language and direction, our style, no script, nothing from elsewhere."""

from functools import cache
from html import escape
from importlib.resources import files

from toolkit.faces.html import framed, style
from toolkit.faces.i18n import direction, language

# Whatever stands on the page, the browser runs nothing and asks nobody for anything.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"


def page(title: str, body: str) -> str:
    """Make a whole page of a title and a body; the body is HTML, escaped by the caller."""
    return (
        f'<!doctype html>\n<html lang="{language()}" dir="{direction()}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{escape(title)}</title>\n<style>{style()}\n{_dress()}</style>\n</head>\n"
        f"<body>{framed(body)}</body>\n</html>\n"
    )


@cache
def _dress() -> str:
    return files(__package__).joinpath("data/page.css").read_text("utf-8")
