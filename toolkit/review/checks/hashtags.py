"""Use few tags, that work on this platform, and that can be read aloud."""

import re
from collections.abc import Iterator

from toolkit.posts import hashtags_on
from toolkit.posts.rules import advised_tags
from toolkit.review.drafts import Draft
from toolkit.review.findings import Check, Hit

_WRITTEN = re.compile(r"(?<![\w&/])[#＃](\S+)")
_END = ".,;:!?)”»،؛؟…\"'"


def _too_many(draft: Draft) -> Iterator[Hit]:
    most = advised_tags(draft.platform)
    if most is not None and len(draft.post.hashtags) > most:
        yield Hit(" ".join(f"#{tag.text}" for tag in draft.post.hashtags), fields={"most": most})


def _none(draft: Draft) -> Iterator[Hit]:
    if "#" not in draft.text and "＃" not in draft.text:
        tags = draft.brief.tags if draft.brief else ()
        yield Hit("", better=f"#{tags[0]}" if tags else "")


def _cut(draft: Draft) -> Iterator[Hit]:
    """Notice tags that this platform ends earlier than the writer does."""
    if "#" not in draft.text and "＃" not in draft.text:
        return
    seen = {tag.start: tag.text for tag in hashtags_on(draft.text, draft.platform)}
    for match in _WRITTEN.finditer(draft.text):
        meant = match[1].rstrip(_END)
        kept = seen.get(match.start())
        if not meant or kept == meant or _digits_only(meant):
            continue
        fields = {"kept": f"#{kept}" if kept else "—"}
        yield Hit(f"#{meant}", match.span(), "#" + _joined(meant), fields)


def _joined(tag: str) -> str:
    pieces = [piece for piece in re.split(r"[^\w]+", tag) if piece]
    if any(piece.lower() == piece.upper() for piece in pieces):
        return "_".join(pieces)
    return "".join(piece[:1].upper() + piece[1:] for piece in pieces)


def _digits_only(tag: str) -> bool:
    return tag.replace("_", "").isdigit()


def _only_digits(draft: Draft) -> Iterator[Hit]:
    if "#" not in draft.text:
        return
    seen = {tag.text for tag in hashtags_on(draft.text, draft.platform)}  # Bluesky takes some digits that X does not
    for match in _WRITTEN.finditer(draft.text):
        meant = match[1].rstrip(_END)
        if _digits_only(meant) and meant not in seen:
            yield Hit(f"#{meant}", match.span(), f"#Aug{meant}" if len(meant) <= 2 else f"#v{meant}")


def _no_capitals(draft: Draft) -> Iterator[Hit]:
    for tag in draft.post.hashtags:
        long_and_flat = len(tag.text) >= 10 and tag.text == tag.text.lower() != tag.text.upper()
        if long_and_flat and "_" not in tag.text and not any(char.isdigit() for char in tag.text):
            yield Hit(f"#{tag.text}", (tag.start, tag.end))


CHECKS = (
    Check(
        name="tag-count",
        advice="{found}: that is more than {most}. Keep the tags your readers really follow.",
        why="Many tags read like advertising. One or two that are right do the work.",
        source="item 9; X help: no more than two, 2026; Threads one, Instagram five (December 2025)",
        better="Keep one broad tag and one for the occasion: #Marenia #DetentionBill",
        find=_too_many,
        flags=("#a1 #b2 #c3",),
        leaves=("#DetentionBill #Marenia", "no tag"),
        official="required",
        open="required",
        hostile="required",
        costs=0.15,
    ),
    Check(
        name="tag-present",
        advice="There is no tag. One that people already follow takes the post beyond your own readers.",
        better="#HumanRights, or the tag of the occasion",
        why="People who do not follow you can find the post by its tag.",
        source="items 9, 50; where somebody is watching, they find you by the tag, too",
        find=_none,
        flags=("Hearing on Tuesday",),
        leaves=("Hearing on Tuesday #DetentionBill",),
        hostile=None,
    ),
    Check(
        name="tag-whole",
        advice="“{found}” will not work as written: this network makes {kept} of it. Join the words.",
        why="A tag ends at the first sign the network does not allow, and leads people elsewhere.",
        source="twitter-text 3.1 (2021), Mastodon and Bluesky sources, 2026; beside item 49",
        find=_cut,
        flags=("Read #human-rights now", "#women's"),
        leaves=("Read #HumanRights now", "#انسانی_حقوق", "(#tag)", "#14"),
        official="required",
        open="required",
        hostile="required",
        costs=0.1,
    ),
    Check(
        name="tag-digits",
        advice="“{found}” has digits only, and most networks make no tag of that. Add a letter.",
        why="A tag needs at least one letter on most networks: #Aug14 works, #14 does not.",
        source="twitter-text 3.1 (2021); tags that have a letter: items 10, 78",
        find=_only_digits,
        flags=("Today #14", "#22061900"),
        leaves=("Today #Aug14", "#2206v1900"),
        official="required",
        open="required",
        hostile="required",
        costs=0.1,
    ),
    Check(
        name="tag-capitals",
        advice="“{found}” is hard to read. If it is made of several words, start each with a capital.",
        why="Screen readers run the words of a tag without capitals together; capitals cost nothing.",
        source="University of Michigan, accessible hashtags; practitioner evidence, 2026",
        better="#detentionbill → #DetentionBill",
        find=_no_capitals,
        flags=("#detentionbill", "#праваинвалидов"),
        leaves=("#DetentionBill", "#انسانی_حقوق", "#R2P", "#marenia"),
    ),
)
