"""Fill the hand-written templates: `[this|that]` takes one, `{village}` a word or number from the list of that name."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from random import Random
from typing import Any

from toolkit.making.corpus.draws import pick, whole
from toolkit.making.corpus.spec import Spec

_CHOICE = re.compile(r"\[([^\[\]]*)\]")
_SLOT = re.compile(r"\{(\w+)\}")
_DIGITS = "0123456789"


def templates(spec: Spec, lang: str, section: str, voices: Sequence[str], at: datetime) -> Sequence[str]:
    """List what somebody with these voices may say about this at that (local) time.

    In the texts a voice may be followed by a phase of the event, as in "press@before": for that time only.
    """
    found = spec.texts[lang].get(section, {})
    phase = _phase(spec, section, at)
    names = [*voices, *(f"{voice}@{phase}" for voice in voices)]
    return [text for name in names for text in found.get(name, ())]


def leaks(spec: Spec, lang: str, section: str, at: datetime) -> Mapping[str, Sequence[str]]:
    """List the texts of that time that give somebody away, by what they give away."""
    tables: Mapping[str, Mapping[str, Sequence[str]]] = spec.texts[lang].get("leaks", {})
    now = ("", _phase(spec, section, at))
    named = {name.partition("@"): texts for name, texts in tables.get(section, {}).items()}
    return {what: texts for (what, _, phase), texts in named.items() if phase in now}


def _phase(spec: Spec, section: str, at: datetime) -> str:
    return next((name for name, until in spec.phases.get(section, ()) if at < until), "")


def needs_tag(template: str) -> bool:
    """Tell whether a tag stands inside the sentence; at its end a template can do without."""
    return "{tag}" in template.removesuffix(" {tag}")


def words_of(spec: Spec, lang: str, country: str) -> Mapping[str, Any]:
    """List the words for the slots of a language; names of places are those of the country."""
    lexicon = spec.texts[lang]
    places: Mapping[str, Mapping[str, Any]] = lexicon.get("places", {})
    return {**lexicon, "slots": {**lexicon["slots"], **places.get(country, {})}}


def fill(rng: Random, template: str, lexicon: Mapping[str, Any], tags: Sequence[str]) -> tuple[str, list[str]]:
    """Make a sentence of a template, and list the tags that stand behind it; a `{tag}` inside it takes the first."""
    text = template.removesuffix(" {tag}")
    while _CHOICE.search(text):
        text = _CHOICE.sub(lambda found: pick(rng, found[1].split("|")), text)
    rest = ["#" + tag for tag in tags]
    if "{tag}" in text:
        text = text.replace("{tag}", rest.pop(0), 1)
    used: set[str] = set()
    text = _SLOT.sub(lambda found: _word(rng, lexicon, found[1], used), text)
    return text[0].upper() + text[1:], rest


def _word(rng: Random, lexicon: Mapping[str, Any], name: str, used: set[str]) -> str:
    """Choose from a list of words, another one each time; a list of two numbers is a range, in the script's digits."""
    words = lexicon["slots"][name]
    if isinstance(words[0], int):
        number = str(whole(rng, words[0], words[1]))
        while not _agrees(number, lexicon.get("endings", _DIGITS)):
            number = str(whole(rng, words[0], words[1]))
        return number.translate(str.maketrans(_DIGITS, lexicon.get("digits", _DIGITS)))
    word = str(pick(rng, [word for word in words if word not in used] or words))
    used.add(word)
    return word


def _agrees(number: str, endings: str) -> bool:
    """Tell whether the noun after this number keeps its form (Russian: 5 to 20, 25 to 30, ...)."""
    return number[-1] in endings or number[-2:-1] == "1"
