"""Who looks at what is planned for a group or a page."""

from toolkit.sessions.groups_and_pages.judge.presence import about_us
from toolkit.sessions.groups_and_pages.judge.roles import roleplan

JUDGES = {"about_us": about_us, "roleplan": roleplan}
