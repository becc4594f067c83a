"""Who looks at what is planned for a group or a page."""

from toolkit.sessions.groups_and_pages.judge import forms, presence
from toolkit.sessions.groups_and_pages.judge.describing import about_us
from toolkit.sessions.groups_and_pages.judge.roles import roleplan

JUDGES = {"about_us": about_us, "roleplan": roleplan}
LAB_CHECKS = {"forms": forms.CHECKS, "presence": presence.CHECKS}
