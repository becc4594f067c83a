"""What people may do in the room: read the chat and write in it. All else that a Jupyter server can do is refused."""

from jupyter_server.auth import Authorizer
from jupyter_server_ydoc.stores import TempFileYStore

c = get_config()  # noqa: F821


class OnlyChat(Authorizer):
    """Let people read what lies in the room and write through the chat; neither files nor programs."""

    def is_authorized(self, handler, user, action, resource):  # noqa: ARG002 (nobody may more than others)
        """Answer for one request."""
        if action == "read":  # JupyterLab asks for lists of programs, too; they are empty and stay so
            return resource in {"contents", "api", "kernels", "kernelspecs", "sessions"}
        if resource == "events":
            return action == "execute"  # listening to them
        return resource == "contents" and handler.request.path.split("/api/")[-1].startswith("collaboration/")


c.ServerApp.authorizer_class = OnlyChat
c.LabApp.custom_css = True
c.ServerApp.terminals_enabled = False
c.ServerApp.jpserver_extensions = {
    "jupyter_server_fileid": True,
    "jupyter_server_ydoc": True,
    "jupyterlab_chat": True,
    "jupyter_server_terminals": False,
    "nbgrader.server_extensions.assignment_list": False,
    "nbgrader.server_extensions.course_list": False,
    "nbgrader.server_extensions.formgrader": False,
    "nbgrader.server_extensions.validate_assignment": False,
    "voila.server_extension": False,
}
# A message may carry whatever its writer likes, also programs and pictures from elsewhere. The browser of whoever reads
# it runs no program that is not ours, and asks no other computer for anything.
c.ServerApp.tornado_settings = {
    "headers": {
        "Content-Security-Policy": "; ".join(
            [
                "default-src 'self'",
                "script-src 'self' 'unsafe-eval'",  # JupyterLab compiles the forms of its settings
                "style-src 'self' 'unsafe-inline'",
                "img-src 'self' data: blob:",
                "font-src 'self' data:",
                "form-action 'self'",
                "frame-ancestors 'none'",
            ]
        )
    }
}
# Lines about each visit would be a list of who came, and when.
for part in (c.ServerApp, c.YDocExtension, c.FileIdExtension):
    part.log_level = "ERROR"
# What was deleted from the chat is gone: no list of all changes is kept but while the room is open.
c.YDocExtension.ystore_class = TempFileYStore
