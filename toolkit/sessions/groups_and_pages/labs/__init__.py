"""The labs of the session on groups and pages."""

from toolkit.sessions.groups_and_pages.labs.forms import Forms, Profiles
from toolkit.sessions.groups_and_pages.labs.roles import Plans, Roles

LABS = {"plans": Plans, "forms": Forms, "roles": Roles, "profile": Profiles}
