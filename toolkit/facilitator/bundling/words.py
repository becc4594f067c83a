"""How to start, in four languages, as a page and as a README; and the programs that start the course."""

import re
from functools import cache
from html import escape
from importlib.resources import files as resources
from typing import Any

from toolkit.posts import tables

_RIGHT_TO_LEFT = {"ar", "ur"}
_TITLE = "From Hashtag to Action"
_CODE = re.compile(r"`([^`]+)`")


def files() -> dict[str, bytes]:
    """Make the files that only the ZIP has, by name."""
    unix = _text("start.sh")
    return {
        "README.md": readme().encode(),
        "how-to-start.html": page().encode(),
        "start-linux.sh": unix.encode(),
        "start-mac.command": unix.encode(),
        "start-windows.bat": _text("start-windows.bat").replace("\n", "\r\n").encode("ascii"),
    }


def page() -> str:
    """Write the page: each language with its own direction, nothing from any other host."""
    names = {code: escape(one["name"]) for code, one in _words().items()}
    links = "".join(f'<li><a href="#{code}" lang="{code}">{name}</a></li>' for code, name in names.items())
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{_TITLE}</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>\n{_text('page.css')}</style></head>\n"
        f"<body><h1>{_TITLE}</h1><nav><ul>{links}</ul></nav>\n{''.join(map(_section, _words()))}</body></html>\n"
    )


def _section(code: str) -> str:
    one = _words()[code]
    steps = "".join(f"<li>{_marked(step)}</li>\n" for step in one["steps"])
    return (
        f'<section id="{code}" lang="{code}" dir="{_direction(code)}"><h2>{escape(one["title"])}</h2>\n'
        f"<ol>{steps}</ol><p><strong>{_marked(one['safety'])}</strong></p></section>\n"
    )


def readme() -> str:
    """Write the same as Markdown, for those who see it in a list of files."""
    return f"# {_TITLE}\n\n" + "\n".join(map(_part, _words()))


def _part(code: str) -> str:
    one = _words()[code]
    steps = "\n".join(f"{number}. {step}" for number, step in enumerate(one["steps"], 1))
    said = f"## {one['title']}\n\n{steps}\n\n**{one['safety']}**"
    return f'<div lang="{code}" dir="{_direction(code)}">\n\n{said}\n\n</div>\n'


def _direction(code: str) -> str:
    return "rtl" if code in _RIGHT_TO_LEFT else "ltr"


def _marked(text: str) -> str:
    return _CODE.sub(r'<code dir="ltr">\1</code>', escape(text))


@cache
def _words() -> dict[str, Any]:
    return tables.parsed(_text("words.toml"))


def _text(name: str) -> str:
    return resources(__package__).joinpath(f"data/{name}").read_text("utf-8")
