"""Is what was sent kept from being opened, run or imported, by whatever name, link or folder it comes along?"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from browser import ROOT
from courses import make_course
from traitlets.config import Config

from toolkit.cli import main
from toolkit.serving import _link_jupyter_server_extension
from toolkit.serving.apps import Plain, as_app, ours
from toolkit.serving.doors import from_here
from toolkit.serving.places import SENT, SENT_AT_TOP, among_sent, closed, is_page
from toolkit.start import course_folder, environment

NOTEBOOKS = sorted([*ROOT.glob("workbooks/*.ipynb"), *ROOT.glob("exercises/*/*.ipynb")])


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A course with something in every folder for what was sent."""
    folder = tmp_path / "course"
    for name in (*SENT, *SENT_AT_TOP, "workbooks", "exercises/words", ".jupyter", "old/submitted"):
        (folder / name).mkdir(parents=True)
        (folder / name / "homework.ipynb").write_text("{}")
    (folder / "exercises/words/words.ipynb").write_text("{}")
    (folder / "workbooks/words.ar.ipynb").write_text("{}")
    return folder


# --- places ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", [*SENT, *SENT_AT_TOP, "Inbox", "SUBMITTED", "inbox.", "inbox ", "inbox::$DATA", ".jupyter"]
)
def test_what_was_sent_is_closed_whatever_its_folder_is_called(course: Path, name: str) -> None:
    for path in (name, f"{name}/homework.ipynb", f"{name}/deep/er.svg", f"workbooks/../{name}/homework.ipynb"):
        assert closed(course, course / path), path


def test_links_into_closed_folders_are_closed(course: Path, tmp_path: Path) -> None:
    (course / "workbooks/link").symlink_to("../inbox")
    (course / "workbooks/one.ipynb").symlink_to("../inbox/homework.ipynb")
    (course / "workbooks/two.ipynb").symlink_to("one.ipynb")
    (course / "workbooks/away").symlink_to(tmp_path / "other/inbox")
    (course / "workbooks/hidden").symlink_to("../.jupyter")
    (course / "workbooks/round").symlink_to("round")
    for name in ("link", "link/homework.ipynb", "one.ipynb", "two.ipynb", "away/a.svg", "hidden/a", "round", "a\0b"):
        assert closed(course, course / "workbooks" / name), name


def test_a_name_that_only_the_disk_takes_for_the_same_is_closed(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As SUBMIT~1 is on Windows: another name, the same folder."""
    real = Path.stat

    def stat(self: Path, **more: bool) -> os.stat_result:
        return real(course / "submitted" if self.name == "SUBMIT~1" else self, **more)

    (course / "SUBMIT~1").mkdir()
    monkeypatch.setattr(Path, "stat", stat)
    assert closed(course, course / "SUBMIT~1" / "homework.ipynb")


def test_the_course_itself_is_open_also_below_a_folder_of_such_a_name(course: Path, tmp_path: Path) -> None:
    inside = tmp_path / "inbox/.hidden/course"
    inside.mkdir(parents=True)
    for root in (course, inside):
        for path in (
            ".",
            "workbooks",
            "exercises/words/words.ipynb",
            "exercises/words/feedback/page.html",
            "cohort.html",
        ):
            assert not closed(root, root / path), path
    assert closed(course, course / "old/submitted/homework.ipynb")


def test_pages_of_the_course_are_apps_and_nothing_else_is(course: Path) -> None:
    for path in ("workbooks/homework.ipynb", "workbooks/words.ar.ipynb", "exercises/words/words.ipynb"):
        assert is_page(course, path), path
    (course / "workbooks/link.ipynb").symlink_to("../inbox/homework.ipynb")
    (course / "workbooks/own.ipynb").symlink_to("homework.ipynb")
    (course / "workbooks/folder.ipynb").mkdir()
    (course / "workbooks/page.html").write_text("")
    for path in (
        *(f"{name}/homework.ipynb" for name in (*SENT, *SENT_AT_TOP, "old/submitted", ".jupyter")),
        *("workbooks/link.ipynb", "workbooks/own.ipynb", "workbooks/folder.ipynb", "workbooks/page.html"),
        *(
            "workbooks/missing.ipynb",
            "workbooks//homework.ipynb",
            "/workbooks/homework.ipynb",
            "workbooks/./homework.ipynb",
        ),
        *("workbooks/../inbox/homework.ipynb", "workbooks/../workbooks/homework.ipynb", "workbooks\\homework.ipynb"),
        *(
            "workbooks/homework.ipynb/",
            "workbooks/homework.ipynb\0",
            "exercises/words/homework.ipynb",
            "exercises/words",
        ),
        *("", ".", "..", "homework.ipynb", str(course / "workbooks/homework.ipynb"), "exercises/../.ipynb"),
    ):
        assert not is_page(course, path), path


def test_every_page_of_this_course_is_one() -> None:
    assert [path for path in NOTEBOOKS if not is_page(ROOT, path.relative_to(ROOT).as_posix())] == []


def test_a_course_that_was_sent_is_none(course: Path) -> None:
    sent = course / "inbox/hers"
    (sent / "workbooks").mkdir(parents=True)
    assert among_sent(sent) and among_sent(sent / "workbooks")
    assert course_folder(sent / "workbooks") == course
    assert not among_sent(course) and not among_sent(course / "workbooks") and not among_sent(course / ".jupyter")


def test_no_command_takes_for_a_course_what_was_sent(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its configuration would be run."""
    (course / "inbox/nbgrader_config.py").write_text("raise SystemExit('ran')")
    for command in ("grade", "release", "doctor"):
        assert main(["--course", str(course / "inbox"), command]) == 2
        assert "lies among what was sent" in capsys.readouterr().err


# --- doors -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("headers", "ours"),
    [
        ({}, True),  # typed in an old browser, or a program
        ({"Sec-Fetch-Site": "none"}, True),  # typed, or a link in a terminal
        ({"Sec-Fetch-Site": "same-origin"}, True),
        ({"Sec-Fetch-Site": "same-site"}, False),  # another port of this computer
        ({"Sec-Fetch-Site": "cross-site"}, False),
        ({"Sec-Fetch-Site": "cross-site", "Referer": "http://127.0.0.1:8888/lab"}, False),
        ({"Sec-Fetch-Site": "something new"}, False),
        ({"Origin": "http://127.0.0.1:8888"}, True),
        ({"Referer": "http://127.0.0.1:8888/lab?a=b"}, True),
        ({"Origin": "http://127.0.0.1:9999"}, False),
        ({"Origin": "null"}, False),
        ({"Referer": "http://127.0.0.1:8888.example.org/"}, False),
        ({"Referer": "http://127.0.0.1:8888@example.org/"}, False),
        ({"Referer": "file:///home/x.html"}, False),
        ({"Origin": "http://example.org", "Referer": "http://127.0.0.1:8888/"}, False),
    ],
)
def test_a_request_says_where_it_comes_from(headers: dict[str, str], ours: bool) -> None:
    assert from_here(headers, "127.0.0.1:8888") is ours


# --- apps ------------------------------------------------------------------------------------------------------------


def cells(kind: str) -> Iterator[str]:
    for path in NOTEBOOKS:
        notebook = json.loads(path.read_text("utf-8"))
        yield from ("".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == kind)


def test_all_cells_of_the_course_run_in_an_app() -> None:
    found = list(cells("code"))
    assert len(found) > 100
    assert [source for source in found if not ours(source)] == []


@pytest.mark.parametrize(
    "source",
    [
        "open('marker', 'w')",
        "import os",
        "import toolkit",
        "from toolkit import *",
        "from toolkit import session as exec",
        "from toolkit import cli",
        "from toolkit.cli import main\n\nmain(['purge'])",
        "from toolkit.start import run_under\n\nrun_under(['sh'])",
        "from .toolkit import session",
        "from toolkit import session\n\nsession(open('x').read())",
        "from toolkit import session\n\nsession('a').__class__('b')",
        "from toolkit import session\n\nsession('a')._folder('b')",
        "from toolkit import session\n\nsession('a').lab(*print('x'))",
        "from toolkit import session\n\nsession('a').lab(f'{print()}')",
        "from toolkit import session\n\nsession('a').lab(name=(lambda: 1)())",
        "from toolkit import session\n\nsession('a')\nprint('b')",
        "from toolkit import session\n\nx = session('a')",
        "from toolkit import session\n\nsession.lab",
        "from toolkit import session; exercise('a')",
        "exercise('a')",
        "!touch marker",
        "%%bash\ntouch marker",
        "%run x.py",
        "from toolkit import session\n\nsession('a')\n!touch marker",
        ">>> from toolkit import session",
        "@print\nclass A: pass",
        "\0",
        "(" * 10_000,
    ],
)
def test_a_cell_that_does_anything_else_does_not_run_in_an_app(source: str) -> None:
    assert not ours(source)


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "a <img src=x onerror=alert(1)> b",
        "[a](javascript:alert(1)) [b](data:text/html,x) [c](vbscript:x) <javascript:alert(1)>",
        "![a](javascript:alert(1))",
        '![a](x "b\\" onerror=\\"alert(1)")',
        '[a](x "b\\" onclick=\\"alert(1)")',
        "```mermaid\n<img src=x onerror=alert(1)>\n```",
        "```<script>\nx</script><script>alert(1)</script>\n```",
        "$$<script>alert(1)</script>$$ $<img src=x onerror=alert(1)>$",
        "\\begin{a}<script>alert(1)</script>\\end{a}",
        "# <svg onload=alert(1)>",
        "| a |\n|---|\n| <svg onload=alert(1)> |",
    ],
)
def test_a_text_in_an_app_holds_no_program(text: str) -> None:
    made = rendered(text, Plain)
    for tag in re.findall(r"<[^>]*>", made):
        assert not re.match(r"<(script|svg|iframe|object)", tag), made
        assert not re.search(
            r"""[\s"']on\w+\s*=\s*["']?alert|(href|src)=["']?\s*(javascript|vbscript|data:text)""", tag
        ), made


def test_texts_of_the_course_look_as_voila_shows_them() -> None:
    from voila.exporter import VoilaMarkdownRenderer

    found = list(cells("markdown"))
    assert len(found) > 100
    for text in found:
        assert rendered(text, Plain) == rendered(text, VoilaMarkdownRenderer)


def rendered(text: str, renderer: type) -> str:
    from nbconvert.filters.markdown_mistune import MarkdownWithMath

    made = renderer(escape=False, attachments={}, contents_manager=None, anchor_link_text="¶")
    return str(MarkdownWithMath(renderer=made).render(text))


# --- imports ---------------------------------------------------------------------------------------------------------

WRITTEN = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "Makefile", "start", ".pre-commit-config.yaml")),
    *(path for folder in ("deploy", "docs", ".github", ".ci") for path in sorted((ROOT / folder).rglob("*"))),
    *(path for path in sorted((ROOT / "toolkit").rglob("*")) if path.suffix not in (".pyc", ".gz", ".mo", ".pot")),
]
# However it is written: a line in a text, a list of words in a program, a variable of make or of Windows.
MODULE = re.compile(
    r"""(?:python[\w.]*|%FOUND%|\.executable)["',\s]+(?P<careful>-P["',\s]+)?["']?-m["',\s]+(?P<name>\w+)"""
)


def test_no_program_is_started_by_a_name_that_the_current_folder_may_take() -> None:
    """`python -m name` looks into the current folder first; with -P it does not. `venv` is what there is before."""
    found = []
    for path in filter(Path.is_file, WRITTEN):
        text = path.read_text("utf-8", "replace")
        for variable, value in (
            re.findall(r"^(\w+) \??:?= (.*)$", text, re.MULTILINE) if path.name == "Makefile" else ()
        ):
            text = text.replace(f"$({variable})", value)
        found += [(path.relative_to(ROOT), one) for one in MODULE.finditer(text)]
    assert len({path for path, _ in found}) > 8
    careless = [f"{path}: {one[0]}" for path, one in found if not one["careful"] and one["name"] != "venv"]
    assert not careless, "\n".join(careless)


def test_no_extension_reads_or_imports_what_lies_in_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import voila.server_extension
    from nbgrader.apps.baseapp import NbGrader

    monkeypatch.setattr(voila.server_extension, "load_config_file", voila.server_extension.load_config_file)
    monkeypatch.setattr(NbGrader, "init_syspath", NbGrader.init_syspath)
    monkeypatch.setattr(sys, "path", [*sys.path])
    monkeypatch.chdir(tmp_path)
    (tmp_path / "voila.py").write_text("raise SystemExit('ran')")
    on = {"voila.server_extension": True, "nbgrader.server_extensions.formgrader": True}
    server = SimpleNamespace(jpserver_extensions=on, config=Config())
    _link_jupyter_server_extension(server)
    assert voila.server_extension.load_config_file() is None
    NbGrader().init_syspath()
    assert str(tmp_path) not in sys.path
    assert server.config.VoilaConfiguration.prelaunch_hook is as_app


HOSTILE = "import pathlib\npathlib.Path({marker!r}).open('a').write(__file__ + '\\n')\n"
SHADOWS = (
    "toolkit",
    "json",
    "random",
    "multiprocessing",
    "nbgrader",
    "voila",
    "pip",
    "sitecustomize",
    "jupyter_server",
)


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """A folder as somebody may have sent it: everything we import lies in it, too."""
    folder, marker = tmp_path / "hostile", tmp_path / "marker"
    for name in SHADOWS:
        (folder / name).mkdir(parents=True)
        for file in ("__init__.py", "__main__.py", "start.py", "cli.py"):
            (folder / name / file).write_text(HOSTILE.format(marker=str(marker)))
    return folder


def ways() -> dict[str, list[str]]:
    """How we say that a command is run: by its own name, or as a module of Python."""
    beside = Path(sys.executable).parent
    own = beside / ("toolkit.exe" if os.name == "nt" else "toolkit")
    return {"name": [str(own)], "module": [sys.executable, "-P", "-m", "toolkit"]}


def plain() -> dict[str, str]:
    """Variables as somebody has them who has set nothing about Python."""
    return {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PYTHONSAFEPATH")}


@pytest.mark.parametrize("way", ways())
def test_a_command_in_a_senders_folder_runs_nothing_of_it(way: str, hostile: Path) -> None:
    if not Path(ways()[way][0]).exists():
        pytest.skip("the command is not installed here")
    for words in (["--help"], ["doctor"], ["start", "--help"], ["bundle", str(hostile / "x.zip")]):
        done = subprocess.run([*ways()[way], *words], cwd=hostile, env=plain(), capture_output=True, text=True)
        assert "Traceback" not in done.stderr, done.stderr
    marker = hostile.parent / "marker"
    assert not marker.exists(), marker.read_text()


@pytest.mark.nbgrader
def test_processes_that_share_the_grading_import_nothing_of_it_either(hostile: Path, tmp_path: Path) -> None:
    course = make_course(tmp_path / "course", people=2)
    line = [*ways()["name"], "--course", str(course), "grade", "--workers", "2"]
    done = subprocess.run(line, cwd=hostile, env=plain(), capture_output=True, text=True)
    assert "2 graded (2 new), 0 not graded." in done.stdout, done.stderr
    assert not (tmp_path / "marker").exists(), (tmp_path / "marker").read_text()


def test_the_folder_is_one_that_would_run(hostile: Path) -> None:
    """Counter-test: without -P, it does."""
    subprocess.run(
        [sys.executable, "-m", "toolkit", "--help"], cwd=hostile, env=plain(), capture_output=True, check=False
    )
    assert (hostile.parent / "marker").exists()


def test_a_kernel_imports_nothing_that_lies_beside_its_notebook(hostile: Path, tmp_path: Path) -> None:
    """A notebook is run as our servers run it: in its own folder, in which something was unpacked."""
    from nbclient import NotebookClient
    from nbformat.v4 import new_code_cell, new_notebook

    notebook = new_notebook(cells=[new_code_cell("import json, random, toolkit\n\ntoolkit.exercise, toolkit.__file__")])
    env = {**os.environ, **environment("trainee", tmp_path / "state", {})}
    env.pop("PYTHONPATH", None)
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(hostile)}}).execute(env=env)
    (output,) = notebook.cells[0].outputs
    assert str(ROOT) in output["data"]["text/plain"]
    assert not (tmp_path / "marker").exists()
