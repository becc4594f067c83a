"""Make the course's own stream of posts again, from plain files and a seed (contributors only).

What it reads stands in `neighbours` beside it; `python -P -m toolkit.making.corpus` writes the stream for the course.
"""

from toolkit.making.corpus.scale import make_posts
from toolkit.making.corpus.spec import FEED, FOLDER, Spec, read_spec

__all__ = ["FEED", "FOLDER", "Spec", "make_posts", "read_spec"]
