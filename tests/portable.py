"""Python as a browser has it (Pyodide), run in Node: fetched once, beside other things that are made again.

npm has Pyodide's core only. numpy and pandas built for it stand in a wheel of another project, from which we take these
two and nothing else; each must have the digest that Pyodide itself names.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path
from typing import Any

CORE, CARRIER = "pyodide@314.0.3", "open-webui==0.12.4"
WANTED = ("numpy", "pandas", "python-dateutil", "pytz", "six")
ROOT = Path(__file__).parents[1]
PLACE = ROOT / "build" / "pyodide-314.0.3"
SCRIPT = Path(__file__).with_name("portable.mjs")


def why_not() -> str:
    """Say what keeps this from being tried here; nothing keeps it where all tests must run."""
    if os.environ.get("CI"):
        return ""
    return "" if shutil.which("node") and shutil.which("npm") else "Node and npm are needed (Debian: nodejs, npm)."


def fetched() -> Path:
    """Get Pyodide, with numpy and pandas unpacked beside it."""
    if not (PLACE / "complete").exists():
        half = PLACE.with_name(f"{PLACE.name}-half-{os.getpid()}")
        half.mkdir(parents=True)
        packed = subprocess.run(["npm", "pack", "--silent", CORE], cwd=half, check=True, capture_output=True, text=True)
        with tarfile.open(half / packed.stdout.split()[-1]) as archive:
            archive.extractall(half, filter="data")
        download = [sys.executable, "-P", "-m", "pip", "download", "--quiet", "--no-deps", "-d", half, CARRIER]
        subprocess.run(download, check=True, capture_output=True)
        _unpacked(next(half.glob("open_webui*.whl")), half)
        for big in (*half.glob("*.whl"), *half.glob("*.tgz")):
            big.unlink()
        (half / "complete").touch()
        shutil.rmtree(PLACE, ignore_errors=True)
        half.rename(PLACE)
    return PLACE


def _unpacked(carrier: Path, place: Path) -> None:
    known = json.loads((place / "package" / "pyodide-lock.json").read_text("utf-8"))["packages"]
    with zipfile.ZipFile(carrier) as archive:
        for name in WANTED:
            file = known[name]["file_name"]
            data = archive.read(f"open_webui/frontend/pyodide/{file}")
            assert hashlib.sha256(data).hexdigest() == known[name]["sha256"], f"{file} is not Pyodide's own."
            wheel = place / file
            wheel.write_bytes(data)
            with zipfile.ZipFile(wheel) as packed:
                packed.extractall(place / "site")


def ran(program: Path, given: Any) -> Any:
    """Run a Python file in Pyodide; it finds what is given as `GIVEN`, and what it leaves as `FOUND` comes back.

    It sees the course at /course, and the pure Python packages that are installed here, and no other file.
    """
    site = next(Path(path) for path in sys.path if path.endswith("site-packages"))
    command = ["node", str(SCRIPT), str(fetched()), str(ROOT), str(site), str(program)]
    done = subprocess.run(command, input=json.dumps(given), capture_output=True, text=True, timeout=500, check=False)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-4000:]
    return json.loads(done.stdout.splitlines()[-1])
