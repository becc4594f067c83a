"""Tell whether a text is a web address and nothing else (RFC 3986 as twitter-text 3.1 reads it)."""

from __future__ import annotations

import re
from functools import cache

_UNRESERVED = "-a-z0-9\u0400-\u04ff._~"
_DELIMITERS = "!$&'()*+,;="
_LETTER = "(?:[a-z]|[^\0-\x7f])"
_ALNUM = "(?:[a-z0-9]|[^\0-\x7f])"


def is_link(text: str) -> bool:
    """Tell whether the whole text is one address that starts with http or https.

    >>> is_link("https://example.org/report"), is_link("example.org"), is_link("https://-example.org")
    (True, False, False)
    """
    return _address().fullmatch(text) is not None


@cache
def _address() -> re.Pattern[str]:
    sign = f"(?:[{_UNRESERVED}{_DELIMITERS}:|@]|%[0-9a-f]{{2}})"
    user = f"(?:[{_UNRESERVED}{_DELIMITERS}:]|%[0-9a-f]{{2}})*@"
    octet = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])"
    number = rf"{octet}(?:\.{octet}){{3}}|\[[a-f0-9:.]+\]"
    subdomain = f"{_ALNUM}(?:(?:[a-z0-9_-]|[^\0-\x7f])*{_ALNUM})?"
    domain = f"{_ALNUM}(?:(?:[a-z0-9-]|[^\0-\x7f])*{_ALNUM})?"
    ending = f"{_LETTER}(?:(?:[a-z0-9-]|[^\0-\x7f])*{_ALNUM})?"
    host = rf"(?:{number}|(?:{subdomain}\.)*{domain}\.{ending})"
    after = rf"(?:/{sign}*)*(?:\?(?:{sign}|[/?])*)?(?:#(?:{sign}|[/?])*)?"
    return re.compile(f"https?://(?:{user})?{host}(?::[0-9]{{1,5}})?{after}", re.IGNORECASE | re.ASCII)
