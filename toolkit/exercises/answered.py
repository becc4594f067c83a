"""The still face of questions, answers and points: what forms, formgrader, feedback and print show alike."""

from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import Any

from toolkit.exercises.questions import Question
from toolkit.exercises.scoring import Mark, Marks
from toolkit.faces.html import PLATFORM_WORDS, SETTING_WORDS, advice_html, auto, framed, meter_html
from toolkit.faces.i18n import t
from toolkit.review import review


def prompt_html(question: Question) -> str:
    """Show what a form asks."""
    quote = auto(question.quote, "hta-quote") if question.quote else ""
    helping = auto(t(question.help), "hta-help") if question.help else ""
    return f"{auto(t(question.prompt), 'hta-prompt')}{quote}{helping}{_setting(question)}"


def _setting(question: Question) -> str:
    """Show in which setting and for which network a text is written."""
    if question.kind != "text":
        return ""
    return auto(f"{t(SETTING_WORDS[question.setting])} · {t(PLATFORM_WORDS[question.platform])}", "hta-setting")


def answer_html(question: Question, answer: Any, answers: Mapping[str, Any]) -> str:
    """Show a question with its answer, and what is said of it without a key."""
    if question.kind == "text":
        draft = question.draft(answer, answers)
        shown = auto(draft.text, "hta-answer") if draft.text else _nothing()
        looked = advice_html(review(draft).findings) if draft.text else ""
        return f"{prompt_html(question)}{shown}{meter_html(draft)}{looked}"
    lines = answer_lines(question, answer)
    shown = "".join(auto(line, "hta-answer") for line in lines) if lines else _nothing()
    return f"{prompt_html(question)}{shown}{judged_html(question, answer)}"


def judged_html(question: Question, answer: Any) -> str:
    """Show what a question's judge says of an answer; nothing if it has none."""
    if question.look is None or not answer:
        return ""
    return advice_html(question.look(question, answer, None).findings)


def _nothing() -> str:
    return f'<div class="hta-answer hta-small">{escape(t("No answer."))}</div>'


def answer_lines(question: Question, answer: Any) -> list[str]:
    """Say an answer in words, a line for each part; an answer of the wrong shape says nothing."""
    return _LINES.get(question.kind, _plain_lines)(question, answer)


def _chosen_line(question: Question, answer: Any) -> list[str]:
    return [question.options[answer]] if isinstance(answer, str) and answer in question.options else []


def _listed_lines(question: Question, answer: Any) -> list[str]:
    given = [item for item in answer if isinstance(item, str)] if isinstance(answer, list) else []
    return [question.options[item] for item in given if item in question.options]


def _group_lines(question: Question, answer: Any) -> list[str]:
    given = answer if isinstance(answer, Mapping) else {}
    return [
        f"{words} → {question.groups[given[item]]}"
        for item, words in question.options.items()
        if isinstance(given.get(item), str) and given[item] in question.groups
    ]


def _card_lines(question: Question, answer: Any) -> list[str]:
    given = answer if isinstance(answer, Mapping) else {}
    lines = []
    for item, words in question.options.items():
        card = given[item] if isinstance(given.get(item), Mapping) else {}
        group, why = card.get("group"), card.get("why")
        if isinstance(group, str) and group in question.groups:
            reason = f": “{why}”" if isinstance(why, str) and why.strip() else ""
            lines.append(f"{words} → {question.groups[group]}{reason}")
    return lines


def _sheet_lines(question: Question, answer: Any) -> list[str]:
    given = answer if isinstance(answer, Mapping) else {}
    filled = [(field, given[field.id]) for field in question.fields if isinstance(given.get(field.id), str | int)]
    return [f"{field.label}: {field.options.get(str(value), value)}" for field, value in filled if value != ""]


def _plain_lines(question: Question, answer: Any) -> list[str]:
    return [f"{answer} {question.unit}".strip()] if isinstance(answer, str | int | float) and answer != "" else []


_LINES: dict[str, Callable[[Question, Any], list[str]]] = {
    "choice": _chosen_line,
    "confidence": _chosen_line,
    "choices": _listed_lines,
    "order": _listed_lines,
    "groups": _group_lines,
    "cards": _card_lines,
    "sheet": _sheet_lines,
}
_TICKS = {True: ("hta-yes", "✓"), False: ("", "○"), None: ("", "…")}


def points_html(points: float, maximum: float, marks: Marks) -> str:
    """Show points and what they were given for, in the trainee's own words and never with the key."""
    said = t("{points} of {maximum} points", points=f"{points:g}", maximum=f"{maximum:g}")
    late = advice_html(marks.late) if marks.late else ""
    return framed(f'<div class="hta-points">{escape(said)}</div>{parts_html(marks.parts)}{late}')


def parts_html(parts: Sequence[Mark]) -> str:
    """Show part by part what is right, what to look at again, and what a person will judge."""
    rows = "".join(
        f'<li class="hta-auto" dir="auto"><span class="hta-tick {_TICKS[part.right][0]}">'
        f"{_TICKS[part.right][1]}</span>{escape(part.part)}</li>"
        for part in parts
    )
    note = t("✓ right · ○ look again")
    if any(part.right is None for part in parts):
        note += t(" · … a person reads your reason")
    return (
        f'<ul class="hta-facts">{rows}</ul><div class="hta-small">{escape(note)}</div>'
        if rows
        else ('<ul class="hta-facts"></ul>')
    )
