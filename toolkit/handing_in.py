"""Hand over all answers as one small file, and bring such a file back."""

import base64
import re
from collections.abc import Mapping
from contextlib import suppress
from html import escape
from typing import Any

import ipywidgets as w

from toolkit.answers import Answers, Refused, Store, read
from toolkit.asking import html
from toolkit.exercises import questions
from toolkit.faces import auto, framed
from toolkit.i18n import t

CODE_NAME = re.compile(r"[a-z]{2,20}(?:-[a-z0-9]{1,20}){1,3}")
"""A code name such as amber-heron: given by the facilitator, never a real name."""


class HandIn(w.VBox):  # type: ignore[misc]
    """A field for the code name, a button that makes the file, and a way to bring a file back."""

    def __init__(self, store: Store) -> None:
        self.store = store
        saved = self._answers()
        self.who = w.Text(value=saved.who or "", description=t("Code name"), placeholder="amber-heron")
        self.button = w.Button(description=t("Save my work"), icon="")
        self.result = w.HTML()
        self.upload = w.FileUpload(
            accept=".json", multiple=False, description=t("Bring saved work back"), layout={"width": "auto"}
        )
        self.button.on_click(self._save)
        self.upload.observe(self._bring_back, "value")
        said = t("Your facilitator gave you a code name. Do not write your own name here. Alone? Leave it empty.")
        prompt = f"{auto(t('Hand over your answers'), 'hta-prompt')}{auto(said, 'hta-help')}"
        super().__init__([html(prompt), self.who, self.button, self.result, self.upload])
        self.add_class("hta-form")

    def _answers(self) -> Answers:
        try:
            return self.store.open()[0]
        except OSError:
            return Answers(self.store.assignment)

    def _save(self, _: Any) -> None:
        who = self.who.value.strip().lower()
        if who and not CODE_NAME.fullmatch(who):
            self._say(t("A code name is two words with a hyphen, such as amber-heron. Please no names, no e-mail."))
            return
        answers = Answers(self.store.assignment, self._answers().values, who or None)
        with suppress(OSError):  # the file that is handed over below holds everything all the same
            self.store.write(answers)
        self.result.value = framed(self._link(answers))

    def _link(self, answers: Answers) -> str:
        """Make a link that holds the file itself: no server is asked for anything."""
        content = base64.b64encode(answers.as_text().encode()).decode()
        name = "-".join(filter(None, [answers.assignment, answers.who])) + ".answers.json"
        asked = [question for question in questions(self.store.assignment).values() if question.kind != "confidence"]
        done = sum(answers.values.get(question.id) not in (None, "", [], {}) for question in asked)
        said = t("{done} of {count} questions are answered.", done=done, count=len(asked))
        return (
            f'<div>{escape(said)} <a download="{escape(name)}" href="data:application/json;base64,{content}">'
            f"{escape(t('Download {name}', name=name))}</a></div>"
            f"{auto(t('Send this file to your facilitator, or keep it and bring it back another day.'), 'hta-help')}"
        )

    def _bring_back(self, change: Mapping[str, Any]) -> None:
        for file in change["new"]:
            try:
                brought = read(bytes(file["content"]), self.store.assignment)
                before = self._answers()
                self.store.write(Answers(brought.assignment, {**before.values, **brought.values}, brought.who))
                self._say(t("Your answers are back. Press ▶ Start to see them in the forms."))
            except Refused as refused:
                self._say(str(refused))
            except OSError:
                self._say(t("We cannot write in this folder, so the answers could not be put back."))

    def _say(self, sentence: str) -> None:
        self.result.value = framed(auto(sentence, "hta-finding hta-advice"))
