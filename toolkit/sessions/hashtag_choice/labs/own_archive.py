"""Read somebody's own archive in place of the course's feed: kept in memory, never written down."""

import os
from collections.abc import Callable, Mapping
from html import escape
from typing import Any

import ipywidgets as w

from toolkit.faces.html import auto, framed
from toolkit.faces.i18n import t
from toolkit.own_posts import Archive, Unmapped, Unread, read
from toolkit.world.feed import Feed

_AT_HOME = (
    "Your file is read on this computer, in memory only. Of a ZIP we open the file with your posts and nothing else: "
    "no messages, no contacts, no addresses. Names of other people are taken out. When you close the page, it is gone."
)
_IN_THE_CLOUD = (
    "Stop and think: this page runs on Binder, a public cloud. Your file would travel there. If your posts could put "
    "anybody at risk, use the course on your own computer instead. In any case copy the one file with your posts out "
    "of the ZIP first, and bring only that."
)


class OwnArchive(w.VBox):  # type: ignore[misc]
    """A notice, a box to tick, a button to choose a file; for a table that we do not know, a list for each column."""

    def __init__(self, use: Callable[[Feed], None]) -> None:
        self.use = use
        self.file: tuple[str, bytes] = ("", b"")
        self.agreed = w.Checkbox(description=t("I have read this, and the file is my own."), indent=False)
        self.chooser = w.FileUpload(description=t("Choose a file"), disabled=True)
        self.news = w.HTML()
        self.columns = w.VBox([])
        notice = framed(auto(t(notice_text()), f"hta-finding hta-{'required' if in_the_cloud() else 'advice'}"))
        self.door = w.ToggleButton(value=False, description=t("Use your own posts instead"))
        self.door.layout.width = "auto"
        self.place = w.VBox([w.HTML(notice), self.agreed, self.chooser, self.news, self.columns])
        self.place.layout.display = "none"
        super().__init__([self.door, self.place])
        self.add_class("hta-own")
        self.door.observe(
            lambda change: setattr(self.place.layout, "display", "" if change["new"] else "none"), "value"
        )
        self.agreed.observe(lambda change: setattr(self.chooser, "disabled", not change["new"]), "value")
        self.chooser.observe(self._chosen, "value")

    def _chosen(self, change: Mapping[str, Any]) -> None:
        if change["new"]:
            given = change["new"][0]
            self.file = (given["name"], bytes(given["content"]))
            self.chooser.value = ()
            self.read(*self.file)

    def read(self, name: str, file: bytes, columns: Mapping[str, str] | None = None) -> None:
        """Read a file and hand its posts over, or say what was found and what to do."""
        self.columns.children = ()
        try:
            archive = read(name, file, columns)
        except Unmapped as unknown:
            self._ask(unknown)
            self.news.value = framed(auto(str(unknown), "hta-finding hta-required"))
        except Unread as said:
            self.news.value = framed(auto(str(said), "hta-finding hta-required"))
        else:
            self.file = ("", b"")  # what was read is not kept twice, and what was left alone not at all
            self.news.value = archive_html(archive)
            self.use(Feed(archive.posts))

    def _ask(self, unknown: Unmapped) -> None:
        """Ask which column is which."""
        options = [(t("— none —"), ""), *((head, head) for head in unknown.columns)]
        lists = {
            name: w.Dropdown(options=options, value=unknown.guess.get(name) or "", description=t(words))
            for name, words in unknown.wanted.items()
        }
        button = w.Button(description=t("Read it like this"))

        def again(_: Any) -> None:
            self.read(*self.file, {name: one.value for name, one in lists.items() if one.value})

        button.on_click(again)
        self.columns.children = (*lists.values(), button)


def in_the_cloud() -> bool:
    """Tell whether the course runs on Binder."""
    return any(name.startswith("BINDER_") for name in os.environ)


def notice_text() -> str:
    """Say what happens to a file, before somebody chooses one."""
    return _IN_THE_CLOUD if in_the_cloud() else _AT_HOME


def archive_html(archive: Archive) -> str:
    """Say what was read, what is missing, and what was left alone."""
    said = t("{product}: {count} posts of yours.", product=archive.product, count=f"{len(archive.posts):,}")
    notes = "".join(auto(note) for note in archive.notes)
    alone = ""
    if archive.left_alone:
        names = "".join(f"<li>{escape(name)}</li>" for name in archive.left_alone)
        summary = t("Left alone, never opened: {count} files", count=len(archive.left_alone))
        alone = f'<details><summary>{escape(summary)}</summary><ul class="hta-facts hta-scroll">{names}</ul></details>'
    return framed(f'<div role="status">{auto(said, "hta-prompt")}</div>{notes}{alone}')
