"""What somebody may send to do harm, where it may come to lie, and a website of theirs that tries to open it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from nbformat import v4, write

NAME = "tweet-rewriting"
WHO = "amber-heron"
# Every folder in which what was sent, or what is made of it, comes to lie.
HOLDERS = ("inbox", f"submitted/{WHO}/{NAME}", f"autograded/{WHO}/{NAME}", f"feedback/{WHO}/{NAME}", "doubtful")
# It writes into the course, if it runs as a page of the server.
SCRIPT = """
document.title = 'ran';
fetch('/api/contents/owned.txt', {
  method: 'PUT', headers: {'X-XSRFToken': (document.cookie.match('_xsrf=([^;]*)') || [])[1]},
  body: JSON.stringify({type: 'file', format: 'text', content: 'ran'})
});
"""
PAGE = (
    f"<!DOCTYPE html><html><body>sent<script>{SCRIPT}</script>"
    "<img src=x onerror=\"document.title='ran'\"></body></html>"
)
PICTURE = f'<svg xmlns="http://www.w3.org/2000/svg"><script>{SCRIPT.replace("&", "&amp;")}</script></svg>'
FILES = {
    "page.html": PAGE,
    "page.xhtml": PAGE.replace("<html>", '<html xmlns="http://www.w3.org/1999/xhtml">'),
    "photo.svg": PICTURE,
    "notes.md": PAGE,
    "data.json": '{"a": "<script>1</script>"}',
    "table.csv": "=cmd,1\n",
    "page.xml": PICTURE,
    "nbgrader_config.py": "open({marker!r}, 'a').write('nbgrader_config.py')",
}


def lay_out(folder: Path, marker: Path) -> None:
    """Put what was sent into a course: into every folder for it, and where somebody may have saved a copy."""
    for holder in (*HOLDERS, "workbooks", "."):
        place = folder / holder
        place.mkdir(parents=True, exist_ok=True)
        for name, text in FILES.items():
            if holder != "." or not name.endswith(".py"):
                (place / name).write_text(text.replace("{marker!r}", repr(str(marker))), "utf-8")
        homework(place / "homework.ipynb", marker)
        homework(place / f"{NAME}.ipynb", marker) if holder in HOLDERS else None
    homework(folder / "exercises" / NAME / f"{NAME}.ipynb", marker)  # in place of the released one
    (folder / "workbooks" / "link").symlink_to("../inbox")
    (folder / "workbooks" / "linked.ipynb").symlink_to("../inbox/homework.ipynb")
    (folder / "voila.py").write_text(f"open({str(marker)!r}, 'a').write('voila.py')")


def homework(path: Path, marker: Path) -> None:
    """Write a notebook that leaves a mark when any of it is run."""
    code = v4.new_code_cell(f"open({str(marker)!r}, 'a').write({path.name!r})\n")
    code.outputs = [v4.new_output("display_data", {"text/html": PAGE})]
    write(v4.new_notebook(cells=[v4.new_markdown_cell(PAGE), code]), path)


ATTACK = """<!DOCTYPE html><html><head><title>elsewhere</title><meta name="referrer" content="%s"></head><body><script>
const made = (tag, more) => new Promise(done => {
  const one = Object.assign(document.createElement(tag), more);
  one.onload = one.onerror = () => done();
  setTimeout(done, 2000);
  document.body.append(one);
});
const form = (method, action, number) => {
  const target = `frame-${method}-${number}`, frame = made('iframe', {name: target});
  const one = Object.assign(document.createElement('form'), {method, action, target});
  document.body.append(one);
  one.submit();
  return frame;
};
const fetched = (url, more) => fetch(url, {credentials: 'include', ...more}).then(() => 0, () => 0);
async function attack(urls) {
  await Promise.all(urls.map((url, number) => Promise.all([
      fetched(url, {mode: 'no-cors'}), fetched(url, {mode: 'no-cors', method: 'POST', body: '{}'}),
      ...['PUT', 'DELETE', 'PATCH'].map(method => fetched(url, {method, body: '{}'})),
      made('img', {src: url}), made('script', {src: url}), made('iframe', {src: url}),
      made('object', {data: url}), made('link', {rel: 'stylesheet', href: url}),
      form('get', url, number), form('post', url, number),
  ])));
}
</script></body></html>"""


@contextmanager
def website() -> Iterator[int]:
    """Run somebody's website on this computer, under all its names; gives its port."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = (ATTACK % self.path.rpartition("?")[2]).encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield int(server.server_address[1])
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


# Every kind of address at which something that was sent might be reached ...
ROUTES = (
    *("voila/render/{}/homework.ipynb", "voila/files/{}/photo.svg", "voila/tree/{}", "files/{}/page.html"),
    *("files/{}/photo.svg", "view/{}/page.html", "nbconvert/html/{}/homework.ipynb", "nbconvert/script/{}/x.ipynb"),
    *("api/contents/{}/homework.ipynb", "lab/tree/{}/homework.ipynb", "doc/tree/{}/homework.ipynb"),
)
# ... and what is ours, or may be opened by us, and yet not by others.
OWN = (
    *("voila/render/workbooks/words.ipynb", f"voila/render/exercises/{NAME}/{NAME}.ipynb", "files/page.html"),
    *("nbconvert/html/workbooks/homework.ipynb", "formgrader", "api/kernels"),
)
# Another website knows no difference between the folders, so it tries one in every way, and runs in all.
TRIED = (*(route.format("inbox") for route in ROUTES), ROUTES[0].format(HOLDERS[1]), *OWN)
