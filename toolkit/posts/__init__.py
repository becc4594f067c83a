"""What a network sees in a text: its length, tags, mentions and links; and the rules of each network."""

from toolkit.posts.parsing import Post, Span, hashtags_on, is_link, length, parse, reply_to

__all__ = ["Post", "Span", "hashtags_on", "is_link", "length", "parse", "reply_to"]
