"""The files that Lab and everything else that asks Jupyter gets to see: the course, without what was sent."""

from errno import EACCES
from pathlib import Path

from jupyter_server.base.handlers import AuthenticatedFileHandler
from jupyter_server.services.contents.filecheckpoints import AsyncFileCheckpoints
from jupyter_server.services.contents.fileio import FileManagerMixin
from jupyter_server.services.contents.largefilemanager import AsyncLargeFileManager
from tornado.web import HTTPError
from traitlets import default

from toolkit.serving.converting import LIFELESS
from toolkit.serving.places import DESK_PAGES, closed
from toolkit.serving.refusing import refusal

# The cohort page draws its pictures itself. It stays apart from the server all the same, and reaches nobody.
_DRAWING = LIFELESS.replace("sandbox", "script-src 'unsafe-inline'; sandbox allow-scripts")


class Closed(HTTPError, PermissionError):
    """Not here, says the server; where Jupyter lists a folder, it passes over what it may not read."""

    def __init__(self) -> None:
        super().__init__(404, "There is no such file here.")
        self.errno = EACCES


class Open(FileManagerMixin):  # type: ignore[misc]
    """Whatever looks for a file of the course, to read or to write."""

    root_dir: str

    def _get_os_path(self, path: str) -> str:
        """Find a file; all that Jupyter does with one begins here."""
        found = str(super()._get_os_path(path))
        if closed(Path(self.root_dir), Path(found)):
            raise Closed
        return found


class Checkpoints(Open, AsyncFileCheckpoints):  # type: ignore[misc]
    """The copies that Jupyter keeps of notebooks, each beside its own."""


class Contents(Open, AsyncLargeFileManager):  # type: ignore[misc]
    """The course's files. Formgrader and our own commands do not ask here: they read the disk."""

    @default("checkpoints_class")  # type: ignore[untyped-decorator]
    def _our_checkpoints(self) -> type[Checkpoints]:
        return Checkpoints

    @default("files_handler_class")  # type: ignore[untyped-decorator]
    def _our_files(self) -> type[AuthenticatedFileHandler]:
        return Files


class Files(AuthenticatedFileHandler):  # type: ignore[misc]
    """Files under their own address: to be downloaded; and, without any life in them, the pages of the desk."""

    content_security_policy = LIFELESS

    def validate_absolute_path(self, root: str, absolute_path: str) -> str:
        """Let through what is not closed."""
        if closed(Path(root), Path(absolute_path)):
            raise HTTPError(404)
        return str(super().validate_absolute_path(root, absolute_path))

    def set_extra_headers(self, path: str) -> None:
        """Say what the browser is to do with the file."""
        if path not in DESK_PAGES:
            self.set_attachment_header(Path(path).name)
        elif path == DESK_PAGES[0]:
            self.set_header("Content-Security-Policy", _DRAWING)

    def write_error(self, status_code: int, **_: object) -> None:
        """Say calmly that there is nothing: the page that Jupyter would show has no life here either."""
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(refusal(404 if status_code == 404 else 403, self.base_url))
