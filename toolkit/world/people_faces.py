"""The still faces of people and posts: a profile as a card, a post as it stands in a stream."""

from html import escape

from toolkit.faces.html import apart, auto
from toolkit.faces.i18n import t
from toolkit.world.profiles import Profile

LANGUAGES = {"en": "English", "ur": "Urdu", "ar": "Arabic", "ru": "Russian", "be": "Belarusian"}


def profile_html(person: Profile) -> str:
    """Show who somebody is on the network: name, words about themselves, posts, and what they say in English."""
    posts = "".join(post_html(text, language=person.language) for text in person.posts)
    gloss = auto(person.gloss, "hta-help") if person.gloss else ""
    counted = t(
        "{followers} followers · writes {language}",
        followers=f"{person.followers:,}",
        language=t(LANGUAGES[person.language]),
    )
    return (
        f'<div class="hta-post"><div class="hta-prompt">{apart(person.name)} '
        f'<span class="hta-small">@{escape(person.handle)}</span></div>'
        f'<div lang="{escape(person.language)}">{auto(person.bio)}</div>{auto(counted, "hta-small")}{gloss}'
        f"<details><summary>{escape(t('Five of their posts'))}</summary>{posts}</details></div>"
    )


def post_html(text: str, account: str = "", when: str = "", language: str = "", note: str = "") -> str:
    """Show one post of a stream, in its own direction; nothing in it is a link."""
    head = " · ".join(words for words in (f"@{account}" if account else "", when, note) if words)
    said = f'<div class="hta-small">{escape(head)}</div>' if head else ""
    spoken = f' lang="{escape(language)}"' if language not in ("", "und") else ""
    return f'<div class="hta-post"{spoken}>{said}{auto(text)}</div>'
