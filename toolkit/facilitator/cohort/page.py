"""The cohort page as one HTML file to send on: pictures, tables and sentences, and nothing from any other host."""

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from html import escape
from importlib.resources import files
from itertools import count

import plotly.graph_objects as go
from plotly.offline import get_plotlyjs

from toolkit.faces.html import apart, style
from toolkit.faces.i18n import direction, language, t
from toolkit.facilitator.cohort import sections
from toolkit.facilitator.cohort.naming import clean
from toolkit.facilitator.cohort.sections import Section
from toolkit.facilitator.cohort.standing import Standing

# In JSON a sign may stand as its number: then no text in it can end the script or open a comment.
_NUMBERED = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def page_html(now: Standing, *, cohort: str = "", names: bool = False) -> str:
    """Make the page. It names nobody; with `names` it lists the code names of those whose texts wait for a person."""
    title = t("Where the cohort stands")
    parts = sections.every(now, names=names)
    numbers = count(1)
    body = "".join(_section(section, numbers) for section in parts)
    named = f'<p class="hta-small">{apart(clean(cohort))}</p>' if cohort else ""
    # It goes once the pictures are drawn, whatever may have kept them from it.
    still = f'<p class="cohort-still">{escape(t("Pictures need JavaScript. The tables say the same."))}</p>'
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(language())}" dir="{direction()}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_policy()}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{style()}{_own('page.css')}</style></head>\n"
        f'<body><main class="hta"><h1>{escape(title)}</h1>{named}{still}{body}</main>\n'
        f"<script>{_plotly()}</script><script>{_own('page.js')}</script></body></html>\n"
    )


def _section(section: Section, numbers: "count[int]") -> str:
    parts = "".join(part if isinstance(part, str) else _picture(*part, next(numbers)) for part in section.parts)
    return f'<section id="{section.id}"><h2>{escape(section.title)}</h2>{parts}</section>\n'


def _picture(title: str, figure: go.Figure, number: int) -> str:
    """Leave a place for a picture, and what is drawn into it; its direction is that of its numbers."""
    data = str(figure.to_json()).translate(_NUMBERED)
    said = escape(t("{title}. The table below says the same.", title=title))
    return (
        f'<h3>{escape(title)}</h3><div class="cohort-picture" dir="ltr" role="img" aria-label="{said}" '
        f'data-from="drawn-{number}"></div><script type="application/json" id="drawn-{number}">{data}</script>'
    )


def _policy() -> str:
    """Allow the two scripts of ours, known by their digests, and nothing else: no other script, no other host."""
    ours = " ".join(f"'sha256-{_digest(script)}'" for script in (_plotly(), _own("page.js")))
    allowed: Sequence[str] = (
        "default-src 'none'",
        f"script-src {ours}",
        "style-src 'unsafe-inline'",  # plotly dresses its pictures while it draws them
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
    )
    return "; ".join(allowed)


@cache
def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


@cache
def _own(name: str) -> str:
    return files("toolkit.facilitator.cohort").joinpath(name).read_text("utf-8")


@cache
def _plotly() -> str:
    return str(get_plotlyjs())
