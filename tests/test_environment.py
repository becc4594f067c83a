"""Do the three ways to install the course (make, pip, conda and Binder) give the same set?"""

import re
import tomllib
from importlib.metadata import PackageNotFoundError, metadata, version
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
DIRECT = [Requirement(line) for line in PROJECT["dependencies"] + PROJECT["optional-dependencies"]["dev"]]
LINES = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
PINS = {canonicalize_name(name): pinned for name, pinned in (line.split("==") for line in LINES)}
CONDA = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))["dependencies"]


def test_requirements_are_pins_and_nothing_else() -> None:
    assert [line for line in LINES if not re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][A-Za-z0-9.+!-]*", line)] == []


@pytest.mark.parametrize("wanted", DIRECT, ids=str)
def test_what_the_project_asks_for_is_pinned_in_its_range(wanted: Requirement) -> None:
    assert wanted.specifier.contains(PINS[canonicalize_name(wanted.name)])


@pytest.mark.parametrize("name", PINS)
def test_what_is_installed_is_what_is_pinned(name: str) -> None:
    try:
        installed = version(name)
    except PackageNotFoundError:
        pytest.skip("Not needed on this system.")
    assert installed == PINS[name], "Run `make pins`, or `make test` for a fresh set."


def test_conda_and_binder_install_the_package_within_the_pins() -> None:
    assert [part["pip"] for part in CONDA if isinstance(part, dict)] == [["-c requirements.txt", "-e ."]]


def test_conda_and_binder_use_a_python_that_the_project_supports() -> None:
    (python,) = [part.removeprefix("python=") for part in CONDA if str(part).startswith("python")]
    assert SpecifierSet(PROJECT["requires-python"]).contains(python)


@pytest.mark.parametrize("name", PINS)
def test_pinned_versions_install_on_debians_own_python(name: str) -> None:
    """Debian 12 has Python 3.11.2; a package that wants 3.11.5 leaves its users without a course."""
    try:
        wanted = metadata(name)["Requires-Python"]
    except PackageNotFoundError:
        pytest.skip("Not needed on this system.")
    assert wanted is None or SpecifierSet(wanted).contains("3.11.2")
