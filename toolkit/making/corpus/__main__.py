"""Write the feed's files again: `python -P -m toolkit.making.corpus`."""

from toolkit.making.corpus.files import compressed, written
from toolkit.making.corpus.spec import FEED, read_spec


def main() -> None:
    """Make every file and put it where the course reads it."""
    for name, content in written(read_spec()).items():
        if name == "posts.csv":
            (FEED / "posts.csv.gz").write_bytes(compressed(content))
        else:
            (FEED / name).write_bytes(content)


if __name__ == "__main__":
    main()
