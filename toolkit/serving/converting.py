"""What is not a page of ours is shown without its scripts: files as they lie there, and notebooks made into pages."""

from jupyter_server.nbconvert.handlers import NbconvertFileHandler

# Whatever is served under this may look as it likes: nothing in it runs, sends a form, or asks anybody for anything.
LIFELESS = (
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; font-src data:; sandbox; frame-ancestors 'self'"
)


class Converted(NbconvertFileHandler):  # type: ignore[misc]
    """A notebook as a page, or as whatever else it can be made into."""

    content_security_policy = LIFELESS
