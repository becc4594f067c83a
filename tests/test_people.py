"""Do the scripts that make and remove a server's accounts say what did not work, and leave alone what is not theirs?"""

import os
import pwd
import re
import secrets
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hub import DEPLOY, needed

pytestmark = pytest.mark.skipif(not shutil.which("bash"), reason="there is no bash here")
CARD = re.compile(r"[a-z0-9-]+  [a-km-np-z2-9]{4}(-[a-km-np-z2-9]{4}){2}")
COURSE = "hashtag-to-action"
SYSTEM = ["root", "www-data", "anna-maria"]
STAY = ["amber-heronx+a+1+x", "an-amber-heron+a", "quiet-otter+a+1+x"]

# A computer of our own to make and remove accounts on: the commands of the real one, on files in a folder.
COMMANDS = {
    "getent": 'grep "^$2:" "$COMPUTER/$1"',
    "groupadd": 'echo "$1:x:900:" >>"$COMPUTER/group"',
    "pkill": '! [ -e "$COMPUTER/runs-$3" ] || { [ -e "$COMPUTER/undead-$3" ] || rm "$COMPUTER/runs-$3"; }',
    "sleep": ":",
    "chpasswd": """
read -r line
name="${line%%:*}"
[ ! -e "$COMPUTER/no-password-$name" ] || { echo "chpasswd: the disk is full" >&2; exit 1; }
sed -i "s/^$name:.*/$name:\\$y\\$x/" "$COMPUTER/shadow"
""",
    "useradd": """
name="${@: -1}"
group="$(sed 's/.*--groups \\([^ ]*\\) .*/\\1/' <<<"$*")"
comment="$(sed 's/.*--comment \\([^ ]*\\) .*/\\1/' <<<"$*")"
number="$((70000000 + $(wc -l <"$COMPUTER/passwd")))"
echo "$name:x:$number:$number:$comment:$COMPUTER/home/$name:/usr/sbin/nologin" >>"$COMPUTER/passwd"
echo "$name:!" >>"$COMPUTER/shadow"
sed -i "s/^$group:.*/&,$name/" "$COMPUTER/group"
[ ! -e "$COMPUTER/no-home-$name" ] || { echo "useradd: cannot create the home" >&2; exit 12; }
mkdir -p "$COMPUTER/home/$name"
""",
    "userdel": """
name="${@: -1}"
number="$(grep "^$name:" "$COMPUTER/passwd" | cut -d: -f3)"
[ -n "$number" ] || { echo "userdel: user '$name' does not exist" >&2; exit 6; }
[ ! -e "$COMPUTER/locked" ] || { echo "userdel: cannot lock /etc/passwd; try again later." >&2; exit 1; }
[ ! -e "$COMPUTER/runs-$number" ] || { echo "userdel: user $name is currently used by process 4242" >&2; exit 8; }
sed -i "/^$name:/d" "$COMPUTER/passwd" "$COMPUTER/shadow"
sed -i "s/,$name\\b//" "$COMPUTER/group"
[ ! -e "$COMPUTER/no-home-$name" ] || { echo "userdel: $name home directory not removed" >&2; exit 12; }
rm -rf "$COMPUTER/home/$name"
""",
}


@dataclass
class Computer:
    """The folder in which a computer's accounts and homes are, and the course's place on it."""

    folder: Path

    @property
    def place(self) -> Path:
        return self.folder / "place"

    def run(self, script: str, *words: str, said: str | bytes = "", **env: str) -> "subprocess.CompletedProcess[str]":
        path = f"{self.folder / 'bin'}{os.pathsep}{os.environ['PATH']}"
        done = subprocess.run(
            ["bash", DEPLOY / script, *words],
            input=said.encode() if isinstance(said, str) else said,
            env={"PATH": path, "COMPUTER": str(self.folder)} | env,
            capture_output=True,
            check=False,
        )
        return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())

    def add(self, said: str | bytes, group: str = "trainees", **env: str) -> "subprocess.CompletedProcess[str]":
        return self.run("add-people.sh", group, said=said, **env)

    def remove(self, said: str | bytes, **env: str) -> "subprocess.CompletedProcess[str]":
        return self.run("remove-people.sh", str(self.place), said=said, **env)

    def accounts(self) -> list[str]:
        return [line.split(":")[0] for line in (self.folder / "passwd").read_text().splitlines()]

    def number(self, name: str) -> str:
        (line,) = [line for line in (self.folder / "passwd").read_text().splitlines() if line.startswith(f"{name}:")]
        return line.split(":")[2]

    def hand_in(self, folder: str, course: str = COURSE) -> Path:
        path = self.place / "exchange" / course / "inbound" / folder
        path.mkdir(parents=True)
        (path / "answers.json").write_text(folder)
        return path

    def inbound(self) -> list[str]:
        return sorted(path.name for path in (self.place / "exchange" / COURSE / "inbound").iterdir())


@pytest.fixture
def computer(tmp_path: Path) -> Computer:
    """A computer with accounts of its own, two of the course, and what was handed in."""
    made = Computer(tmp_path)
    (tmp_path / "bin").mkdir()
    for name, lines in COMMANDS.items():
        command = tmp_path / "bin" / name
        command.write_text(f"#!/bin/bash\n{lines}\n")
        command.chmod(0o755)
    (tmp_path / "passwd").write_text(
        "root:x:0:0:root:/root:/bin/bash\n"
        "www-data:x:33:33:hashtag-to-action:/var/www:/usr/sbin/nologin\n"
        "anna-maria:x:70000001:70000001:Anna Maria:/nowhere:/bin/bash\n"
    )
    (tmp_path / "shadow").write_text("root:*\nwww-data:*\nanna-maria:$y$x\n")
    (tmp_path / "group").write_text("trainees:x:800:www-data\nfacilitators:x:801:\nsudo:x:27:anna-maria\n")
    assert made.add("amber-heron\nquiet-otter\nsilver-crane\n").returncode == 0
    for folder in (
        "amber-heron+a+1+x",
        "amber-heron+b+2+y",
        "amber-heronx+a+1+x",
        "quiet-otter+a+1+x",
        "an-amber-heron+a",
    ):
        made.hand_in(folder)
    (made.place / "exchange" / COURSE / "feedback").mkdir()
    (made.place / "exchange" / COURSE / "feedback" / "4f0c.html").write_text("x")
    return made


# --- removing --------------------------------------------------------------------------------------------------------


def test_those_on_the_list_go_and_nobody_else(computer: Computer) -> None:
    done = computer.remove("amber-heron\n")
    assert (done.returncode, done.stderr) == (0, "")
    assert computer.accounts() == [*SYSTEM, "quiet-otter", "silver-crane"]
    assert computer.inbound() == STAY
    assert not (computer.folder / "home/amber-heron").exists() and (computer.folder / "home/quiet-otter").exists()
    assert not list(computer.place.glob("exchange/*/feedback/*"))


LISTS = {
    "spaces": "  amber-heron \t\n silver-crane  \n",
    "empty lines": "\n\namber-heron\n\nsilver-crane\n\n   \n",
    "no end of line": "amber-heron\nsilver-crane",
    "Windows": "amber-heron\r\nsilver-crane\r\n",
    "an old Mac": "amber-heron\rsilver-crane",
    "an editor's mark": "\ufeffamber-heron\r\nsilver-crane",
    "twice": "amber-heron\nsilver-crane\namber-heron\n",
}


@pytest.mark.parametrize("written", LISTS)
def test_a_list_is_read_however_it_was_saved(computer: Computer, written: str) -> None:
    done = computer.remove(LISTS[written])
    assert done.returncode == 0, done.stderr
    assert computer.accounts() == [*SYSTEM, "quiet-otter"]
    back = computer.add(LISTS[written])
    assert back.returncode == 0, back.stderr
    assert [line.split()[0] for line in back.stdout.splitlines()] == ["amber-heron", "silver-crane"]


@pytest.mark.parametrize(
    "odd", ["Amber-Heron", "amber", "../etc", "amber-heron+x", "-r-x", "*", "amber-heron  1234-abcd"]
)
def test_what_is_no_code_name_is_said_and_the_others_go(computer: Computer, odd: str) -> None:
    done = computer.remove(f"silver-crane\n{odd}\nquiet-otter\n")
    assert done.returncode == 1
    assert f"“{odd.split()[0]}” is no code name".replace("\x1b", "?") in done.stderr and "1234" not in done.stderr
    assert computer.accounts() == [*SYSTEM, "amber-heron"]


@pytest.mark.parametrize("said", [b"", b"\n\n", "amber-heron\n".encode("utf-16")])
def test_a_list_without_code_names_takes_nothing_away(computer: Computer, said: bytes) -> None:
    done = computer.remove(said)
    assert done.returncode == 1 and "no code name in the list" in done.stderr
    assert list(computer.place.glob("exchange/*/feedback/*"))
    assert len(computer.accounts()) == 6


def test_an_account_in_use_stays_is_said_and_the_rest_goes_on(computer: Computer) -> None:
    number = computer.number("amber-heron")
    for sign in ("runs", "undead"):
        (computer.folder / f"{sign}-{number}").touch()
    done = computer.remove("amber-heron\nquiet-otter\nsilver-crane\n")
    assert done.returncode == 1
    assert computer.accounts() == [*SYSTEM, "amber-heron"]
    assert "amber-heron: the account is still there. userdel: user amber-heron is currently used" in done.stderr
    assert f"amber-heron: the home {computer.folder}/home/amber-heron is still there." in done.stderr
    assert "quiet-otter" not in done.stderr and "silver-crane" not in done.stderr
    assert computer.inbound() == STAY[:2]
    assert not list(computer.place.glob("exchange/*/feedback/*"))
    (computer.folder / f"undead-{number}").unlink()
    again = computer.remove("amber-heron\nquiet-otter\nsilver-crane\n")
    assert (again.returncode, computer.accounts()) == (0, SYSTEM)
    assert "quiet-otter: there is no such account." in again.stderr


def test_programs_that_run_are_ended_first(computer: Computer) -> None:
    (computer.folder / f"runs-{computer.number('amber-heron')}").touch()
    assert computer.remove("amber-heron\n").returncode == 0
    assert "amber-heron" not in computer.accounts()


def test_where_nothing_can_be_removed_each_is_said(computer: Computer) -> None:
    (computer.folder / "locked").touch()
    done = computer.remove("amber-heron\nquiet-otter\n")
    assert done.returncode == 1
    assert done.stderr.count("the account is still there. userdel: cannot lock") == 2
    assert len(computer.accounts()) == 6


def test_a_home_that_stays_is_said_also_the_next_time(computer: Computer) -> None:
    (computer.folder / "no-home-amber-heron").touch()
    done = computer.remove("amber-heron\nquiet-otter\n")
    assert done.returncode == 1 and computer.accounts() == [*SYSTEM, "silver-crane"]
    assert (
        f"amber-heron: the home {computer.folder}/home/amber-heron is still there. userdel: amber-heron home"
        in done.stderr
    )
    assert "quiet-otter" not in done.stderr


def test_a_home_on_another_disk_is_named_by_where_it_is(computer: Computer) -> None:
    home, disk = computer.folder / "home/amber-heron", computer.folder / "disk"
    home.rmdir()
    disk.mkdir()
    (disk / "answers.json").touch()
    home.symlink_to(disk)
    done = computer.remove("amber-heron\n")
    assert done.returncode == 1 and f"amber-heron: the home {disk} is still there." in done.stderr


def test_accounts_that_are_not_the_courses_are_left_alone_with_all_that_is_theirs(computer: Computer) -> None:
    computer.hand_in("anna-maria+a+1+x")
    done = computer.remove("www-data\nanna-maria\nquiet-otter\n")
    assert done.returncode == 1
    assert done.stderr.count("this account was left alone") == 2
    assert computer.accounts() == [*SYSTEM, "amber-heron", "silver-crane"]
    assert "anna-maria+a+1+x" in computer.inbound()


def test_accounts_in_a_group_of_another_name_are_known(computer: Computer) -> None:
    assert computer.add("misty-lynx\n", "autumn").returncode == 0
    group = computer.folder / "passwd"
    group.write_text(group.read_text() + "older-crow:x:70000099:70000099::/nowhere:/usr/sbin/nologin\n")
    (computer.folder / "group").open("a").write("spring:x:802:older-crow\n")
    done = computer.remove("misty-lynx\nolder-crow\n")
    assert done.returncode == 1 and "older-crow" in computer.accounts() and "misty-lynx" not in computer.accounts()
    assert computer.remove("older-crow\n", TOOLKIT_HUB_TRAINEES="spring").returncode == 0
    assert "older-crow" not in computer.accounts()


def test_a_wrong_place_is_said(computer: Computer) -> None:
    done = computer.run("remove-people.sh", str(computer.folder / "elsewhere"), said="amber-heron\n")
    assert done.returncode == 1 and "There is no exchange in" in done.stderr
    assert "amber-heron" not in computer.accounts()


def test_links_in_the_exchange_lead_nowhere(computer: Computer) -> None:
    """Everybody may put something into the exchange, and this runs as root."""
    outside = computer.folder / "outside"
    for folder in ("inbound/amber-heron+a+1", "feedback"):
        (outside / folder).mkdir(parents=True)
    (outside / "feedback/passwd").touch()
    exchange = computer.place / "exchange"
    (exchange / "evil").symlink_to(outside)
    (exchange / "bad").mkdir()
    for name in ("inbound", "feedback"):
        (exchange / "bad" / name).symlink_to(outside / name)
    computer.hand_in("amber-heron+c+3", "another-course")
    (exchange / COURSE / "inbound" / "amber-heron+link").symlink_to(outside)
    assert computer.remove("amber-heron\n").returncode == 0
    assert sorted(path.name for path in outside.rglob("*")) == ["amber-heron+a+1", "feedback", "inbound", "passwd"]
    assert computer.inbound() == STAY and not list(exchange.glob("another-course/inbound/*"))


def test_a_place_whose_exchange_lies_on_another_disk_is_looked_through(computer: Computer) -> None:
    (computer.place / "exchange").rename(computer.folder / "disk")
    (computer.place / "exchange").symlink_to(computer.folder / "disk")
    assert computer.remove("amber-heron\n").returncode == 0
    assert computer.inbound() == STAY


# --- adding ----------------------------------------------------------------------------------------------------------


def test_everybody_gets_a_card_and_those_who_are_there_are_left_alone(computer: Computer) -> None:
    done = computer.add("misty-lynx\namber-heron\n")
    assert done.returncode == 0 and CARD.fullmatch(done.stdout.strip())
    assert done.stderr == "amber-heron is there already.\n"


def test_nobody_is_added_while_something_on_the_list_is_no_code_name(computer: Computer) -> None:
    done = computer.add("misty-lynx\nJohn Smith\n")
    assert done.returncode == 1 and not done.stdout and "misty-lynx" not in computer.accounts()
    assert "“John” is no code name" in done.stderr and "Smith" not in done.stderr


def test_without_a_password_there_is_no_account(computer: Computer) -> None:
    (computer.folder / "no-password-misty-lynx").touch()
    done = computer.add("misty-lynx\ncalm-ibis\n")
    assert done.returncode == 1
    assert [line.split()[0] for line in done.stdout.splitlines()] == ["calm-ibis"]
    assert "misty-lynx got no password, so the account was taken away again. chpasswd: the disk" in done.stderr
    assert "misty-lynx" not in computer.accounts() and not (computer.folder / "home/misty-lynx").exists()


def test_an_account_without_a_home_is_taken_away_again(computer: Computer) -> None:
    (computer.folder / "no-home-misty-lynx").touch()
    done = computer.add("misty-lynx\ncalm-ibis\n")
    assert done.returncode == 1 and "misty-lynx was not added: useradd: cannot create the home" in done.stderr
    assert computer.accounts()[-1] == "calm-ibis" and "misty-lynx" not in computer.accounts()


def test_whoever_was_left_without_a_password_gets_one_the_next_time(computer: Computer) -> None:
    shadow = computer.folder / "shadow"
    shadow.write_text(shadow.read_text().replace("amber-heron:$y$x", "amber-heron:!").replace("crane:", "crane:!"))
    done = computer.add("amber-heron\nsilver-crane\n")
    assert done.returncode == 0 and CARD.fullmatch(done.stdout.strip()) and done.stdout.startswith("amber-heron ")
    assert "silver-crane is there already." in done.stderr  # locked on purpose: its password is still there


def test_an_account_of_the_computer_gets_no_card_and_that_is_said(computer: Computer) -> None:
    done = computer.add("anna-maria\nmisty-lynx\n")
    assert done.returncode == 1 and done.stdout.startswith("misty-lynx ") and "anna-maria was not added" in done.stderr
    assert "anna-maria:$y$x" in (computer.folder / "shadow").read_text()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a disk that is always full is Linux's")
def test_a_card_that_cannot_be_written_leaves_no_account(computer: Computer) -> None:
    """Nobody would know the password, and the next time the account would be there already."""
    path = f"{computer.folder / 'bin'}{os.pathsep}{os.environ['PATH']}"
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            ["bash", DEPLOY / "add-people.sh", "trainees"],
            input="misty-lynx\n",
            text=True,
            env={"PATH": path, "COMPUTER": str(computer.folder)},
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 1 and "The card of misty-lynx could not be written" in done.stderr
    assert "misty-lynx" not in computer.accounts()


# --- on this computer ------------------------------------------------------------------------------------------------

real = pytest.mark.nbgrader
Names = Callable[[str], str]


@pytest.fixture
def names() -> Iterator[Names]:
    """Accounts that only exist for a moment."""
    needed(hasattr(os, "geteuid") and os.geteuid() == 0, "Accounts can only be made by root.")
    end = secrets.token_hex(3)
    group = f"hta-{end}"
    used: list[str] = []

    def name(first: str) -> str:
        used.append(f"{first}-{end}")
        return used[-1]

    yield name
    for one in used:
        subprocess.run(["pkill", "-KILL", "--uid", one], check=False, capture_output=True)
        subprocess.run(["/usr/sbin/userdel", "--remove", one], check=False, capture_output=True)
        shutil.rmtree(Path("/home") / one, ignore_errors=True)
    subprocess.run(["/usr/sbin/groupdel", group], check=False, capture_output=True)


def really(script: str, *words: str, said: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(["bash", DEPLOY / script, *words], input=said, text=True, capture_output=True, check=False)


def is_there(name: str) -> bool:
    return any(one.pw_name == name for one in pwd.getpwall())


@real
def test_real_accounts_come_and_go_whatever_stands_in_the_way(names: Names, tmp_path: Path) -> None:
    amber, quiet, sly, helper, admin = map(names, ("amber", "quiet", "sly", "helper", "admin"))
    group = f"hta-{amber.removeprefix('amber-')}"
    done = really("add-people.sh", group, said=f"{amber}\r\n\n{quiet}\r\n{sly}")
    assert done.returncode == 0, done.stderr
    assert [line.split()[0] for line in done.stdout.splitlines()] == [amber, quiet, sly]
    assert pwd.getpwnam(amber).pw_gecos == "hashtag-to-action"
    assert (Path("/home") / amber).stat().st_mode & 0o777 == 0o700
    subprocess.run(["/usr/sbin/useradd", "--system", helper], check=True)
    subprocess.run(["/usr/sbin/useradd", "--create-home", admin], check=True)
    about = pwd.getpwnam(amber)
    at_work = subprocess.Popen(["sleep", "600"], user=about.pw_uid, group=about.pw_gid, extra_groups=[])
    os.chown(Path("/home") / quiet, 0, 0)  # as on a disk that does not keep owners
    inbound = tmp_path / "exchange" / COURSE / "inbound"
    for folder in (f"{amber}+a+1", f"{amber}x+a+1", "somebody-else+a+1"):
        (inbound / folder).mkdir(parents=True)
    os.chown(inbound / "somebody-else+a+1", about.pw_uid, about.pw_gid)  # handed in for another person

    done = really("remove-people.sh", str(tmp_path), said=f"{helper}\n{admin}\n{amber}\n{quiet}\nno-body\n{sly}\n")
    assert done.returncode == 1
    assert at_work.wait(timeout=30) == -9
    assert [is_there(one) for one in (amber, quiet, sly, helper, admin)] == [False, False, False, True, True]
    assert done.stderr.count("this account was left alone") == 2
    assert f"{quiet}: the home /home/{quiet} is still there." in done.stderr
    assert "no-body: there is no such account." in done.stderr
    assert amber not in done.stderr and sly not in done.stderr
    assert [path.name for path in inbound.iterdir()] == [f"{amber}x+a+1"]

    back = really("add-people.sh", group, said=f"{quiet}\n{sly}\n")
    assert back.returncode == 1 and f"/home/{quiet} is there already, perhaps with somebody's work" in back.stderr
    assert not is_there(quiet) and is_there(sly)
    again = really("remove-people.sh", str(tmp_path), said=f"{quiet}\n")
    assert again.returncode == 1 and f"{quiet}: the home /home/{quiet} is still there." in again.stderr
    shutil.rmtree(Path("/home") / quiet)
    assert really("remove-people.sh", str(tmp_path), said=f"{quiet}\n{sly}\n").returncode == 0
    assert not is_there(sly)


@real
def test_a_real_account_that_was_left_half_way_gets_its_password(names: Names) -> None:
    amber = names("amber")
    group = f"hta-{amber.removeprefix('amber-')}"
    subprocess.run(["/usr/sbin/groupadd", group], check=True)
    subprocess.run(["/usr/sbin/useradd", "--create-home", "--groups", group, amber], check=True)
    done = really("add-people.sh", group, said=f"{amber}\n")
    assert done.returncode == 0 and CARD.fullmatch(done.stdout.strip()), done.stderr
    assert really("add-people.sh", group, said=f"{amber}\n").stderr == f"{amber} is there already.\n"
