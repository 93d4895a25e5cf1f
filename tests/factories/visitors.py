"""A visitor of a site that runs in a process of its own: follows forms as a browser without JavaScript does."""

import http.client
import re
import time
import urllib.parse
import uuid
from http.cookies import SimpleCookie

START = "/hoe-staan-wij-ervoor/"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
PATIENCE = 120
PAUSE = 0.05


class Visitor:
    """One visitor with its cookies."""

    def __init__(self, site):
        self.host = urllib.parse.urlsplit(site).netloc
        self.site, self.cookies, self.run = site, {}, ""

    def headers(self):
        """What goes with every request."""
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return {"Cookie": cookies, "Referer": self.site + START}

    def ask(self, method, path, body=None, headers=None):
        """One request: status, where it leads, and the text."""
        connection = http.client.HTTPConnection(self.host, timeout=PATIENCE)
        connection.request(method, path, body, self.headers() | (headers or {}))
        answer = connection.getresponse()
        for given in answer.headers.get_all("Set-Cookie", []):
            self.cookies |= {name: each.value for name, each in SimpleCookie(given).items()}
        content = answer.read()
        connection.close()
        return answer.status, answer.headers.get("Location", ""), content.decode(errors="replace")

    def token(self, path):
        """The sign of the forms on a page."""
        return TOKEN.search(self.ask("GET", path)[2])[1]

    def begin(self):
        """Begin an own count; gives this visitor."""
        form = urllib.parse.urlencode({"csrfmiddlewaretoken": self.token(START)})
        self.run = self.ask("POST", START, form, {"Content-Type": "application/x-www-form-urlencoded"})[1]
        return self

    def body(self, files, sector="overheid"):
        """A form with files, and its kind. Files are pairs of a field and a path."""
        edge, parts = uuid.uuid4().hex, []
        for name, value in (("csrfmiddlewaretoken", self.token(self.run)), ("sector", sector)):
            parts.append(f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode())
        for field, path in files:
            head = f'--{edge}\r\nContent-Disposition: form-data; name="{field}"; filename="{path.name}"\r\n\r\n'
            parts += [head.encode(), path.read_bytes(), b"\r\n"]
        return b"".join([*parts, f"--{edge}--\r\n".encode()]), {"Content-Type": f"multipart/form-data; boundary={edge}"}

    def send(self, files):
        """Send files; gives the status."""
        return self.ask("POST", f"{self.run}bestanden/", *self.body(files))[0]

    def page(self):
        """The page of the count."""
        return self.ask("GET", self.run)[2]

    def outcome(self):
        """The page of the count as soon as nothing is under way any more."""
        end = time.monotonic() + PATIENCE
        while 'class="utrecht-button utrecht-button--secondary-action" type="submit">Stop<' in (page := self.page()):
            if time.monotonic() > end:
                raise TimeoutError
            time.sleep(PAUSE)
        return page
