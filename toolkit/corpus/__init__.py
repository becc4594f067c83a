"""Make the course's own stream of posts again, from plain files and a seed (contributors only).

What it reads and writes stands in `toolkit/data/feeds/neighbours`; `python -P -m toolkit.corpus` writes it again.
"""

from toolkit.corpus.scale import make_posts
from toolkit.corpus.spec import FOLDER, Spec, read_spec

__all__ = ["FOLDER", "Spec", "make_posts", "read_spec"]
