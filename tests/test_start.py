"""Does one command give a trainee a calm page, a facilitator the tools, and other machines nothing?

That no page, server or kernel asks another machine for anything, and that the home folder stays empty,
is checked by the fixtures themselves, at the end of every test that uses them.
"""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from browser import ROOT, Lab, fits, start
from jupyter_core.paths import jupyter_path
from jupyterlab_server.config import get_page_config
from playwright.sync_api import Page, expect

from toolkit.start import arguments, course_folder, environment

FIRST, WORKBOOK = "workbooks/start-here.ipynb", "workbooks/tweet-rewriting.ipynb"
HUB = str(ROOT / "deploy" / "jupyterhub" / "trainee")
Look = Callable[[str], Path]


def test_the_course_is_found_from_any_folder_inside_it(tmp_path: Path) -> None:
    (tmp_path / "workbooks" / "deep").mkdir(parents=True)
    assert course_folder(tmp_path / "workbooks" / "deep") == tmp_path


def test_settings_of_the_role_come_before_everyones_and_those_before_the_machines(tmp_path: Path) -> None:
    given = environment("trainee", tmp_path, {"JUPYTER_CONFIG_PATH": "/etc/own"})
    folders = [Path(part).name for part in given["JUPYTER_CONFIG_PATH"].split(os.pathsep)]
    assert folders == ["trainee", "everyone", "own"]


def test_jupyter_serves_the_course_folder_and_chooses_its_port_unless_told(tmp_path: Path) -> None:
    assert arguments(tmp_path) == [f"--ServerApp.root_dir={tmp_path}"]
    assert arguments(tmp_path, 8080, browser=False)[1:] == ["--ServerApp.port=8080", "--no-browser"]


@pytest.mark.parametrize(
    ("role", "before", "off"), [("trainee", [], True), ("trainee", [HUB], True), ("facilitator", [], False)]
)
def test_only_a_facilitator_is_asked_on_leaving_a_page(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, role: str, before: list[str], off: bool
) -> None:
    """Also on a hub, whose own settings for trainees go before ours."""
    given = environment(role, tmp_path, {})
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", given["JUPYTER_CONFIG_DIR"])
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", os.pathsep.join([*before, given["JUPYTER_CONFIG_PATH"]]))
    switched_off = get_page_config(jupyter_path("labextensions"))["disabledExtensions"]
    assert ("@jupyterlab/application-extension:dirty" in switched_off) == off


@pytest.mark.browser
def test_a_trainee_meets_the_first_page_and_two_buttons(lab: Lab, page: Page, look: Look) -> None:
    page.goto(lab.url(""))
    expect(page.locator(".jp-Notebook h1").first).to_be_visible()
    buttons = page.locator(".jp-NotebookPanel-toolbar .jp-ToolbarButtonComponent:visible")
    expect(buttons).to_have_text(["▶ Start", "Open as app"])
    expect(page.locator(".lm-MenuBar-item")).to_have_text(["File", "Settings"])
    expect(page.locator(".jp-SideBar .lm-TabBar-tab:visible")).to_have_count(1)
    look("trainee-first-page")


@pytest.mark.browser
def test_no_key_changes_the_page_and_start_shows_the_forms_without_code(lab: Lab, page: Page, look: Look) -> None:
    page.goto(lab.notebook(WORKBOOK))
    cells = page.locator(".jp-Notebook-cell")
    expect(cells.first).to_be_focused()
    before = len(json.loads((ROOT / WORKBOOK).read_text("utf-8"))["cells"])
    expect(cells).to_have_count(before)
    for key in ("d", "d", "x", "a", "b", "m", "Shift+Enter", "Alt+Enter", "Enter"):
        page.keyboard.press(key)
    expect(cells).to_have_count(before)
    expect(page.locator(".jp-Notebook.jp-mod-editMode")).to_have_count(0)
    expect(page.locator(".jp-Notebook-footer")).to_be_hidden()
    start(page)
    expect(page.locator(".jp-CodeCell .jp-InputArea:visible")).to_have_count(0)
    expect(page.locator(".jp-Notebook h1").first).to_be_in_viewport()  # it stays at the top
    look("trainee-workbook")


@pytest.mark.browser
def test_the_same_workbook_opens_as_an_app(lab: Lab, page: Page, look: Look) -> None:
    page.goto(lab.notebook(WORKBOOK))
    with page.context.expect_page() as opened:
        page.get_by_role("button", name="Open as app").click()
    app = opened.value
    app.locator(".jupyter-widgets").first.wait_for()
    expect(app.locator(".jp-InputArea-editor")).to_have_count(0)
    page.goto(app.url)
    page.set_viewport_size({"width": 390, "height": 800})
    page.locator(".jupyter-widgets").first.wait_for()
    fits(page, 390)
    look("app-on-a-phone")


@pytest.mark.browser
def test_an_app_that_does_not_come_to_life_says_so_and_comes_when_it_is_asked_again(lab: Lab, page: Page) -> None:
    """Programs that do not start are rare here, and less so where memory is short."""
    watch = lab.log.parent / "watch" / "sitecustomize.py"
    before = watch.read_text()
    watch.write_text(f"{before}\nif 'ipykernel_launcher' in sys.orig_argv:\n    os._exit(1)\n")
    page.clock.install()
    page.goto(lab.app(WORKBOOK), wait_until="commit")
    expect(page.get_by_text("is being prepared")).to_be_visible()
    again = page.get_by_role("button", name="Load it again")
    expect(again).to_have_count(0)
    page.clock.run_for(31_000)
    expect(page.get_by_role("status").filter(has=again)).to_contain_text("What you did before is kept.")
    watch.write_text(before)
    again.click(no_wait_after=True)
    page.locator(".jupyter-widgets").first.wait_for()
    page.clock.run_for(31_000)
    expect(again).to_have_count(0)


@pytest.mark.browser
def test_a_form_that_did_not_arrive_is_said_at_once(lab: Lab, page: Page) -> None:
    """Seen on a busy computer, once in some hundred pages: one form is missing, with words of Voila’s in its place."""
    page.goto(lab.app(WORKBOOK))
    page.locator(".jupyter-widgets").first.wait_for()
    again = page.get_by_role("button", name="Load it again")
    expect(again).to_have_count(0)
    page.evaluate("""() => {
      const gone = document.createElement("div")
      gone.className = "jupyter-widgets"
      gone.textContent = "Error displaying widget: model not found"
      document.querySelector(".jp-OutputArea").append(gone)
    }""")
    again.click(no_wait_after=True)
    page.locator(".jupyter-widgets").first.wait_for()
    expect(page.get_by_text("Error displaying widget")).to_have_count(0)


@pytest.mark.browser
@pytest.mark.nbgrader
def test_a_facilitator_finds_the_grading_tools(facilitator_lab: Lab, page: Page, look: Look) -> None:
    page.goto(facilitator_lab.url(""))
    expect(page.locator(".jp-Notebook h1").first).to_be_visible()
    page.locator(".lm-MenuBar-item", has_text="Nbgrader").click()
    page.get_by_role("menuitem", name="Formgrader", exact=True).click()
    formgrader = page.frame_locator("iframe[src*=formgrader]")
    expect(formgrader.get_by_role("link", name="tweet-rewriting").first).to_be_visible()
    look("facilitator-formgrader")
