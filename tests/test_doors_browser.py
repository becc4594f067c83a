"""Can another website, or a file that somebody sent, do anything in the name of whoever has the course open?

Both servers run on a course in which such files lie wherever they can come to lie; the browser is logged in to both.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import requests
from browser import Lab, refusals, soon
from doors import FILES, HOLDERS, NAME, OWN, ROUTES, TRIED, lay_out, website
from playwright.sync_api import Browser, BrowserContext, Page, Response, expect

pytestmark = pytest.mark.browser
FOREIGN = "What stands here is not from the course, so it was not run."


@pytest.fixture(scope="module")
def marker(course: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is there as soon as anything that was sent has run."""
    path = tmp_path_factory.mktemp("marker") / "ran"
    lay_out(course, path)
    return path


@pytest.fixture(scope="module", params=["lab", "facilitator_lab"])
def server(marker: Path, request: pytest.FixtureRequest) -> Iterator[Lab]:
    """One after the other, what trainees and facilitators have open; whatever is done to it, nothing may have run."""
    found: Lab = request.getfixturevalue(request.param)
    before = sorted(path for holder in HOLDERS for path in (found.folder / holder).iterdir())
    yield found
    assert not marker.exists(), marker.read_text()
    assert not (found.folder / "owned.txt").exists()
    assert sorted(path for holder in HOLDERS for path in (found.folder / holder).iterdir()) == before


@pytest.fixture(scope="module")
def logged_in(chromium: Browser, server: Lab) -> Iterator[BrowserContext]:
    """A browser that has come in through the door, and has its cookies."""
    context = chromium.new_context()
    assert context.request.get(server.url("login")).ok
    assert context.request.get(f"{server.base}/api/contents/workbooks").ok
    yield context
    context.close()


@pytest.fixture
def by_hand(logged_in: BrowserContext, server: Lab) -> requests.Session:
    """The same cookies without any browser: nothing says where a request comes from, and forms have their secret."""
    session = requests.Session()
    for one in logged_in.cookies(server.base):
        session.cookies.set(one["name"], one["value"], domain="127.0.0.1")
        if one["name"] == "_xsrf":
            session.headers["X-XSRFToken"] = one["value"]
    assert session.get(f"{server.base}/api/contents/workbooks", timeout=20).ok
    return session


def kernels(server: Lab) -> int:
    return len(requests.get(server.url("api/kernels"), timeout=20).json())


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[int]:
    with website() as port:
        yield port


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_another_website_reaches_nothing(host: str, server: Lab, logged_in: BrowserContext, elsewhere: int) -> None:
    """The first is another origin of the same site, to which cookies go along; the second is another site."""
    running, urls = kernels(server), [f"{server.base}/{path}" for path in TRIED]
    page, asked, answers = logged_in.new_page(), list[str](), list[Response]()
    page.on("request", lambda request: asked.append(request.url))
    page.on("response", lambda answer: answers.append(answer))
    page.goto(f"http://{host}:{elsewhere}/?{'no-referrer' if host == 'localhost' else 'unsafe-url'}")
    page.evaluate("urls => attack(urls)", urls)
    assert len([url for url in asked if url in urls]) > 8 * len(urls)
    ours = [one for one in answers if one.url.startswith(server.base)]
    assert len(ours) > 3 * len(urls)
    assert [f"{one.status} {one.request.resource_type} {one.url}" for one in ours if one.status < 400] == []

    for path in (TRIED[0], OWN[0], "files/page.html", "lab"):
        with page.context.expect_page() as opened:
            page.evaluate("url => { window.open(url) }", f"{server.base}/{path}")
        window = opened.value
        window.wait_for_load_state("commit")
        refused = window.evaluate("() => performance.getEntriesByType('navigation')[0].responseStatus") == 403
        assert refused is (path != "lab"), path
        assert window.evaluate("() => window.opener") is None, "Whoever opens a page could send commands to it."
        window.close()
    page.close()
    assert kernels(server) == running


def test_the_cookie_alone_opens_nothing_that_was_sent(server: Lab, by_hand: requests.Session) -> None:
    """What a browser that says nothing, or a page of our own that was taken in, could ask for."""
    running, opened = kernels(server), []
    names = ("homework.ipynb", "photo.svg", "page.html", "")
    # Lab itself is the same page for every address; what it shows there, it asks for through the others.
    routes = {route.rpartition("/")[0] for route in ROUTES if not route.startswith(("lab", "doc"))}
    for path in [f"{route.format(holder)}/{name}" for route in routes for holder in HOLDERS for name in names]:
        answer = by_hand.get(f"{server.base}/{path}", timeout=20)
        opened += [f"{answer.status_code} {path}"] if answer.status_code not in (403, 404) else []
    assert opened == []
    assert kernels(server) == running


@pytest.mark.parametrize("holder", HOLDERS)
def test_nothing_that_was_sent_is_written_moved_or_copied(holder: str, server: Lab, by_hand: requests.Session) -> None:
    def asked(method: str, address: str, **said: Any) -> int:
        return by_hand.request(method, f"{server.base}/api/{address}", json=said, timeout=20).status_code

    inside = f"{holder}/homework.ipynb"
    text = {"type": "file", "format": "text", "content": "x"}
    for path in (inside, f"{holder}/new.txt", holder.split("/")[0]):
        assert asked("PUT", f"contents/{path}", **text) in (400, 404), path
        assert asked("DELETE", f"contents/{path}") in (400, 404), path
        assert asked("PATCH", f"contents/{path}", path="workbooks/moved.ipynb") in (400, 404), path
        assert asked("POST", "contents/workbooks", copy_from=path) in (400, 404), path
    for method, address in (("GET", ""), ("POST", ""), ("POST", "/checkpoint"), ("DELETE", "/checkpoint")):
        assert asked(method, f"contents/{inside}/checkpoints{address}") in (400, 404), (method, address)
    assert asked("POST", f"contents/{holder}", copy_from="workbooks/words.ipynb") in (400, 404)
    assert asked("PATCH", "contents/workbooks/words.ipynb", path=f"{holder}/words.ipynb") in (400, 404)
    assert asked("PATCH", "contents/workbooks", path="inbox2/../inbox/workbooks") in (400, 404)
    session = {"path": inside, "type": "notebook", "name": "", "kernel": {"name": "python3"}}
    running = kernels(server)
    assert asked("POST", "sessions", **session) >= 400
    assert kernels(server) == running
    assert asked("POST", "../assignments/validate", path=inside) in (403, 404, 405)


def test_no_way_of_writing_a_name_gets_round(server: Lab, by_hand: requests.Session) -> None:
    sent = "inbox/homework.ipynb"
    ways = [
        *(f"workbooks/../{sent}", f"workbooks/%2e%2e/{sent}", f"workbooks/..%2f{sent}", f"/{sent}", f"./{sent}"),
        *(sent.replace("/", "//"), sent.replace("/", "%2f"), sent.replace("i", "%69"), sent.replace("/", "/./")),
        *(quote("workbooks\\..\\inbox\\homework.ipynb"), quote(str(server.folder / sent)), f"exercises/../{sent}"),
        *(
            "workbooks/link/homework.ipynb",
            "workbooks/linked.ipynb",
            f"{sent}/",
            f"{sent}%00",
            f"{sent}?x=/words.ipynb",
        ),
        *("INBOX/homework.ipynb", "inbox./homework.ipynb", "inbox%20/homework.ipynb", ".jupyter/custom/custom.css"),
    ]
    opened = []
    for route in ("voila/render", "files", "nbconvert/html", "api/contents", "view", "voila/files"):
        for way in ways:
            url = f"{server.base}/{route}/{way}"
            prepared = by_hand.prepare_request(requests.Request("GET", url))
            prepared.url = url  # as it is written here
            answer = by_hand.send(prepared, timeout=20, allow_redirects=True)
            opened += [f"{answer.status_code} {url}"] if answer.status_code not in (400, 403, 404) else []
    assert opened == []


def test_lab_does_not_list_what_was_sent(server: Lab, by_hand: requests.Session) -> None:
    def names(path: str) -> set[str]:
        return {one["name"] for one in by_hand.get(f"{server.base}/api/contents/{path}", timeout=20).json()["content"]}

    assert {"workbooks", "exercises", "solutions", "page.html"} <= names("")
    assert not names("") & {holder.split("/")[0] for holder in HOLDERS}
    assert "words.ipynb" in names("workbooks") and not names("workbooks") & {"link", "linked.ipynb"}


@pytest.mark.parametrize(
    "path", ["workbooks/words.ipynb", "workbooks/homework.ipynb", f"exercises/{NAME}/{NAME}.ipynb"]
)
def test_an_app_runs_the_cells_of_the_course_and_no_others(path: str, server: Lab, by_hand: requests.Session) -> None:
    """Also where somebody has saved what was sent among the workbooks, or over a released exercise."""
    answer = by_hand.get(f"{server.base}/voila/render/{path}?theme=%22%3E%3Cscript%3E&template=lab", timeout=60)
    policy = answer.headers["Content-Security-Policy"]
    assert "script-src 'self' 'unsafe-inline' blob:;" in policy and "unsafe-eval" not in policy
    assert (FOREIGN in answer.text) is ("words" not in path)
    assert (
        "document.title = 'ran'" not in answer.text.replace("&#x27;", "'").replace("<p>", "")
        or "&lt;script" in answer.text
    )
    assert '"><script>' not in answer.text
    assert ("jupyter.widget-view" in answer.text) is ("words" in path)


def test_a_file_is_downloaded_or_has_no_life(server: Lab, by_hand: requests.Session) -> None:
    by_hand.headers["Referer"] = server.base
    for place in ("", "workbooks/"):
        for name in FILES if place else set(FILES) - {"nbgrader_config.py"}:
            answer = by_hand.get(f"{server.base}/files/{place}{name}", timeout=20)
            assert answer.ok and answer.headers["Content-Disposition"].startswith("attachment")
            lifeless(answer)
    lifeless(by_hand.get(f"{server.base}/nbconvert/html/workbooks/homework.ipynb", timeout=20))
    for page in ("cohort.html", "cards.html"):
        (server.folder / page).write_text(FILES["page.html"], "utf-8")
        answer = by_hand.get(f"{server.base}/files/{page}", timeout=20)
        assert "Content-Disposition" not in answer.headers
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert "sandbox" in answer.headers["Content-Security-Policy"]
        assert "allow-same-origin" not in answer.headers["Content-Security-Policy"]
    assert by_hand.get(f"{server.base}/files/workbooks/words.ipynb", timeout=20).ok


def lifeless(answer: requests.Response) -> None:
    rules = [rule.strip() for rule in answer.headers["Content-Security-Policy"].split(";")]
    assert "default-src 'none'" in rules and "sandbox" in rules, (answer.url, rules)
    assert not [rule for rule in rules if rule.startswith("script-src") or "allow" in rule]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_pages_come_with_their_rules(server: Lab, by_hand: requests.Session) -> None:
    for path in ("lab", "doc/tree/workbooks/words.ipynb", "api/contents", "voila/render/inbox/x.ipynb"):
        answer = by_hand.get(f"{server.base}/{path}", timeout=20)
        assert "default-src" in answer.headers["Content-Security-Policy"], path
        assert "frame-ancestors 'self'" in answer.headers["Content-Security-Policy"], path
        assert answer.headers["X-Content-Type-Options"] == "nosniff", path
    headers = by_hand.get(f"{server.base}/lab", timeout=20).headers
    assert headers["Referrer-Policy"] == headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.nbgrader
def test_the_formgrader_opens_no_course_that_was_sent(facilitator_lab: Lab, marker: Path) -> None:
    """It runs the configuration of any folder that it is asked to open."""
    for holder in HOLDERS:
        there = quote(str(facilitator_lab.folder / holder))
        answer = requests.get(f"{facilitator_lab.url('formgrader')}&path={there}", timeout=20)
        assert answer.status_code == 404
        assert not marker.exists()


def test_jupyters_own_way_in_leads_to_a_page_that_stays_open(lab: Lab, page: Page, tmp_path: Path) -> None:
    """Jupyter opens a file on the disk, which leads on to the address with the key. What is shown then has no life."""
    place = lab.folder / "exercises" / NAME / "feedback" / "2027"
    place.mkdir(parents=True)
    (place / "page.html").write_text(FILES["page.html"], "utf-8")
    address = lab.url(f"doc/tree/exercises/{NAME}/feedback/2027/page.html")
    (tmp_path / "open.html").write_text(f'<meta http-equiv="refresh" content="0; url={address}">', "utf-8")
    page.goto((tmp_path / "open.html").as_uri())
    shown = page.frame_locator("iframe[src^=blob]").locator("body")
    expect(shown).to_contain_text("sent")
    page.reload()
    expect(shown).to_contain_text("sent")
    assert page.title() != "ran"
    expect(page.get_by_role("button", name="Trust HTML")).to_have_count(0)


def test_what_rules_refuse_is_noticed(lab: Lab, chromium: Browser) -> None:
    """Counter-test: all other tests in a browser are red at their end if anything was refused to a page of ours."""
    context = chromium.new_context()
    refused, page = refusals(context), context.new_page()
    page.goto(lab.url("login"))
    page.evaluate("document.body.append(Object.assign(new Image(), {src: 'http://elsewhere.example.org/x.png'}))")
    soon(page, lambda: len(refused), 1)
    context.close()
