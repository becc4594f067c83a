"""Write the table of items and sessions for the docs: `python -P -m toolkit.making.items`."""

import sys
from pathlib import Path

from toolkit.course.path import ITEMS, Session, course
from toolkit.course.sources import items, sources
from toolkit.sessions.room import rooms

PAGE = Path(__file__).parents[2] / "docs" / "items.md"
_HEAD = """\
# Which session trains which item

The five source texts hold {count} numbered items; lessons cite them by number. This page is made by
`python -P -m toolkit.making.items` from `course.toml` and `items.toml` in `toolkit/course/data`; a test finds an item
that stands nowhere.

| week | session | there yet | items |
|---|---|---|---|
"""


def page() -> str:
    """Make the page."""
    rows = [
        " | ".join(["", one.week or "–", f"{one.title} (`{one.id}`)", _there(one), ", ".join(map(str, one.items)), ""])
        for one in course().sessions.values()
    ]
    return _HEAD.format(count=ITEMS) + "\n".join(map(str.strip, rows)) + "\n" + "".join(map(_listed, sources()))


def _listed(source: str) -> str:
    """List what one text says."""
    about = sources()[source]
    head = (
        f"\n## {about.title} ({', '.join(filter(None, [about.where, about.date or 'no date']))})\n\n{about.about}\n\n"
    )
    rows = [
        f"{one.number}. {one.says}" + _beside("We add", one.ours) + _beside("Today", one.today)
        for one in items().values()
        if one.source is about
    ]
    return head + "\n".join(rows) + "\n"


def _beside(name: str, words: str) -> str:
    return f" *{name}: {words}*" if words else ""


def _there(one: Session) -> str:
    return "yes" if one.id in rooms() or not one.week else "not yet"


def main() -> int:
    """Write the page."""
    PAGE.write_text(page(), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
