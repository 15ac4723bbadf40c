"""A site of one page with real templates, styles and scripts; a test can read what it got."""

import json
import mimetypes
import threading
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.files.storage import FileSystemStorage

from intranet.platform.staticfiles import STYLESHEETS, JoinedStylesheet
from tests.frontend.gallery import COLLEAGUES, rendered

POLICY = "; ".join(
    f"{name} {' '.join(values)}"
    for name, values in settings.CONTENT_SECURITY_POLICY["DIRECTIVES"].items()
)
REACTED = """<form class="reactions" id="r1" method="post" action="/react/">
<button class="react" name="take_back" value="thanks" aria-pressed="true">Dank 22</button></form>"""


@cache
def content_of(name):
    """Read a static file; the stylesheet joined, as production serves it."""
    if name in STYLESHEETS:
        parts = {
            part: (FileSystemStorage(folder), part)
            for folder in settings.STATICFILES_DIRS
            for part in stylesheets(folder)
        }
        return JoinedStylesheet(parts, "css").open(name).read()
    path = finders.find(name)
    return path and Path(path).read_bytes()


def stylesheets(folder):
    return [str(path.relative_to(folder)) for path in Path(folder).rglob("*.css")]


class Answers(BaseHTTPRequestHandler):
    """Serves the page and its files; remembers what was posted on the site."""

    def do_GET(self):
        address = urlsplit(self.path)
        query = parse_qs(address.query)
        if address.path.startswith("/static/"):
            self.answer_file(address.path.removeprefix("/static/"))
        elif address.path == "/mentions/":
            self.answer(
                json.dumps({"people": self.people(query.get("q", [""])[0])}), "application/json"
            )
        elif address.path == "/place.css":
            self.answer(":root { --brand-hue: 218 }", "text/css")
        elif address.path == "/fragment/remove/":
            self.answer(
                '<form method="post"><h2>Bericht verwijderen?</h2><button>Verwijder</button></form>'
            )
        elif "after" in query:
            self.answer('<article class="voice" id="older"><p>Een ouder bericht.</p></article>')
        else:
            language = self.headers.get("Accept-Language", "nl")[:2]
            self.answer(
                rendered("living_page.html", language if language in ("nl", "en") else "nl")
            )

    do_HEAD = do_GET  # noqa: N815

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        fields = {
            name: values[0] for name, values in parse_qs(body, keep_blank_values=True).items()
        }
        self.server.posted.append((self.path, fields, self.headers.get("X-CSRFToken")))
        if self.path == "/posts/":
            self.answer_post(fields)
        elif self.path == "/react/":
            self.answer(REACTED)
        else:
            self.answer("", status=204)

    def answer_post(self, fields):
        if "verboden" in fields["body"]:
            self.answer(
                "Word eerst lid, dan kun je hier iets plaatsen.", "text/plain; charset=utf-8", 403
            )
        elif "uitgelogd" in fields["body"]:
            self.answer("", "text/plain; charset=utf-8", 401)
        elif "ongeldig" in fields["body"]:
            self.answer(
                '<form id="composer" method="post"><p>Er mist nog iets.</p></form>',
                status=422,
            )
        else:
            self.answer(f'<article class="voice" id="new">{fields["body"]}</article>')

    def people(self, letters):
        return [
            {
                "id": person.pk,
                "name": person.name,
                "role": person.role,
                "photo": None,
                "initials": person.initials,
                "tone": person.tone,
            }
            for person in COLLEAGUES
            if letters.lower() in person.name.lower()
        ]

    def answer_file(self, name):
        content = content_of(name)
        if content is None:
            self.answer("", status=404)
        else:
            self.answer(content, mimetypes.guess_type(name)[0] or "application/octet-stream")

    def answer(self, body, content_type="text/html; charset=utf-8", status=200):
        body = body if isinstance(body, bytes) else body.encode()
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", POLICY)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *args):
        pass


class LittleSite:
    """Runs while a test looks at it."""

    def __enter__(self):
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
        self.server.daemon_threads = True
        self.server.posted = []
        self.address = f"http://127.0.0.1:{self.server.server_port}/"
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()
        return self

    def __exit__(self, *trouble):
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    def posted_to(self, path):
        """Return the fields of everything that was posted there."""
        return [fields for where, fields, _ in self.server.posted if where == path]
