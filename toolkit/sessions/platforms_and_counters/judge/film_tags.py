"""Checks of the tags of a film: do they work, are they few enough, and do the first ones lead to it?"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from toolkit.posts import hashtags_on
from toolkit.posts.words import plain
from toolkit.review.findings import Check, Hit
from toolkit.review.sheets import Sheet
from toolkit.sessions.platforms_and_counters.judge.filmed import dated, example, most

_SHOWN = "YouTube shows the first three tags above the title."


class _Tags(NamedTuple):
    """The tags that work, those that mislead, and those among the first ones that lead nobody to the film."""

    working: list[str]
    misleading: list[str]
    strange: list[str]

    @property
    def too_many(self) -> bool:
        """Tell whether YouTube ignores all of them."""
        return len(self.working) > most("tags-max")


def _tags(words: Sheet) -> _Tags:
    working = [tag.text for tag in hashtags_on(words.given.get("tags", ""), "youtube")]
    known, wanted = ({plain(one) for one in words.about[name]} for name in ("misleading", "wanted"))
    wrong = [tag for tag in working if plain(tag) in known]
    first = working[: most("tags-shown")]
    return _Tags(working, wrong, [tag for tag in first if plain(tag) not in wanted and tag not in wrong])


def _listed(tags: Iterable[str]) -> str:
    return " ".join(f"#{tag}" for tag in tags)


def _none(words: Sheet) -> Iterator[Hit]:
    if not _tags(words).working:
        yield Hit()


def _ignored(words: Sheet) -> Iterator[Hit]:
    if (tags := _tags(words)).too_many:
        yield Hit(fields={"n": len(tags.working), "most": most("tags-max")})


def _misleading(words: Sheet) -> Iterator[Hit]:
    if wrong := _tags(words).misleading:
        yield Hit(_listed(wrong))


def _strange(words: Sheet) -> Iterator[Hit]:
    if strange := _tags(words).strange:
        yield Hit(_listed(strange))


def _tags_fit(words: Sheet) -> Iterator[Hit]:
    tags = _tags(words)
    if tags.working and not (tags.misleading or tags.strange or tags.too_many):
        yield Hit(_listed(tags.working[:3]))


TAGS: tuple[Check[Sheet], ...] = (
    Check(
        name="tags-none",
        advice="There is no tag yet: # and a word, without a space.",
        why=_SHOWN,
        source=dated("tags-shown"),
        find=_none,
        flags=(example(tags=""), example(tags="ferry, melwa"), example(tags="# ferry")),
        leaves=(example(), example(tags="#viral")),
        official="required",
        open="required",
        hostile="required",
    ),
    Check(
        name="tags-ignored",
        advice="{n} tags: with more than {most} YouTube ignores all of them.",
        why=_SHOWN,
        source=dated("tags-max"),
        find=_ignored,
        flags=(example(tags=" ".join(f"#Ferry{n}" for n in range(80))),),
        leaves=(example(), example(tags="")),
        official="required",
        open="required",
        hostile="required",
    ),
    Check(
        name="tags-misleading",
        advice="{found} has nothing to do with the film. YouTube acts against misleading tags.",
        why=_SHOWN,
        source=dated("tags-shown"),
        find=_misleading,
        flags=(example(tags="#Ferry #Melwa #Marenia #Viral"),),
        leaves=(example(), example(tags="#Knitting")),
        official="required",
        open="required",
        hostile="required",
    ),
    Check(
        name="tags-strange",
        advice="Among the first three, {found} leads nobody to this film. Put its subject, its river or its country "
        "there.",
        why=_SHOWN,
        source=dated("tags-shown"),
        find=_strange,
        flags=(example(tags="#Knitting #Ferry"),),
        leaves=(example(), example(tags="#viral"), example(tags="#Ferry #Melwa #Marenia #Knitting")),
        official="required",
        open="required",
        hostile="required",
    ),
    Check(
        name="tags-fit",
        advice="The first tags lead to this film: {found}",
        why=_SHOWN,
        source=dated("tags-shown"),
        find=_tags_fit,
        flags=(example(), example(tags="#Melwa")),
        leaves=(example(tags=""), example(tags="#Ferry #viral"), example(tags="#Knitting")),
        official="good",
        open="good",
        hostile="good",
    ),
)
