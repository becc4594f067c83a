"""Do the files for servers and clusters hold together: with each other, with the code, and with what we promise?"""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
import yaml
from traitlets.config import Config, PyFileConfigLoader

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "deploy"
OURS = [path for path in DEPLOY.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
TEXTS = [*OURS, ROOT / "docs" / "mentoring.md", ROOT / "docs" / "outgrow.md"]
CODE = [*ROOT.glob("toolkit/**/*.py"), ROOT / "nbgrader_config.py", *DEPLOY.rglob("*.py")]
VALUES = yaml.safe_load((DEPLOY / "kubernetes" / "values.yaml").read_text("utf-8"))
HOST = re.compile(r"\b(?:[a-z0-9-]+\.)+(?:com|org|net|io|dev|ai|gov|edu|eu)\b")
VARIABLE = re.compile(r"\bTOOLKIT_[A-Z_]*[A-Z]\b")
# Kubernetes calls a kind of its own things so; nobody is asked there.
KINDS = {"networking.k8s.io"}


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", [path for path in OURS if path.suffix in (".yaml", ".json")], ids=name)
def test_settings_can_be_read(path: Path) -> None:
    assert list(yaml.safe_load_all(path.read_text("utf-8")))


@pytest.mark.skipif(not shutil.which("bash"), reason="there is no bash here")
@pytest.mark.parametrize("path", [path for path in OURS if path.suffix == ".sh"], ids=name)
def test_scripts_can_be_read_and_run(path: Path) -> None:
    assert os.access(path, os.X_OK)
    assert subprocess.run(["bash", "-n", path], check=False).returncode == 0


@pytest.mark.parametrize("path", TEXTS, ids=name)
def test_no_host_is_named_that_somebody_owns(path: Path) -> None:
    hosts = set(HOST.findall(path.read_text("utf-8"))) - KINDS
    assert not {host for host in hosts if host != "example.org" and not host.endswith(".example.org")}


def test_every_variable_that_is_written_about_is_read_by_the_code() -> None:
    said = {found for path in TEXTS for found in VARIABLE.findall(path.read_text("utf-8"))}
    read = {found for path in CODE for found in VARIABLE.findall(path.read_text("utf-8"))}
    assert said <= read


def test_every_variable_of_the_hub_is_explained() -> None:
    read = set(VARIABLE.findall((DEPLOY / "jupyterhub" / "jupyterhub_config.py").read_text("utf-8")))
    explained = set(VARIABLE.findall((DEPLOY / "jupyterhub" / "README.md").read_text("utf-8")))
    assert read - {"TOOLKIT_EXCHANGE"} <= explained  # this one the hub sets itself


def test_every_extra_that_is_to_be_installed_exists() -> None:
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    said = re.findall(r"\.\[([a-z,]+)\]", "".join(path.read_text("utf-8") for path in TEXTS))
    assert {extra for group in said for extra in group.split(",")} <= set(extras)


@pytest.mark.parametrize("path", [path for path in TEXTS if path.suffix == ".md"], ids=name)
def test_links_lead_somewhere(path: Path) -> None:
    text = path.read_text("utf-8")
    for link in re.findall(r"\]\(([^)#]+)\)", text):
        assert (path.parent / link).exists(), link
    for mentioned in re.findall(r"(?<![/\w])(?:deploy|docs|tests|toolkit)/[\w./-]+\w", text):
        assert (ROOT / mentioned).exists(), mentioned


# --- one server ------------------------------------------------------------------------------------------------------


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Config:
    """The hub's settings where nobody has set a variable."""
    for variable in [found for found in os.environ if found.startswith("TOOLKIT_")]:
        monkeypatch.delenv(variable)
    monkeypatch.setenv("NODE_PATH", "")
    pytest.importorskip("grp", reason="a hub needs Unix")
    return PyFileConfigLoader("jupyterhub_config.py", path=str(DEPLOY / "jupyterhub")).load_config()


def test_a_hub_opens_to_its_own_computer_only_until_told_otherwise(hub: Config) -> None:
    for address in (hub.JupyterHub.bind_url, hub.JupyterHub.hub_bind_url, hub.ConfigurableHTTPProxy.api_url):
        assert address.startswith("http://127.0.0.1:")


def test_on_a_hub_nobody_is_administrator_and_nobody_signs_up(hub: Config) -> None:
    assert hub.PAMAuthenticator.allowed_groups == {"trainees", "facilitators"}
    assert not {"admin_users", "allow_all", "any_allow_config"} & (set(hub.Authenticator) | set(hub.PAMAuthenticator))
    assert hub.JupyterHub.log_level == "WARN"
    assert "services" not in hub.JupyterHub


def test_only_a_facilitator_gets_the_address_of_the_gradebook(hub: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOOLKIT_GRADEBOOK", "postgresql+psycopg://toolkit:secret@db.example.org/gradebook")
    settle = hub.Spawner.pre_spawn_hook
    for group, gets in ((["calm-ibis"], True), ([], False)):
        monkeypatch.setitem(settle.__globals__, "members", lambda _, group=group: set(group))
        spawner = SimpleNamespace(user=SimpleNamespace(name="calm-ibis"))
        settle(spawner)
        assert ("TOOLKIT_GRADEBOOK" in spawner.environment) is gets
        assert ("facilitator" in spawner.cmd) is gets
        assert ("course" in Path(spawner.notebook_dir).parts and "~" not in spawner.notebook_dir) is gets


# --- a cluster -------------------------------------------------------------------------------------------------------


@pytest.fixture
def people(tmp_path: Path) -> Path:
    if not shutil.which("bash"):
        pytest.skip("there is no bash here")
    for names in ("calm-ibis\namber-heron\n", "amber-heron\nquiet-otter\n"):
        command = ["bash", DEPLOY / "kubernetes" / "people.sh", tmp_path]
        subprocess.run(command, input=names, text=True, check=True)
    return tmp_path


@pytest.fixture
def cluster(people: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the Python in values.yaml defines."""
    auth = ModuleType("jupyterhub.auth")
    auth.Authenticator = object  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "jupyterhub", ModuleType("jupyterhub"))
    monkeypatch.setitem(sys.modules, "jupyterhub.auth", auth)
    code = VALUES["hub"]["extraConfig"]["toolkit.py"].replace('"/etc/toolkit"', repr(str(people)))
    defined: dict[str, Any] = {"c": Config()}
    exec(code, defined)
    return defined


def spawned(cluster: dict[str, Any], who: str) -> SimpleNamespace:
    made = SimpleNamespace(
        user=SimpleNamespace(name=who),
        image="registry.example.org/hashtag-to-action:1",
        cmd=VALUES["singleuser"]["cmd"],
        extra_labels={},
        volume_mounts=VALUES["singleuser"]["storage"]["extraVolumeMounts"],
        environment={},
    )
    cluster["settle"](made)
    return made


def test_names_keep_their_numbers_and_cards(people: Path) -> None:
    rows = [line.split(":") for line in (people / "passwd").read_text().splitlines()]
    assert [(row[0], row[2]) for row in rows[1:]] == [
        ("calm-ibis", "10001"),
        ("amber-heron", "10002"),
        ("quiet-otter", "10003"),
    ]
    assert (people / "facilitators").read_text() == "calm-ibis\n"
    assert len((people / "cards").read_text().splitlines()) == 3
    assert not (people / "cards").stat().st_mode & 0o077


@pytest.mark.parametrize(
    "said", ["misty-lynx\r\nsilver-crane\r\n", "misty-lynx\nsilver-crane", "\n misty-lynx\nsilver-crane \n\n"]
)
def test_a_list_for_a_cluster_is_read_however_it_was_saved(people: Path, said: str) -> None:
    subprocess.run(["bash", DEPLOY / "kubernetes" / "people.sh", people], input=said, text=True, check=True)
    cards = [line.split()[0] for line in (people / "cards").read_text().splitlines()]
    assert cards == ["calm-ibis", "amber-heron", "quiet-otter", "misty-lynx", "silver-crane"]


def test_a_list_for_a_cluster_with_a_name_in_it_adds_nobody(people: Path) -> None:
    before = (people / "passwd").read_text()
    command = ["bash", DEPLOY / "kubernetes" / "people.sh", people]
    done = subprocess.run(command, input="misty-lynx\nJohn Smith\n", text=True, check=False, capture_output=True)
    assert done.returncode == 1 and "“John” is no code name" in done.stderr
    assert (people / "passwd").read_text() == before


def test_whoever_got_a_number_but_no_card_gets_one_the_next_time(people: Path) -> None:
    """As when the disk was full, or the power failed, in between."""
    cards = (people / "cards").read_text().splitlines(keepends=True)
    (people / "cards").write_text("".join(cards[:-1]))
    numbers = (people / "passwd").read_text()
    command = ["bash", DEPLOY / "kubernetes" / "people.sh", people]
    subprocess.run(command, input="amber-heron\nquiet-otter\n", text=True, check=True)
    again = (people / "cards").read_text().splitlines(keepends=True)
    assert again[:-1] == cards[:-1] and again[-1].startswith("quiet-otter ")
    assert (people / "passwd").read_text() == numbers


async def let_in(cluster: dict[str, Any], who: str, password: str) -> str | None:
    said: str | None = await cluster["Cards"]().authenticate(None, {"username": who, "password": password})
    return said


def test_only_somebody_with_a_card_comes_in(cluster: dict[str, Any], people: Path) -> None:
    import asyncio

    cards = dict(line.split() for line in (people / "cards").read_text().splitlines())
    assert asyncio.run(let_in(cluster, "amber-heron", cards["amber-heron"])) == "amber-heron"
    for who, password in (("amber-heron", cards["calm-ibis"]), ("amber-heron", ""), ("nobody-here", ""), ("", "")):
        assert asyncio.run(let_in(cluster, who, password)) is None


def test_on_a_cluster_only_a_facilitator_sees_course_and_gradebook(cluster: dict[str, Any]) -> None:
    trainee, facilitator = spawned(cluster, "amber-heron"), spawned(cluster, "calm-ibis")
    assert cluster["number"](trainee) == 10002
    assert [mount["mountPath"] for mount in trainee.volume_mounts] == ["/srv/hashtag-to-action/exchange", "/etc/passwd"]
    assert "TOOLKIT_GRADEBOOK" not in trainee.environment and "facilitator" not in trainee.cmd
    assert "/srv/hashtag-to-action/course" in [mount["mountPath"] for mount in facilitator.volume_mounts]
    assert "TOOLKIT_GRADEBOOK" in facilitator.environment and "facilitator" in facilitator.cmd


def test_a_trainees_pod_reaches_nothing_but_the_hub() -> None:
    policy = VALUES["singleuser"]["networkPolicy"]
    assert policy["enabled"] and policy["egress"] == []
    assert not {rule for rule, on in policy["egressAllowRules"].items() if on}
    assert {"nonPrivateIPs", "privateIPs", "cloudMetadataServer"} <= set(policy["egressAllowRules"])
    assert VALUES["singleuser"]["fsGid"] is None, "a group for the whole volume would let everybody read everything"


def test_a_cluster_has_one_door_with_a_certificate_and_no_room() -> None:
    assert VALUES["proxy"]["https"]["enabled"] and VALUES["proxy"]["service"]["disableHttpPort"]
    assert "services" not in VALUES["hub"]
    assert VALUES["cull"]["enabled"]


# --- Dask ------------------------------------------------------------------------------------------------------------


def test_nothing_answers_without_encryption() -> None:
    comm = yaml.safe_load((DEPLOY / "dask" / "dask.yaml").read_text("utf-8"))["distributed"]["comm"]
    assert comm["require-encryption"] is True
    assert set(comm["tls"]) == {"ca-file", "scheduler", "worker", "client"}


@pytest.mark.skipif(not (shutil.which("openssl") and shutil.which("bash")), reason="there is no openssl here")
def test_machines_get_certificates_of_one_authority(tmp_path: Path) -> None:
    subprocess.run(["bash", DEPLOY / "dask" / "certificates.sh", tmp_path, "one"], check=True, capture_output=True)
    command = ["openssl", "verify", "-CAfile", tmp_path / "authority.pem", tmp_path / "one.pem"]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0
    assert not (tmp_path / "one-key.pem").stat().st_mode & 0o077
