"""Find links in a text as X does (rules of twitter-text 3.1, in our own words and in linear time)."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

Place = tuple[int, int]

# Accented Latin letters that X accepts in host names and paths, and after which no mention ends.
LATIN = (
    "\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0253\u0254\u0256\u0257\u0259\u025b\u0263\u0268\u026f\u0272\u0289\u028b"
    "\u02bb\u0300-\u036f\u1e00-\u1eff"
)
SPACES = "\t-\r \u0085\u00a0\u1680\u180e\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_NEVER = "\ufffe\ufeff\uffff"
_MARKERS = "\u202a-\u202e\u061c\u200e\u200f\u2066-\u2069"
_OPENERS = re.escape("!'#%&()*+,\\/:;<=>?@[]^{|}~$")

# What nearly every link looks like; anything else takes the long way round.
_COMMON = re.compile(
    r"https?://(?!t\.co/)(?:[a-z0-9](?:-*[a-z0-9])*\.)+([a-z]+)(?:/(?:[-a-zA-Z0-9_/=+#.%~&]*[-a-zA-Z0-9_/=+#])?)?"
)
_HOST_RUN = re.compile(f"[^{_OPENERS}{SPACES}{_NEVER}{_MARKERS}]+")
_HOST_START = re.compile(f"(?<![0-9A-Za-z@＠$#＃{_NEVER}])[^-_.]")
_GLUE = "-_./"  # right after one of these a link needs its protocol
_PLAIN_LABELS = re.compile(f"(?:[-0-9A-Za-z{LATIN}]++\\.)+")
_TLD_WORD = re.compile("[0-9A-Za-z]*")
_TLD_PUNYCODE = re.compile("[xX][nN]--[-0-9A-Za-z]+")
_NO_TLD_BEFORE = frozenset("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz@+-")

_PORT = re.compile(":[0-9]+")
_G = f"[-a-zA-Z\u0400-\u04ff0-9!*';:=+,.$/%#\\[\\]\u2013_~@|&{LATIN}]"
_NOT_LAST_IN_PATH = "!*';:,.$%[]\u2013~@|&"
_QUERY = re.compile(r"\?[-a-zA-Z0-9!?*'@();:&=+$/%#\[\]_.,~|]*")
_NOT_LAST_IN_QUERY = "?!*'@();:+$%[].,~|"
_SHORTENED = re.compile(r"https?://t\.co/([a-z0-9]+)", re.IGNORECASE | re.ASCII)

_LONGEST_LINK = 4096
_LONGEST_LABEL = 63
_LONGEST_SLUG = 40


def find_links(text: str) -> list[Place]:
    """List where the links of a text start and end."""
    found: list[Place] = []
    low, dot = 0, text.find(".")
    while dot >= 0:  # a link has a dot and no space: look only at words that have one inside
        left = text.rfind(" ", 0, dot) + 1
        right = text.find(" ", dot)
        if right < 0:
            right = len(text)
        if dot + 1 < right:
            common = _COMMON.fullmatch(text, left, right)
            if common and common.end(1) - left <= _LONGEST_LABEL and common[1] in _tlds()[0]:
                found.append((left, right))
            else:
                low = _in_word(text, left, right, low, found)
        dot = text.find(".", right)
    return found


def _in_word(text: str, at: int, right: int, low: int, found: list[Place]) -> int:
    """Look for links between two spaces; return the first place where the next link may start."""
    while run := _HOST_RUN.search(text, at, right):
        start, at = run.span()
        if text.find(".", start, at) >= 0:
            low = _in_run(text, start, at, low, found)
            at = max(at, low - 1)
    return low


def _in_run(text: str, start: int, end: int, low: int, found: list[Place]) -> int:
    labels = _labels(text, start, end)
    reach = _reach(text, labels)
    for number, (left, dot) in enumerate(labels):
        if text[dot - 1] in "-_." or dot == left:
            continue
        further, own = reach[number + 1], _tld_end(text, dot + 1)
        if further < 0:  # the name right before the ending takes no underscore
            left = max(left, text.rfind("_", left, dot) + 1)
            further = own
        if further < 0 or dot < low:
            continue
        first = _protocol(text, start, low) if left == start else -1
        host = start if first >= 0 else _start(text, max(left, low), dot)
        if host == 0 and first < 0 and text[0] not in _NO_TLD_BEFORE and dot > 1 and text[1] not in "-_":
            host = 1  # X takes the first sign of a text for what stands before a link, if it can
        if host >= 0:
            stop, has_path = _tail(text, further)
            _keep(text, (first, host, further, stop), has_path, found)
            low = stop + 1
    return low


def _start(text: str, left: int, dot: int) -> int:
    match = _HOST_START.search(text, left, dot)
    return match.start() if match else -1


def _labels(text: str, start: int, end: int) -> list[Place]:
    labels = []
    dot = text.find(".", start, end)
    while dot >= 0:
        labels.append((start, dot))
        start = dot + 1
        dot = text.find(".", start, end)
    return labels


def _reach(text: str, labels: list[Place]) -> list[int]:
    """Tell for each label where a host name that goes on through it ends at the latest, or -1."""
    reach = [-1] * (len(labels) + 1)
    for number in range(len(labels) - 1, 0, -1):
        left, dot = labels[number]
        if left == dot or text[left] in "-_" or text[dot - 1] in "-_":
            continue
        reach[number] = reach[number + 1]
        if reach[number] < 0 and text.find("_", left, dot) < 0:
            reach[number] = _tld_end(text, dot + 1)
    return reach


def _tld_end(text: str, at: int) -> int:
    """Return where the top-level domain that starts here ends, or -1 if none does."""
    if punycode := _TLD_PUNYCODE.match(text, at):
        return punycode.end()
    latin, others = _tlds()
    word = _TLD_WORD.match(text, at)
    if word and word[0].lower() in latin and text[word.end() : word.end() + 1] not in _NO_TLD_BEFORE:
        return word.end()
    for name in others.get(text[at : at + 1].lower(), ()):
        end = at + len(name)
        if text[at:end].lower() == name and text[end : end + 1] not in _NO_TLD_BEFORE:
            return end
    return -1


@cache
def _tlds() -> tuple[frozenset[str], dict[str, tuple[str, ...]]]:
    """Read the endings: Latin ones as a set, the others by first letter, longest first."""
    file = Path(__file__).with_name("data") / "tlds.txt"
    names = [line for line in file.read_text(encoding="utf-8").split("\n") if line and line[0] != "#"]
    others: dict[str, tuple[str, ...]] = {}
    for name in sorted((name for name in names if not name.isascii()), key=len, reverse=True):
        others[name[0]] = (*others.get(name[0], ()), name)
    return frozenset(name for name in names if name.isascii()), others


def _protocol(text: str, host: int, low: int) -> int:
    """Return where the http:// or https:// before a host starts, or -1 if it cannot be one."""
    if text[host - 3 : host] != "://":
        return -1
    size = 8 if text[max(host - 4, 0) : host - 3] in "sS" else 7
    first = host - size
    if first < 0 or text[first : host - 3].lower() not in ("http", "https") or text[host] in "-_.":
        return -1
    if first == 0:
        return 0
    return first if first >= low and _HOST_START.match(text, first) else -1


def _tail(text: str, at: int) -> tuple[int, bool]:
    """Return where port, path and query after a host end, and whether there is a path."""
    if port := _PORT.match(text, at):
        at = port.end()
    path = _path().match(text, at)
    if path:
        at += len(path[0].rstrip(_NOT_LAST_IN_PATH))
    if query := _QUERY.match(text, at):
        kept = len(query[0].rstrip(_NOT_LAST_IN_QUERY))
        at += kept
    return at, path is not None


@cache
def _path() -> re.Pattern[str]:
    """Build the pattern of a path, brackets in pairs, one pair inside another at most (this takes time)."""
    return re.compile(rf"/(?:{_G}+|\((?:{_G}+|{_G}*\({_G}+\){_G}*)\))*")


def _keep(text: str, parts: tuple[int, int, int, int], has_path: bool, found: list[Place]) -> None:
    first, host, host_end, stop = parts
    size = stop - (host if first < 0 else first) + (8 if first < 0 else 0)
    if size > _LONGEST_LINK or not _labels_fit(text[host:host_end]):
        return
    if first < 0:
        if host == 0 or text[host - 1] not in _GLUE:
            _keep_plain(text, host, host_end, stop if has_path else -1, found)
        return
    shortened = _SHORTENED.match(text, first, stop)
    if shortened and len(shortened[1]) > _LONGEST_SLUG:
        return
    if shortened:  # the shortener's links end after the slug, whatever is glued to it
        query = _QUERY.match(text, shortened.end(), stop)
        stop = shortened.end() + (len(query[0].rstrip(_NOT_LAST_IN_QUERY)) if query else 0)
    found.append((first, stop))


def _keep_plain(text: str, host: int, host_end: int, stop: int, found: list[Place]) -> None:
    """Keep the Latin host names inside a host without protocol; a path belongs to the last of them."""
    at, last = host, -1
    while labels := _PLAIN_LABELS.search(text, at, host_end):
        at, dot = labels.end(), labels.end() - 1
        while dot >= 0:
            end = _tld_end(text, dot + 1)
            if 0 <= end <= host_end:
                found.append((labels.start(), end))
                at = last = end
                break
            dot = text.rfind(".", labels.start(), dot)
    if last >= 0 and stop >= 0:
        found[-1] = (found[-1][0], stop)


def _labels_fit(host: str) -> bool:
    """Check that every label of a host name is short enough for the domain name system."""
    if host.isascii():
        return all(len(label) <= _LONGEST_LABEL for label in host.split("."))
    if host.startswith("xn--") and not _PLAIN_LABELS.search(host):
        return False
    return all(_encoded_size(label) <= _LONGEST_LABEL for label in host.split("."))


def _encoded_size(label: str) -> int:
    if label.isascii() or len(label) > _LONGEST_LABEL:
        return len(label)
    pieces = re.split("[\u3002\uff0e\uff61]", label)
    sizes = [len(piece) if piece.isascii() else 4 + len(piece.encode("punycode")) for piece in pieces]
    return sum(sizes) + len(pieces) - 1
