"""Checks of the title and the description of a film, and of names that must not stand in its words."""

from collections.abc import Iterator

from toolkit.posts import parse
from toolkit.posts.words import names_in, plain
from toolkit.posts.words import says as mentioned
from toolkit.review.findings import Check, Hit
from toolkit.review.sheets import Sheet
from toolkit.sessions.platforms_and_counters.judge.filmed import dated, example, most

_TITLE = "In a list of films people see the title and nothing else."
_ALONE = "Whoever cannot hear the film, or searches for it, has only these words."
_LEAST = 12  # words of a description that says something


def _protected(words: Sheet) -> Iterator[Hit]:
    folded = plain(words.text)
    found = next((name for name in words.about["protected"] if names_in(folded, name)), None)
    if found:
        yield Hit(found, why=words.about["why_protected"])


def _title(words: Sheet) -> str:
    return words.given.get("title", "")


def _long_title(words: Sheet) -> Iterator[Hit]:
    if (n := len(_title(words))) > most("title-limit"):
        yield Hit(fields={"n": n, "most": most("title-limit")})


def _off_the_subject(words: Sheet) -> Iterator[Hit]:
    if not mentioned(plain(_title(words)), words.about["subject"]):
        yield Hit(better=words.about.get("better_title", ""))


def _shouts(words: Sheet) -> Iterator[Hit]:
    title = _title(words)
    if title.upper() == title != title.lower() or "!!" in title:
        yield Hit()


def _on_the_subject(words: Sheet) -> bool:
    return not any(_off_the_subject(words))


def _title_fits(words: Sheet) -> Iterator[Hit]:
    if not any((*_long_title(words), *_off_the_subject(words), *_shouts(words))):
        yield Hit(fields={"n": len(_title(words)), "most": most("title-limit")})


def _description(words: Sheet) -> str:
    return words.given.get("description", "")


def _long_description(words: Sheet) -> Iterator[Hit]:
    if (n := len(_description(words))) > most("text-limit"):
        yield Hit(fields={"n": n, "most": most("text-limit")})


def _leads_nowhere(words: Sheet) -> Iterator[Hit]:
    if words.about["link"] not in [link.text.rstrip("/") for link in parse(_description(words)).links]:
        yield Hit(better=words.about["link"])


def _tells_little(words: Sheet) -> Iterator[Hit]:
    text = _description(words)
    if len(text.split()) < _LEAST or not mentioned(plain(text), words.about["number"]):
        yield Hit()


def _description_fits(words: Sheet) -> Iterator[Hit]:
    if not any((*_long_description(words), *_leads_nowhere(words), *_tells_little(words))):
        yield Hit()


PROTECTED: tuple[Check[Sheet], ...] = (
    Check(
        name="protected",
        advice="Take “{found}” out.",
        why="",  # whoever asked for silence has a reason of their own
        source="our own rule, beside item 81",
        find=_protected,
        flags=(example(title="Perrin Hask on the ferry"), example(tags="#Ferry by Hask")),
        leaves=(example(), example(title="A ferry with a big hasking sound")),
        official="danger",
        open="danger",
        hostile="danger",
    ),
)

TITLE: tuple[Check[Sheet], ...] = (
    Check(
        name="title-long",
        advice="The title has {n} characters; YouTube takes {most}.",
        why=_TITLE,
        source=dated("title-limit"),
        find=_long_title,
        flags=(example(title="A ferry, a ferry, a ferry " * 5),),
        leaves=(example(), example(title="")),
        official="required",
        open="required",
        hostile="required",
    ),
    Check(
        name="title-subject",
        advice="The title does not say what the film is about.",
        why=_TITLE,
        source=dated("title-limit"),
        find=_off_the_subject,
        flags=(example(title="Watch our new video"), example(title="")),
        leaves=(example(), example(title="Паром для 14 деревень")),
        official="required",
        open="required",
        hostile="required",
    ),
    Check(
        name="title-shouts",
        advice="The title shouts. Say the same calmly.",
        why=_TITLE,
        source=dated("title-limit"),
        applies=_on_the_subject,
        find=_shouts,
        flags=(example(title="A FERRY FOR ALL"), example(title="A ferry!!")),
        leaves=(example(), example(title="A ferry!")),
        official="required",
        open="required",
        hostile="required",
    ),
    Check(
        name="title-fits",
        advice="The title fits ({n} of {most}).",
        why=_TITLE,
        source=dated("title-limit"),
        find=_title_fits,
        flags=(example(),),
        leaves=(example(title="A FERRY"), example(title="Our film"), example(title="A ferry, a ferry, a ferry " * 5)),
        official="good",
        open="good",
        hostile="good",
    ),
)

DESCRIPTION: tuple[Check[Sheet], ...] = (
    Check(
        name="description-long",
        advice="The description has {n} characters; YouTube takes {most}.",
        why=_ALONE,
        source=dated("text-limit"),
        find=_long_description,
        flags=(example(description="A ferry stops here. " * 300),),
        leaves=(example(), example(description="")),
        official="required",
        open="required",
        hostile="required",
    ),
    Check(
        name="description-link",
        advice="The address where people can go on is missing in the description.",
        why=_ALONE,
        source=dated("text-limit"),
        find=_leads_nowhere,
        flags=(example(description="A ferry stops at 14 villages."), example(description="See https://example.org")),
        leaves=(example(), example(description="https://ferry.example.org/timetable/")),
        official="required",
        open="required",
        hostile="required",
    ),
    Check(
        name="description-number",
        advice="The description does not say yet what is seen, with its number.",
        why=_ALONE,
        source=dated("text-limit"),
        find=_tells_little,
        flags=(
            example(description="A ferry stops at 14 villages."),
            example(description="A ferry stops at many villages; two nurses are on board, every week, for everybody."),
        ),
        leaves=(example(),),
        official="required",
        open="required",
        hostile="required",
    ),
    Check(
        name="description-fits",
        advice="The description says what is seen, and where to read on.",
        why=_ALONE,
        source=dated("text-limit"),
        find=_description_fits,
        flags=(example(), example(title="")),
        leaves=(example(description=""), example(description="A ferry stops at 14 villages.")),
        official="good",
        open="good",
        hostile="good",
    ),
)
