"""Write the feed's files again: `python -P -m toolkit.corpus`."""

from toolkit.corpus.files import compressed, written
from toolkit.corpus.spec import FOLDER, read_spec


def main() -> None:
    """Make every file and put it where the course reads it."""
    for name, content in written(read_spec()).items():
        if name == "posts.csv":
            (FOLDER / "posts.csv.gz").write_bytes(compressed(content))
        else:
            (FOLDER / name).write_bytes(content)


if __name__ == "__main__":
    main()
