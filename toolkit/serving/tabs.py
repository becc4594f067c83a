"""Let a page be open in two tabs: on the server, so that nobody is asked which of them is the true one."""

import json
from contextlib import suppress
from hashlib import sha256
from typing import Any

from tornado.web import HTTPError

from toolkit.serving.contents import Contents


class Tabs(Contents):
    """A course's files, whose pages save what their forms show without disturbing each other.

    Before Jupyter saves a notebook it asks for its hash; is it another than before, it asks “overwrite or revert?”.
    What a page's forms show is each tab's own, and saved elsewhere: only the text of the page counts here. And that all
    was taken out of it, so that a tab in which it still stands does not write it again unasked.
    """

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self._seen: dict[str, tuple[bool, int]] = {}

    async def get(
        self, path: str, content: bool = True, type: str | None = None, format: str | None = None, require_hash: Any = 0
    ) -> dict[str, Any]:
        """Get a file or folder; of a notebook the hash stays the same as long as its text does."""
        model: dict[str, Any] = await super().get(path, content, type, format, require_hash)
        if require_hash and model["type"] == "notebook":
            with suppress(HTTPError):  # a file that is no notebook any more has its own hash
                page = model if content else await super().get(path, True, "notebook")
                model["hash"] = self._hash(path, page["content"]["cells"])
        return model

    def _hash(self, path: str, cells: list[dict[str, Any]]) -> str:
        had, emptied = self._seen.get(path, (False, 0))
        has = any(cell.get("outputs") for cell in cells)
        self._seen[path] = has, emptied + (had and not has)
        text = [[cell.get("id"), cell["cell_type"], cell["source"]] for cell in cells]
        return sha256(json.dumps([text, self._seen[path][1]]).encode()).hexdigest()
