"""Do the three ways to install the course (make, pip, conda and Binder) give the same set?"""

import re
import tomllib
from importlib.metadata import distributions
from pathlib import Path

import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
DIRECT = [Requirement(line) for line in PROJECT["dependencies"] + PROJECT["optional-dependencies"]["dev"]]
LINES = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
PINS = {canonicalize_name(name): pinned for name, pinned in (line.split("==") for line in LINES)}
INSTALLED = {name: one.metadata for one in distributions() if (name := canonicalize_name(one.metadata["Name"])) in PINS}
CONDA = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))["dependencies"]


def test_requirements_are_pins_and_nothing_else() -> None:
    assert [line for line in LINES if not re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][A-Za-z0-9.+!-]*", line)] == []


def test_what_the_project_asks_for_is_pinned_in_its_range() -> None:
    assert [one for one in DIRECT if not one.specifier.contains(PINS[canonicalize_name(one.name)])] == []


def test_what_is_installed_is_what_is_pinned() -> None:
    """What is not installed is not needed on this system."""
    installed = {name: found["Version"] for name, found in INSTALLED.items()}
    differing = {name: (one, PINS[name]) for name, one in installed.items() if one != PINS[name]}
    assert differing == {}, "Run `make pins`, or `make test` for a fresh set."
    assert len(installed) > 100


def test_conda_and_binder_install_the_package_within_the_pins() -> None:
    assert [part["pip"] for part in CONDA if isinstance(part, dict)] == [["-c requirements.txt", "-e ."]]


def test_conda_and_binder_use_a_python_that_the_project_supports() -> None:
    (python,) = [part.removeprefix("python=") for part in CONDA if str(part).startswith("python")]
    assert SpecifierSet(PROJECT["requires-python"]).contains(python)


def test_pinned_versions_install_on_debians_own_python() -> None:
    """Debian 12 has Python 3.11.2; a package that wants 3.11.5 leaves its users without a course."""
    wanted = {name: found["Requires-Python"] for name, found in INSTALLED.items() if found["Requires-Python"]}
    assert {name: said for name, said in wanted.items() if not SpecifierSet(said).contains("3.11.2")} == {}
