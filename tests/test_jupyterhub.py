"""Does the course work on one server, where each sees their own work and the facilitator everybody's?"""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import Any

import pytest
from browser import ROOT
from hub import Hub, Person, running_hub
from littered import SAID, told
from test_privacy import seen_by_others

pytestmark = pytest.mark.nbgrader
COURSE, NAME = "hashtag-to-action", "tweet-rewriting"
MODEL = json.loads((ROOT / "solutions" / NAME / "model-answers.json").read_text("utf-8"))
ARABIC = "تركت المكان والساعة لأن أحدًا يراقب."
POINTS = """
select student_id, sum(auto_score) from submitted_assignment
join submitted_notebook on submitted_notebook.assignment_id = submitted_assignment.id
join grade on grade.notebook_id = submitted_notebook.id group by student_id
"""


@pytest.fixture(scope="module")
def hub() -> Iterator[Hub]:
    """A hub on which one exercise went out, was handed in by two and abused by a third, and came back with feedback."""
    with running_hub() as running:
        people = (running.facilitator, *running.trainees[:2])
        for person in people:
            person.come_in()
        with ThreadPoolExecutor(len(people)) as pool:
            list(pool.map(Person.begin, people))
        for person in people:
            person.wait()
        one_round(running)
        yield running


def one_round(hub: Hub) -> None:
    amber, quiet, sly = hub.trainees
    formgrader(hub, "assign")
    formgrader(hub, "release")
    for person in (amber, quiet):
        exchange(person, "fetch")
    write(amber, MODEL["answers"])
    write(quiet, {"what-it-cost": ARABIC})
    for person in (amber, quiet):
        exchange(person, "submit")
    steal(sly, quiet, hub)
    formgrader(hub, "collect")
    command(hub, "grade", NAME)
    command(hub, "feedback", NAME)
    formgrader(hub, "release_feedback")
    for person in (amber, quiet):
        exchange(person, "fetch_feedback")


def exchange(person: Person, action: str) -> None:
    """Press one of the buttons beside an exercise in the list of exercises: fetch, submit, fetch_feedback."""
    asked = {"course_id": COURSE, "assignment_id": NAME}
    answer = person.ask("POST", f"assignments/{action}", json=asked).json()
    assert answer["success"], answer["value"]


def formgrader(hub: Hub, action: str) -> None:
    """Press one of the buttons beside an exercise in the formgrader: assign, release, collect, release_feedback."""
    answer = hub.facilitator.ask("POST", f"formgrader/api/assignment/{NAME}/{action}").json()
    assert answer["success"], answer


def command(hub: Hub, *words: str) -> None:
    """Run one of our commands in the course, as the facilitator."""
    done = hub.facilitator.run(hub.python, "-m", "toolkit", *words, cwd=hub.place / "course")
    assert done.returncode == 0, done.stdout + done.stderr


def write(person: Person, answers: Mapping[str, Any]) -> None:
    """Answer as the form does, in the file beside the exercise."""
    text = json.dumps({**MODEL, "who": person.name, "answers": answers}, ensure_ascii=False)
    sent = {"type": "file", "format": "text", "content": text}
    saved = person.ask("PUT", f"api/contents/exercises/{NAME}/answers.json", json=sent)
    assert saved.status_code in (200, 201), saved.text


def steal(thief: Person, victim: Person, hub: Hub) -> None:
    """Hand in something in another person's name, later than they did, with what only the facilitator may read."""
    later = hub.place / "exchange" / COURSE / "inbound" / f"{victim.name}+{NAME}+2099-01-01 00:00:00.000000 UTC+x"
    assert thief.run("mkdir", "-m", "0777", later).returncode == 0
    notebook = hub.place / "exchange" / COURSE / "outbound" / NAME / f"{NAME}.ipynb"
    assert thief.run("cp", notebook, later).returncode == 0
    for name, loot in (("gradebook.db", "loot"), (f"submitted/{victim.name}/{NAME}/answers.json", "answers.json")):
        assert thief.run("ln", "-s", hub.place / "course" / name, later / loot).returncode == 0
    for name in (f"{thief.name}+{NAME}+no date+x", f"+{NAME}++"):
        assert thief.run("mkdir", "-m", "0777", later.with_name(name)).returncode == 0


def page(person: Person) -> str:
    """Read somebody's feedback where they find it."""
    (found,) = (person.home / "course" / "exercises" / NAME / "feedback").glob("*/*.html")
    return found.read_text("utf-8")


def test_an_exercise_goes_out_and_comes_back_with_feedback(hub: Hub) -> None:
    amber, quiet, sly = hub.trainees
    with closing(sqlite3.connect(f"file:{hub.place}/course/gradebook.db?mode=ro", uri=True)) as gradebook:
        points = dict(gradebook.execute(POINTS))
    assert points == {amber.name: 44, quiet.name: 0, sly.name: 0}
    assert ARABIC in page(quiet)
    assert ARABIC not in page(amber)


def test_nobody_hands_in_for_another_person_or_with_their_files(hub: Hub) -> None:
    _, quiet, sly = hub.trainees
    submitted = hub.place / "course" / "submitted"
    assert sorted(path.name for path in submitted.iterdir()) == sorted(one.name for one in hub.trainees)
    assert {path.name for path in (submitted / sly.name / NAME).iterdir()} <= {
        f"{NAME}.ipynb",
        "timestamp.txt",
        "submission_secret.txt",
    }
    assert ARABIC in (submitted / quiet.name / NAME / "answers.json").read_text("utf-8")
    assert not [path for path in submitted.rglob("*") if path.is_symlink() or path.name == "loot"]


def test_a_trainee_reads_nothing_that_another_wrote(hub: Hub) -> None:
    amber, quiet, _ = hub.trainees
    looked = amber.run("grep", "-rlF", ARABIC, hub.place, quiet.home)
    assert not looked.stdout and "Permission denied" in looked.stderr
    assert quiet.run("grep", "-rlF", ARABIC, quiet.home).stdout, "the search itself finds nothing"
    for path in (hub.place / "exchange" / COURSE / "inbound", hub.place / "exchange" / COURSE / "feedback", quiet.home):
        assert "Permission denied" in amber.run("ls", path).stderr


def test_a_trainee_reads_neither_the_gradebook_nor_the_keys_nor_who_was_here(hub: Hub) -> None:
    for person in hub.trainees:
        for name in ("course/gradebook.db", "course/solutions", "course/submitted", "hub/jupyterhub.sqlite", "hub/log"):
            assert (hub.place / name).exists()
            assert "Permission denied" in person.run("ls", hub.place / name).stderr


def test_no_file_about_people_is_open_even_if_its_folder_were(hub: Hub) -> None:
    course = hub.place / "course"
    assert {"gradebook.db", "submitted", "autograded", "feedback"} <= {path.name for path in course.iterdir()}
    assert seen_by_others(course) == set()
    for person in hub.trainees[:2]:
        files = [path for path in (person.home / "course").rglob("*") if not path.is_symlink()]
        assert {"answers.json", f"{NAME}.ipynb", f"{NAME}.html"} <= {path.name for path in files}
        assert not [path for path in files if path.stat().st_mode & 0o077]


def test_a_trainee_has_no_way_into_another_server(hub: Hub) -> None:
    amber, quiet, _ = hub.trainees
    for other in (quiet, hub.facilitator):
        assert amber.ask("GET", "api/contents", who=other.name).status_code == 403
        assert amber.hub("GET", f"users/{other.name}").status_code in (403, 404)
    assert amber.hub("GET", "users").status_code == 403
    assert hub.facilitator.ask("GET", "api/contents", who=amber.name).status_code == 403
    for up in ("..%2F..", "..%2F..%2F" + quiet.name):
        assert amber.ask("GET", f"api/contents/{up}").status_code in (400, 403, 404)


def test_a_trainee_sees_the_calm_page_and_no_tools_of_the_facilitator(hub: Hub) -> None:
    amber, *_ = hub.trainees
    shown = amber.ask("GET", "doc/tree/workbooks/start-here.ipynb").text
    settings = json.loads(
        shown.split('<script id="jupyter-config-data" type="application/json">')[1].split("</script>")[0]
    )
    off = set(settings["disabledExtensions"])
    assert {"@jupyterlab/terminal-extension", "@jupyter/nbgrader:formgrader"} <= off
    assert not {"@jupyter/nbgrader", "@jupyter/nbgrader:assignment-list"} & off
    assert amber.ask("POST", "api/terminals").status_code == 404
    assert amber.ask("GET", "formgrader/api/assignments").status_code == 404


def test_on_a_hub_too_nothing_that_was_sent_is_opened_and_no_other_website_comes_in(hub: Hub) -> None:
    amber, quiet, _ = hub.trainees
    sent = f"submitted/{quiet.name}/{NAME}/{NAME}.ipynb"
    assert (hub.place / "course" / sent).is_file()
    for path in ("voila/render", "files", "nbconvert/html", "api/contents"):
        assert hub.facilitator.ask("GET", f"{path}/{sent}").status_code == 404, path
    assert amber.ask("GET", f"api/contents/exercises/{NAME}/feedback").ok, "their own feedback"
    link = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
    for person in (amber, hub.facilitator):
        assert person.ask("GET", "voila/render/workbooks/words.ipynb", headers=link).status_code == 403
        front = person.ask("GET", "lab", headers=link)
        assert front.ok, "the door, as from a link in a letter"
        assert {"default-src 'self'", "frame-ancestors 'self'"} <= set(
            front.headers["Content-Security-Policy"].split("; ")
        )


def test_nothing_of_those_who_set_the_server_up_is_handed_out(hub: Hub) -> None:
    """The repository that it was set up from was full of answers and notes."""
    for place in (hub.place / "handout", hub.place / "course" / "workbooks", hub.place / "exchange"):
        assert told(place) == []
    for person in hub.trainees[:2]:
        looked = person.run("grep", "-rlF", SAID[1], hub.place / "handout", person.home)
        assert not looked.stdout and "Permission denied" not in looked.stderr


WIPE = (
    "import json; from pathlib import Path; from toolkit.course.wiping import wipe; print(json.dumps(wipe(Path.cwd())))"
)


def test_on_a_server_everything_is_wiped_too_and_it_goes_on(hub: Hub) -> None:
    """Runs last: what was handed in lies once more in a folder in which nbgrader keeps it, and in the feedback."""
    _, quiet, _ = hub.trainees
    where = quiet.run("grep", "-rlF", ARABIC, quiet.home).stdout
    assert all(one in where for one in ("answers.json", "nbgrader_cache", "feedback/"))
    page = quiet.ask("GET", f"api/contents/exercises/{NAME}/{NAME}.ipynb?content=1").json()
    done = quiet.run(hub.python, "-c", WIPE, cwd=quiet.home / "course" / "workbooks")
    assert json.loads(done.stdout)[1] == [], done.stderr
    assert not quiet.run("grep", "-rlF", ARABIC, quiet.home).stdout
    assert not quiet.run("grep", "-rl", f"{quiet.name}+", quiet.home).stdout
    kept = {key: page[key] for key in ("type", "format", "content")}
    saved = quiet.ask("PUT", f"api/contents/exercises/{NAME}/{NAME}.ipynb", json=kept)
    assert saved.status_code == 200, saved.text
