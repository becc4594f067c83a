"""Read the tables of Meta Business Suite: posts on Instagram and on Facebook."""

from __future__ import annotations

import re
from collections.abc import Sequence

from toolkit.own_posts.found import PLATFORMS, Archive, archive
from toolkit.own_posts.posts_table import dates, ids, numbers, text_columns
from toolkit.own_posts.tables import Texts
from toolkit.posts import hashtags_on
from toolkit.review.findings import Said

_PICTURES = re.compile(
    r"photo|foto|image|bild|imagen|imagem|afbeelding|видео|фото|video|vídeo|vidéo|reel|album|карусель|"
    r"carou?[sz]s?el|karus|carrus|carros|صورة|فيديو|ريل|görsel|resim",
    re.IGNORECASE,
)
_NO_PICTURES = re.compile(r"^(?:text|status|link|lien|enlace|bağlantı|ссылка|текст|رابط|نص)", re.IGNORECASE)


def product(columns: Texts) -> str:
    """Tell Instagram from Facebook: by the headers, then by the links."""
    if "page" in columns:
        return "Facebook"
    if "account" in columns:
        return "Instagram"
    links = " ".join(columns.get("link", ())[:50]).lower()
    return "Facebook" if "facebook." in links or "fb." in links else "Instagram"


def read(columns: Texts, name: str, notes: Sequence[str] = (), month_first: bool = True) -> Archive:
    """Read a table of posts; a post that stands in it for every day keeps the row of its whole life."""
    told = list(notes)
    columns = _whole_life(columns, told)
    made, _ = ids(columns, told)
    when = dates(columns, month_first, told)
    if name in ("Instagram", "Facebook"):
        told.append(
            Said(
                "Meta does not say which clock its times follow (your account's, or Pacific time); we took them as UTC."
            )
        )
    platform = PLATFORMS[name]
    words = text_columns(_texts(columns), lambda text: [tag.text for tag in hashtags_on(text, platform)])
    made_columns = {
        "id": made,
        "created_utc": when,
        **words,
        "is_reply": [False] * len(made),
        "is_repost": [False] * len(made),
        "has_media": [True if name == "Instagram" else None] * len(made),
        **numbers(columns, told),
    }
    if name == "Facebook" and "kind" in columns:
        made_columns["has_media"] = [_has_media(kind) for kind in columns["kind"]]
    told.append(
        Said("Mentions were taken out of the texts. Names without @ cannot be told from other words: look twice.")
    )
    return archive(name, made_columns, told)


def _texts(columns: Texts) -> list[str]:
    """Join title and description, unless one is the beginning of the other."""
    size = len(next(iter(columns.values())))
    titles, texts = columns.get("title") or [""] * size, columns.get("text") or [""] * size
    pairs = zip(titles, texts, strict=True)
    return [text if title.strip() in text else title if text in title else f"{title}\n{text}" for title, text in pairs]


def _whole_life(columns: Texts, told: list[str]) -> Texts:
    """Drop the rows of single days where the same table has rows for the whole life of a post.

    In the column "Date" stands a day, or a word for the whole time in the language of the account.
    """
    periods = columns.get("period", [])
    of_days = [any(map(str.isdigit, period)) for period in periods]
    if all(of_days) and len(set(columns.get("id", ()))) < len(columns.get("id", ())):
        told.append(
            Said("This table has a row for each day of a post, and we kept the last. Better export the totals.")
        )
    if not any(of_days) or all(of_days):
        return columns
    kept = [place for place, day in enumerate(of_days) if not day]
    told.append(Said("Rows that count single days: {n}. We kept the totals.", n=len(periods) - len(kept)))
    return {name: [texts[place] for place in kept] for name, texts in columns.items()}


def _has_media(kind: str) -> bool | None:
    if _PICTURES.search(kind):
        return True
    return False if _NO_PICTURES.search(kind) else None
