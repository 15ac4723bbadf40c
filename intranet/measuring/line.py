"""A person's line to the product: signs in and sends forms over HTTP, as a browser does."""

import http.client
import re
import time
from dataclasses import dataclass, field
from urllib.parse import urlencode

TIMEOUT = 10  # seconds
# After so long the other end hangs up, and a browser opens another line.
KEPT_OPEN = 4.0
# Of everybody in a synthetic company.
PASSWORD = "a-word-for-all-of-them"  # noqa: S105
CSRF_COOKIE = "onderling_csrf"
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def leads_to(self) -> str:
        """Return where it sends the browser; "" when it shows something itself."""
        return self.headers.get("Location", "") if self.status in (302, 303) else ""


@dataclass
class Line:
    """One connection that is kept open, with the cookies of one person."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    _connection: http.client.HTTPConnection | None = None
    _used_at: float = 0.0

    def ask(self, path: str, **headers: str) -> Answer:
        """Ask for a page."""
        return self._send("GET", path, None, headers)

    def send(self, path: str, fields: dict[str, str], **headers: str) -> Answer:
        """Send a form."""
        token = {"csrfmiddlewaretoken": self.cookies.get(CSRF_COOKIE, "")}
        body = urlencode({**fields, **token}).encode()
        return self._send("POST", path, body, {"Content-Type": FORM, **headers})

    def sign_in(self, name: str, password: str = PASSWORD) -> bool:
        """Sign in by the form of the sign-in page; return whether that let her in."""
        self.cookies.clear()
        self.ask("/accounts/login/")
        answer = self.send("/accounts/login/", {"login": name, "password": password})
        return bool(answer.leads_to) and "/accounts/" not in answer.leads_to

    def close(self) -> None:
        """Hang up; the next question opens the line again."""
        if self._connection:
            self._connection.close()
        self._connection = None

    def _send(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> Answer:
        if time.monotonic() - self._used_at > KEPT_OPEN:
            self.close()
        if self._connection is None:
            self._connection = http.client.HTTPConnection("localhost", self.port, timeout=TIMEOUT)
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        try:
            self._connection.request(method, path, body, {"Cookie": cookies, **headers})
            response = self._connection.getresponse()
            answer = Answer(response.status, response.headers, response.read())
        except BaseException:
            self.close()
            raise
        self._used_at = time.monotonic()
        if response.will_close:
            self.close()
        for cookie in answer.headers.get_all("Set-Cookie", []):
            if found := re.match(r"([^=;]+)=([^;]*)", cookie):
                self.cookies[found[1]] = found[2].strip('"')
        return answer
