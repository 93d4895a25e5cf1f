"""A place where people have accounts: a small OpenID Connect provider on this machine, with real signatures."""

import json
import secrets
import threading
import time
from base64 import urlsafe_b64encode
from contextlib import contextmanager
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "banenafspraak", "een geheim van hier"
PERSON = {"sub": "elders-1", "email": "jan@voorbeeld.nl", "email_verified": True, "name": "Jan"}


def _key():
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


KEY, STRANGER = _key(), _key()


class Provider:
    """The provider: `person` is who logs in there; the rest is what a test spoils."""

    def __init__(self, address):
        self.address, self.person, self.told = address, dict(PERSON), None
        self.signs, self.how, self.claims, self.refuses = KEY, "RS256", {}, ""
        self.codes, self.asked = {}, []

    def token(self):
        """What it says of who logged in, signed."""
        now = int(time.time())
        usual = {"iss": self.address, "aud": CLIENT, "iat": now, "exp": now + 300, "sub": self.person["sub"]}
        key = {"RS256": self.signs, "HS256": SECRET * 2, "none": None}[self.how]
        return jwt.encode(usual | self.claims, key, self.how, headers={"kid": "1"})

    def discovery(self):
        """Where is what."""
        places = {f"{name}_endpoint": f"{self.address}/{name}" for name in ("authorization", "token", "userinfo")}
        ways = {"token_endpoint_auth_methods_supported": ["client_secret_post"]}
        return {"issuer": self.address, "jwks_uri": f"{self.address}/jwks", **places, **ways}

    def keys(self):
        """The keys with which it signs."""
        known = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key()))
        return {"keys": [{**known, "kid": "1", "alg": "RS256"}]}

    def authorization(self, asked):
        """Where a browser is sent back to, with a code or with a refusal."""
        self.asked.append(asked)
        code = secrets.token_urlsafe(8)
        self.codes[code] = asked
        back = {"error": self.refuses} if self.refuses else {"code": code}
        return f"{asked['redirect_uri']}?{urlencode({**back, 'state': asked['state']})}"

    def exchange(self, sent):
        """The token for a code; None when the one who asks is not who began."""
        begun = self.codes.pop(sent.get("code"), None)
        proof = urlsafe_b64encode(sha256(sent.get("code_verifier", "").encode()).digest()).rstrip(b"=").decode()
        right = begun and begun["code_challenge"] == proof and begun["code_challenge_method"] == "S256"
        if not right or (sent["client_id"], sent["client_secret"]) != (CLIENT, SECRET):
            return None
        return {"access_token": "x", "token_type": "Bearer", "id_token": self.token()}


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        path, query = urlsplit(self.path).path, dict(_flat(urlsplit(self.path).query))
        provider = self.server.provider
        if path == "/authorization":
            self.send_response(302)
            self.send_header("Location", provider.authorization(query))
            self.send_header("Content-Length", "0")
            self.end_headers()
        else:
            pages = {"/.well-known/openid-configuration": provider.discovery, "/jwks": provider.keys}
            self._answer(pages.get(path, lambda: provider.told or provider.person)())

    def do_POST(self):
        sent = dict(_flat(self.rfile.read(int(self.headers["Content-Length"])).decode()))
        self._answer(self.server.provider.exchange(sent))

    def _answer(self, content):
        body = json.dumps(content or {"error": "invalid_grant"}).encode()
        self.send_response(200 if content else 400)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_given):
        pass


def _flat(query):
    return ((name, values[0]) for name, values in parse_qs(query).items())


@contextmanager
def provider():
    """A provider that runs."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Handler) as server:
        server.provider = Provider(f"http://127.0.0.1:{server.server_port}")
        running = threading.Thread(target=server.serve_forever, daemon=True)
        running.start()
        yield server.provider
        server.shutdown()
        running.join()
