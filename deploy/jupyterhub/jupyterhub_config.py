"""One server for one course: who may come in, what they see, where their work lies. README.md explains."""

import grp
import os
import sys
from pathlib import Path

c = get_config()  # noqa: F821

HERE = Path(__file__).resolve().parent
# What set-up.sh made: course/ (the facilitator's), exchange/ (shared), handout/ (for reading), hub/ (root's).
PLACE = Path(os.environ.get("TOOLKIT_HUB", "/srv/hashtag-to-action"))
TRAINEES = os.environ.get("TOOLKIT_HUB_TRAINEES", "trainees")
FACILITATORS = os.environ.get("TOOLKIT_HUB_FACILITATORS", "facilitators")
# Debian's proxy looks for its parts where Debian's own Node does; any other Node has to be told.
os.environ.setdefault("NODE_PATH", "/usr/share/nodejs")

# The one door. Without a certificate it opens to this computer only: put one here, or a web server in front.
c.JupyterHub.bind_url = os.environ.get("TOOLKIT_HUB_ADDRESS", "http://127.0.0.1:8000")
c.JupyterHub.ssl_cert = os.environ.get("TOOLKIT_HUB_CERTIFICATE", "")
c.JupyterHub.ssl_key = os.environ.get("TOOLKIT_HUB_KEY", "")
# All else listens on this computer's own, inner address.
c.JupyterHub.hub_bind_url = f"http://127.0.0.1:{os.environ.get('TOOLKIT_HUB_PORT', '8081')}"
c.ConfigurableHTTPProxy.api_url = f"http://127.0.0.1:{os.environ.get('TOOLKIT_HUB_PROXY_PORT', '8001')}"
c.ConfigurableHTTPProxy.log_level = "error"
c.ConfigurableHTTPProxy.pid_file = str(PLACE / "hub" / "proxy.pid")
c.JupyterHub.db_url = f"sqlite:///{PLACE / 'hub' / 'jupyterhub.sqlite'}"
c.JupyterHub.cookie_secret_file = str(PLACE / "hub" / "cookie_secret")

# Code names are user names; they and their passwords are made by add-people.sh. Nobody can sign up, and nobody,
# not even a facilitator, is an administrator: an administrator of a hub can open everybody's server.
c.JupyterHub.authenticator_class = "pam"
c.PAMAuthenticator.allowed_groups = {TRAINEES, FACILITATORS}
c.Authenticator.username_pattern = r"[a-z]{2,20}(-[a-z0-9]{1,20}){0,3}"
c.Authenticator.delete_invalid_users = True
c.JupyterHub.cookie_max_age_days = 1
# Not every browser keeps cookies from going along when another website asks for something, unless it is told to.
c.JupyterHub.tornado_settings = {"cookie_options": {"samesite": "Lax"}}
# Lines about each visit would be a list of who came from which address.
c.JupyterHub.log_level = "WARN"
c.JupyterHub.template_vars = {
    "announcement_login": "Your code name and the password from your card. No names here, and no e-mail addresses."
}

# On a morning on which thirty people come at once, the last waits longest.
c.Spawner.start_timeout = 180
c.Spawner.http_timeout = 60


def members(group):
    """Name the people in a group of this computer; a group that was not made yet has none."""
    try:
        return set(grp.getgrnam(group).gr_mem)
    except KeyError:
        return set()


def settle(spawner):
    """Say with which settings, and in which folder, a person's server starts."""
    facilitator = spawner.user.name in members(FACILITATORS)
    role, folder = ("facilitator", PLACE / "course") if facilitator else ("trainee", Path("~/course"))
    view = "lab" if facilitator else "doc"
    spawner.cmd = [sys.executable, str(HERE / "serve.py"), role, str(folder), str(PLACE / "handout")]
    spawner.notebook_dir = str(folder)
    spawner.default_url = f"/{view}/tree/workbooks/start-here.ipynb"
    # A facilitator writes `toolkit grade` into a terminal, without knowing where Python lies.
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
    spawner.environment = {"TOOLKIT_EXCHANGE": str(PLACE / "exchange"), "PATH": path}
    if "TOOLKIT_COURSE" in os.environ:
        spawner.environment["TOOLKIT_COURSE"] = os.environ["TOOLKIT_COURSE"]
    if facilitator and "TOOLKIT_GRADEBOOK" in os.environ:
        # A password stands in this address: no trainee's server may see it.
        spawner.environment["TOOLKIT_GRADEBOOK"] = os.environ["TOOLKIT_GRADEBOOK"]


c.Spawner.pre_spawn_hook = settle

# A room to write to mentors (docs/mentoring.md), under an account of its own that may read nothing of the course.
ROOM = os.environ.get("TOOLKIT_HUB_ROOM")
if ROOM:
    c.JupyterHub.services = [
        {
            "name": "room",
            "url": f"http://127.0.0.1:{os.environ.get('TOOLKIT_HUB_ROOM_PORT', '8082')}",
            "user": ROOM,
            "cwd": "/",
            "command": [sys.executable, str(HERE.parent / "mentoring" / "room.py"), "~/room"],
            "oauth_no_confirm": True,
        }
    ]
    c.JupyterHub.load_roles = [{"name": "user", "scopes": ["self", "access:services!service=room"]}]
