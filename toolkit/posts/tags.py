"""Find hashtags and mentions as X, Mastodon and Bluesky do; each has rules of its own."""

from __future__ import annotations

import re
from unicodedata import category

from toolkit.posts.urls import LATIN, SPACES, Place

# Signs that are no letters and still belong into a tag: joiners, middle dots, prolonged sounds.
_IN_TAG = "_\u200c\u200d\ua67e\u05be\u05f3\u05f4\uff5e\u301c\u309b\u309c\u30a0\u30fb\u3003\u0f0b\u0f0c\u00b7"
_TAG_WORD = re.compile(f"[\\w{_IN_TAG}]*")
_USUAL_TAG = 64
_HASH = re.compile("[#＃]")
_NAME = re.compile("([a-zA-Z0-9_]{1,20})(/[a-zA-Z][a-zA-Z0-9_-]{0,24})?")
_NAME_GOES_ON = re.compile(f"[@＠{LATIN}]|://")
_NO_NAME_AFTER = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_!#$%&*@＠")
_NO_REPOST_AFTER = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+~.-")
_REPLY = re.compile(f"[{SPACES}]*[@＠]([a-zA-Z0-9_]{{1,20}})")

_MASTODON_JOINS = "\u00b7\u30fb\u200c"
_MASTODON_WORD = re.compile(f"[\\w{_MASTODON_JOINS}]*")
_BLUESKY_TAG = re.compile("(?<!\\S)[#＃](?!\ufe0f)([^\\s\u00ad\u2060\u200a-\u200d\u20e2]+)")


def find_hashtags(text: str) -> list[Place]:
    """List the hashtags that X sees, from the sign to the last letter."""
    found: list[Place] = []
    if "＃" in text:
        text = text.replace("＃", "#")
    after, at = 0, text.find("#")
    while at >= 0:
        if at == 0 or (at > after and (text[at - 1] == " " or _ends_before_tag(text[at - 1]))):
            end = text.find(" ", at, at + _USUAL_TAG)  # most tags are letters up to the next space
            tag = text[at + 1 : end]
            if end < 0 or not (tag.isalpha() or tag.replace("_", "").isalpha()):
                end = _tag_end(text, at + 1, _TAG_WORD)
                tag = text[at + 1 : end]
            if tag.isalpha() or (_has_letter(tag) and tag[0] not in "\ufe0f\u20e3"):
                if text[end : end + 1] != "#" and text[end : end + 3] != "://":
                    found.append((at, end))
                after = end
        at = text.find("#", at + 1)
    return found


def _ends_before_tag(char: str) -> bool:
    if char in "\ufe0e\ufe0f":
        return True
    return not (char in "&" + _IN_TAG or _is_word(char) or "\ud800" <= char <= "\udfff")


def _is_word(char: str) -> bool:
    return char.isalpha() or category(char) in ("Mn", "Mc", "Me", "Nd")


def _tag_end(text: str, at: int, word: re.Pattern[str]) -> int:
    """Return where a tag's letters, marks, digits and joins end."""
    start = at
    while True:
        match = word.match(text, at)
        at = match.end() if match else at
        if text[at : at + 1] < "\u0300" or category(text[at])[0] != "M":
            break
        at += 1
    tag = text[start:at]
    if tag.isascii() or tag.replace("_", "").isalpha():
        return at
    # Python counts fractions, circled and Roman numbers among the letters of a word; platforms do not.
    return next((place for place in range(start, at) if category(text[place]) in ("No", "Nl")), at)


def _has_letter(tag: str) -> bool:
    return any(char.isalpha() or category(char)[0] == "M" for char in tag)


def find_mentions(text: str) -> list[Place]:
    """List the accounts that X sees mentioned, from the sign to the last letter; lists are left out."""
    found: list[Place] = []
    if "＠" in text:
        text = text.replace("＠", "@")
    after, at = 0, text.find("@")
    while at >= 0:
        if _name_may_start(text, at, after) and (name := _NAME.match(text, at + 1)):
            after = name.end()
            if name[2] is None and (text[after : after + 1] == " " or not _NAME_GOES_ON.match(text, after)):
                found.append((at, after))
        at = text.find("@", at + 1)
    return found


def _name_may_start(text: str, at: int, after: int) -> bool:
    if at == 0 or (text[at - 1] == " " and at > after):
        return True
    if at - 1 >= after and text[at - 1] not in _NO_NAME_AFTER:
        return True
    # "RT@name" repeats a post; the two letters must be a word of their own.
    if text[max(at - 2, 0) : at].lower() != "rt":
        return False
    return at == 2 or (at - 3 >= after and text[at - 3] not in _NO_REPOST_AFTER)


def reply_to(text: str) -> str | None:
    """Name the account that a text replies to: the one it starts with, or None.

    >>> reply_to("@amber_heron thank you"), reply_to("thank you @amber_heron")
    ('amber_heron', None)
    """
    match = _REPLY.match(text)
    return None if match is None or _NAME_GOES_ON.match(text, match.end()) else match[1]


def mastodon_hashtags(text: str) -> list[Place]:
    """List the hashtags that Mastodon sees: after white space only, digits joined by `_` are enough."""
    found = []
    for sign in _HASH.finditer(text):
        at = sign.start()
        if at == 0 or text[at - 1].isspace():
            end = at + 1 + len(_mastodon_name(text[at + 1 : _tag_end(text, at + 1, _MASTODON_WORD)]))
            if end > at + 1:
                found.append((at, end))
    return found


def _mastodon_name(letters: str) -> str:
    name = letters.rstrip(_MASTODON_JOINS)
    if not name or name[0] in _MASTODON_JOINS:
        return ""
    inner = name[1:-1]
    return name if "_" in inner or _has_letter(name) or any(join in inner for join in _MASTODON_JOINS) else ""


def bluesky_hashtags(text: str, longest: int) -> list[Place]:
    """List the hashtags that Bluesky sees: up to the next space, less the punctuation at the end."""
    found = []
    for match in _BLUESKY_TAG.finditer(text):
        end = match.end()
        while category(text[end - 1])[0] == "P" and end > match.start(1):
            end -= 1
        tag = text[match.start(1) : end]
        if 0 < len(tag) <= longest and not all(char in "0123456789" or category(char)[0] == "P" for char in tag):
            found.append((match.start(), end))
    return found
