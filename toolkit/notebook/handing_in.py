"""Hand over all answers as one small file, and bring such a file back."""

import asyncio
import base64
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from html import escape
from typing import Any

import ipywidgets as w

from toolkit.answers import Answers, Refused, Store, read
from toolkit.answers.together import together
from toolkit.course.along import KEY
from toolkit.course.along_box import Along
from toolkit.course.progress import Progress
from toolkit.exercises.asking import html
from toolkit.exercises.questions import Question
from toolkit.faces.html import auto, framed
from toolkit.faces.i18n import t
from toolkit.sessions.room import gates, questions

CODE_NAME = re.compile(r"[a-z]{2,20}(?:-[a-z0-9]{1,20}){1,3}")
"""A code name such as amber-heron: given by the facilitator, never a real name."""
_LOOK_AGAIN = 1.0  # seconds between two looks at the answers while a link to them is shown
_FIRST_WORDS = 6


class HandIn(w.VBox):  # type: ignore[misc]
    """A field for the code name, a button that makes the file, and a way to bring a file back."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._linked: Answers | None = None  # what the link on the page holds
        self._brought: Answers | None = None  # what would replace answers, and waits for a second press
        self.who = w.Text(value=self._answers().who or "", description=t("Code name"), placeholder="amber-heron")
        self.button = w.Button(description=t("Save my work"), button_style="primary")
        self.result = w.HTML()
        self.upload = w.FileUpload(
            accept=".json", multiple=False, description=t("Bring saved work back"), layout={"width": "auto"}
        )
        self.replace = w.Button(layout={"display": "none", "width": "auto"})
        self.along = Along(Progress(store.folder.parent.parent / "workbooks", gates()), self._answers().values)
        self.along.box.observe(lambda _: self._say(""), "value")
        self.who.observe(lambda _: self._say(""), "value")
        self.button.on_click(self._save)
        self.upload.observe(self._bring_back, "value")
        self.replace.on_click(self._replace)
        said = t("Your facilitator gave you a code name. Do not write your own name here. Alone? Leave it empty.")
        prompt = f"{auto(t('Hand over your answers'), 'hta-prompt')}{auto(said, 'hta-help')}"
        super().__init__([html(prompt), self.who, self.along, self.button, self.result, self.upload, self.replace])
        self.add_class("hta-form")

    def _answers(self) -> Answers:
        try:
            return self.store.open()[0]
        except OSError:
            return Answers(self.store.assignment)

    def _save(self, _: Any) -> None:
        typed = self.who.value.strip().lower()
        who = re.sub(r"[\s_]+", "-", typed)
        if who and not CODE_NAME.fullmatch(who):
            self._say(t("A code name is two words with a hyphen, such as amber-heron. Please no names, no e-mail."))
            return
        if who != typed:  # two words may be a name as well: whoever wrote them looks once more
            self.who.value = who
            said = t(
                "Is “{who}” the code name you were given? Then press Save my work again. Please no names.", who=who
            )
            self._say(said)
            return
        self.along.renew()
        kept = self._answers()
        answers = replace(kept, values=self.along.added_to(kept.values), who=who or None)
        with suppress(OSError):  # the file that is handed over below holds everything all the same
            self.store.write(answers)
        self._show_link(answers)
        with suppress(RuntimeError):  # without a loop nobody types either
            asyncio.get_running_loop().call_later(_LOOK_AGAIN, self._look_again, answers)

    def _show_link(self, answers: Answers) -> None:
        self._say("")
        self._linked = answers
        self.result.value = framed(link_html(answers))

    def _look_again(self, linked: Answers) -> None:
        """Renew the link when an answer has changed, so that it never hands over what is no longer true."""
        if self._linked is not linked:
            return
        with suppress(OSError, Refused):
            kept = self.store.load()
            if kept.values and (values := self.along.added_to(kept.values)) != linked.values:
                linked = replace(kept, values=values, who=linked.who)
                self._show_link(linked)
        asyncio.get_running_loop().call_later(_LOOK_AGAIN, self._look_again, linked)

    def _bring_back(self, change: Mapping[str, Any]) -> None:
        for file in change["new"]:
            self._say("")
            try:
                self._take(read(bytes(file["content"]), self.store.assignment))
            except Refused as refused:
                self._say(str(refused))
        if change["new"]:
            self.upload.value = ()  # so that the same file can be chosen again

    def _take(self, brought: Answers) -> None:
        here = self._answers().values
        other = [id_ for id_, value in brought.values.items() if answered(here.get(id_)) and here[id_] != value]
        other = [id_ for id_ in other if id_ != KEY]  # that is made anew each time
        if not other:
            self._put_back(brought)
            return
        self._brought = brought
        self.replace.description = t("Press again to replace {count} of your answers", count=len(other))
        self.replace.layout.display = ""
        named = _named([question for id_, question in questions(self.store.assignment).items() if id_ in other])
        said = t("{count} answers here are not those of the file. Nothing is changed yet.", count=len(other))
        self.result.value = framed(auto(f"{said} {named}", "hta-finding hta-advice"))

    def _replace(self, _: Any) -> None:
        if self._brought:
            self._put_back(self._brought, aside=True)

    def _put_back(self, brought: Answers, aside: bool = False) -> None:
        """Add what was brought; what it replaces is kept in a file beside."""
        before = self._answers()
        who = before.who or brought.who
        is_same = before.who in (None, brought.who)  # the work goes on here; it is not somebody else's
        hand = (brought.hand if is_same else before.hand) or before.hand
        merged = replace(before.given(brought.values), who=who, hand=hand)
        said = t("Your answers are back. The questions above show them.")
        try:
            kept = self.store.set_aside() if aside and self.store.path.exists() else None
            try:
                self.store.write(merged)
            except OSError:
                if kept:
                    kept.replace(self.store.path)
                raise
        except OSError:
            self._say(t("We cannot write in this folder, so the answers could not be put back."))
            return
        self.who.value = self.who.value or who or ""
        together(self.store).look(t("This came back from your saved file."))
        self._say(said + (" " + t("What stood here before is kept as “{name}”.", name=kept.name) if kept else ""))

    def _say(self, sentence: str) -> None:
        """Say a sentence in place of the link; whatever waited for a second press waits no longer."""
        self._linked = self._brought = None
        self.replace.layout.display = "none"
        self.result.value = framed(auto(sentence, "hta-finding hta-advice")) if sentence else ""


def link_html(answers: Answers) -> str:
    """Make a link that holds the file itself, and say what is not answered: no server is asked for anything."""
    content = base64.b64encode(answers.as_text().encode()).decode()
    name = "-".join(filter(None, [answers.assignment, answers.who])) + ".answers.json"
    asked = [one for one in questions(answers.assignment).values() if not one.optional and one.kind != "confidence"]
    left = [question for question in asked if not answered(answers.values.get(question.id))]
    said = t("{done} of {count} questions are answered.", done=len(asked) - len(left), count=len(asked))
    missing = auto(t("Not answered yet: {questions}", questions=_named(left))) if left else ""
    return (
        f'<div>{escape(said)} <a download="{escape(name)}" href="data:application/json;base64,{content}">'
        f"{escape(t('Download {name}', name=name))}</a></div>{missing}"
        f"{auto(t('Send this file to your facilitator, or keep it and bring it back another day.'), 'hta-help')}"
    )


def answered(value: Any) -> bool:
    """Tell whether something was answered; a document that was chosen for an empty text is no answer."""
    if isinstance(value, Mapping) and "text" in value:
        value = value["text"]
    return value.strip() != "" if isinstance(value, str) else value not in (None, [], {})


def _named(asked: list[Question]) -> str:
    words = [t(question.prompt).split() for question in asked]
    return "; ".join("“" + " ".join(each[:_FIRST_WORDS]) + ("…”" if each[_FIRST_WORDS:] else "”") for each in words)
