"""What runs when a notebook is opened as an app: cells that ask for a form of the course, and no others.

Everybody can write into a notebook, and send it. In place of what is not ours stands a sentence that says so.
"""

import ast
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell
from voila.exporter import VoilaMarkdownRenderer

from toolkit.faces.i18n import t

# What the notebooks of the course import: from the package itself, and from its part for facilitators.
_FORMS = {"": {"exercise", "journey", "session"}, ".facilitator": {"facilitator"}}
# Whatever a notebook says of itself: in another language the same words might do something else.
_LATE = "This page takes longer than it should. What you did before is kept."
_KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}


def as_app(handler: Any, notebook: NotebookNode, cwd: str) -> NotebookNode:  # noqa: ARG001 (Voila's own form)
    """Prepare a notebook before Voila starts a kernel for it."""
    policy = handler.settings.get("headers", {}).get("Content-Security-Policy")
    if policy:
        # Lab makes programs of texts, for its settings. Nothing in an app needs to.
        handler.set_header("Content-Security-Policy", policy.replace(" 'unsafe-eval'", ""))
    notebook.metadata["kernelspec"] = NotebookNode(_KERNEL)
    notebook.metadata["late"] = NotebookNode(late=t(_LATE), again=t("Load it again"))
    notebook.cells = [cell if cell.cell_type != "code" or ours(cell.source) else _left_out() for cell in notebook.cells]
    return notebook


class Plain(VoilaMarkdownRenderer):  # type: ignore[misc]
    """Texts of an app: what is written in HTML is shown as it was written, and addresses lead to pages only."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{**options, "escape": True, "allow_harmful_protocols": False})

    def block_code(self, code: str, info: str | None = None) -> str:
        """Show a listing; one that would become a drawing is shown as it was written, too."""
        return str(super().block_code(code, info=None if (info or "").startswith("mermaid") else info))

    def image(self, text: str, url: str, title: str | None = None) -> str:
        """Show a picture that stands in the notebook; Voila's own way would put in any file of the course."""
        return str(super(VoilaMarkdownRenderer, self).image(text, url, title))


def _left_out() -> NotebookNode:
    return new_markdown_cell(t("*What stands here is not from the course, so it was not run.*"))


def ours(source: str) -> bool:
    """Tell whether a cell only asks for forms of the course.

    >>> ours('from toolkit import session\\n\\nsession("safety-first").lab("audit")')
    True
    >>> ours('import os\\n\\nos.remove("answers.json")')
    False
    """
    try:
        lines = ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    known: set[str] = set()
    for line in lines:
        if isinstance(line, ast.ImportFrom):
            names = _imported(line)
            known |= names
            right = bool(names)
        else:
            right = isinstance(line, ast.Expr) and _asks(line.value, known)
        if not right:
            return False
    return True


def _imported(line: ast.ImportFrom) -> set[str]:
    """Give the names that a line imports, if all of them are forms; else nothing."""
    names = {alias.name for alias in line.names if alias.asname is None}
    package, dot, part = (line.module or "").partition(".")
    known = _FORMS.get(dot + part, set()) if package == "toolkit" else set()
    return names if line.level == 0 and len(names) == len(line.names) and names <= known else set()


def _asks(call: ast.expr, known: set[str]) -> bool:
    """Tell whether this calls a form by its name, and then its parts: `form("a").part("b")`, with plain words only."""
    while isinstance(call, ast.Call):
        given = [*call.args, *(word.value for word in call.keywords)]
        if not all(isinstance(one, ast.Constant) for one in given):
            return False
        if isinstance(call.func, ast.Name):
            return call.func.id in known
        if not isinstance(call.func, ast.Attribute) or call.func.attr.startswith("_"):
            return False
        call = call.func.value
    return False
