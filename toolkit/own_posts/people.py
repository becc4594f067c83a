"""Take other people out of a text and out of links: who was mentioned, written to or quoted stays unnamed."""

import re

HIDDEN = "@…"

_NAME = re.compile(r"[@＠]\w+(?:[.·-]\w+)*(?:@\w+(?:[.-]\w+)*)?")
_HIDDEN_NAME = re.compile("(?<!…)@…")
_GLUED = re.compile(r"[@＠](?<=[\w+-][@＠])")
_MAILBOX = re.compile(r"(?<![\w.+@＠-])[\w.+-]+(?=[@＠]\w[\w-]*\.\w)")
_WITH_SLASH = re.compile(r"(?<!\S)[^\s/]*/\S*")
# Pages that belong to somebody. Whole networks, where nearly every address names a person; elsewhere by the path.
_PAGE = re.compile(
    r"""(?<![A-Za-z0-9.@-])
    ((?:https?://)?(?:[A-Za-z0-9-]+\.)?(?:
        (?:x|twitter|facebook|fb|instagram|threads|tiktok|vk|linkedin|snapchat|messenger)\.com
      | (?:threads\.net|bsky\.app|t\.me|telegram\.me|telegram\.dog|fb\.me|m\.me|wa\.me|instagr\.am|ok\.ru|vk\.ru)
      | (?:youtube|reddit)\.com(?=/(?:@|c/|u/|r/|user/|channel/))
      | [A-Za-z0-9.-]+(?=/(?:@|users/))
    )) (?::[0-9]+)? [/?\#]\S*""",
    re.IGNORECASE | re.VERBOSE,
)
_ADDRESS = re.compile(r"(https?://)(?:[^/?#\s]*@)?([^/?#\s@]+)", re.IGNORECASE)


def unnamed(text: str, own: str = "") -> str:
    """Hide mentions and mail addresses, and cut links to somebody's page to the host; `own` is one's own handle.

    >>> unnamed("Thanks @amber_heron! See https://x.com/amber_heron/status/1 or write to desk@example.org")
    'Thanks @…! See https://x.com or write to …@…'
    """
    if "/" in text:
        text = _WITH_SLASH.sub(lambda word: _pages(word[0], own), text)
    return hidden(text)


def hidden(text: str) -> str:
    """Hide mentions and mail addresses.

    >>> hidden("@amber_heron and @heron@example.org")
    '@… and @…'
    """
    if "@" not in text and "＠" not in text:
        return text
    if _GLUED.search(text):
        text = _MAILBOX.sub("…", text)
    return _NAME.sub(HIDDEN, text)


def names(text: str) -> int:
    """Count the mentions of a text, hidden or not; mail addresses are none.

    >>> names("@amber_heron and @… wrote to desk@example.org")
    2
    """
    return len(_HIDDEN_NAME.findall(hidden(text)))


def _pages(text: str, own: str) -> str:
    return _PAGE.sub(lambda page: page[0] if own and _is_own(page[0], own) else page[1], text)


def _is_own(page: str, own: str) -> bool:
    path = page.partition("://")[2] or page
    return re.split("[/?#]", path.lower())[1:2] == [own.lower()]


def is_person(address: str) -> bool:
    """Tell whether an address is that of a person's or a channel's page, not of a single post.

    >>> is_person("https://t.me/amber_heron"), is_person("https://t.me/amber_heron/5"), is_person("tg://user?id=7")
    (True, False, True)
    """
    if address.startswith("tg://"):
        return True
    page = _PAGE.fullmatch(address)
    path = re.sub(r"^/(?:profile|users?|in|c|u|channel)/", "/", address[page.end(1) :]) if page else ""
    return bool(page) and path.strip("/").count("/") == 0


def link(address: str, own: str = "") -> str:
    """Cut a link to somebody's page to its host; empty for what is no web address.

    >>> link("https://t.me/amber_heron/5"), link("https://example.org/a"), link("mailto:amber@example.org")
    ('https://t.me', 'https://example.org/a', '')
    """
    found = _ADDRESS.match(address)
    if found is None:
        return ""
    whole = "".join(address.split())
    if "@" in whole or "＠" in whole or "%40" in whole:
        return found[1] + found[2]
    return _pages(whole, own)
