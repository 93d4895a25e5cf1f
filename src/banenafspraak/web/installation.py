"""The settings of an installation, read once from the environment: docs/start/settings.md lists them.

On one's own machine none is needed. What is missing or wrong is told in one message, in plain Dutch, without the
values: a database address may hold a password.
"""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import tempfile
from dataclasses import dataclass
from email.utils import formataddr, parseaddr
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.parse import parse_qsl, unquote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

NAMES = (
    "DATA_DIR",
    "DATABASE_URL",
    "SECRET_KEY",
    "LISTEN",
    "PUBLIC_URL",
    "ALLOWED_HOSTS",
    "CONTACT_EMAIL",
    "DEMO",
    "BSN_ALLOWED",
    "LAW_PATH",
    "MAIL_URL",
    "MAIL_FROM",
    "MAIL_BOUNCES",
    "TEXT_FILE",
    "OIDC_NAME",
    "OIDC_SERVER",
    "OIDC_CLIENT_ID",
    "OIDC_CLIENT_SECRET",
)
"""Everything that may be set; docs/start/settings.md says what each means."""
DATA_DIR = ".site"
LISTEN = "127.0.0.1:8000"
LOCAL_NAMES = ("127.0.0.1", "localhost", "[::1]")
OIDC = "elders"
"""How an account elsewhere is called in addresses and in the database."""
KEY_BYTES = 48
SHORTEST_KEY = 32
FLAGS = {"1": True, "0": False}
HIGHEST_PORT = 65535
MAIL_PORTS = {"smtp": 25, "smtps": 465}
MAIL_ADDRESS = re.compile(r"[\w.+*-]+@[a-zA-Z0-9-]+(?:\.[a-zA-Z0-9-]+)*", re.ASCII)
MAIL_FROM = "banenafspraak@localhost"


class InstallationError(Exception):
    """All that is missing or wrong in the settings, in one message."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(("De instellingen kloppen niet:", *(f"- {fault}" for fault in faults))))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class PostgreSQL:
    """Where a PostgreSQL server is and who asks."""

    name: str
    user: str
    password: str
    host: str
    port: int | None


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where letters are handed over, and who does."""

    host: str
    port: int
    user: str
    password: str
    tls: Literal["none", "starttls", "whole"]


@dataclass(frozen=True, slots=True)
class Oidc:
    """Where people may log in with an account that they have elsewhere."""

    name: str
    server: str
    client_id: str
    client_secret: str

    @property
    def origin(self) -> str:
        """The address to which browsers are sent, without path."""
        parts = urlsplit(self.server)
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def apps(self) -> list[dict[str, object]]:
        """The same in the words of allauth."""
        settings = {"server_url": self.server, "oauth_pkce_enabled": True}
        made = {"provider_id": OIDC, "name": self.name, "client_id": self.client_id, "secret": self.client_secret}
        return [{**made, "settings": settings}]


@dataclass(frozen=True, slots=True)
class Installation:
    """Everything that one installation has of its own. `database` is None for the SQLite file in `data_dir`."""

    data_dir: Path
    database: PostgreSQL | None
    secret_key: str
    listen_host: str
    listen_port: int
    public_url: str
    allowed_hosts: tuple[str, ...]
    contact_email: str
    demo: bool
    bsn_allowed: bool
    law_path: Path | None
    mail_server: MailServer | None
    mail_from: str
    mail_bounces: str
    text_file: Path | None
    oidc: Oidc | None

    @property
    def address(self) -> str:
        """What addresses in letters begin with."""
        return self.public_url or f"http://{self.listen_host}:{self.listen_port}"

    @property
    def secure(self) -> bool:
        """Whether browsers reach it by https."""
        return self.public_url.startswith("https://")


def from_environment(given: Mapping[str, str] = os.environ) -> Installation:
    """The installation that the environment describes.

    Raises:
        InstallationError: something is missing or wrong; it names everything.
    """
    reading = _Reading(given)
    found = _installation(reading)
    if reading.faults:
        raise InstallationError(reading.faults)
    return found


class _Reading:
    """Reads settings one by one and remembers every fault."""

    def __init__(self, given: Mapping[str, str]) -> None:
        self.given, self.faults = given, list[str]()

    def text(self, name: str, default: str = "") -> str:
        return self.given.get(name, "").strip() or default

    def flag(self, name: str, *, default: bool) -> bool:
        text = self.text(name)
        if text and text not in FLAGS:
            self.faults.append(f"{name} is niet 1 (ja) of 0 (nee).")
        return FLAGS.get(text, default)

    def taken[Value](self, name: str, default: str, read: Callable[[str], Value], otherwise: Value, says: str) -> Value:
        """A setting through a reader; when that refuses, its fault is noted and something harmless stands in."""
        try:
            return read(self.text(name, default))
        except ValueError:
            self.faults.append(f"{name} {says}")
            return otherwise


def _installation(reading: _Reading) -> Installation:
    host, port = reading.taken("LISTEN", LISTEN, _listen, ("", 0), "is geen adres met poort, zoals 127.0.0.1:8000.")
    url = reading.taken("PUBLIC_URL", "", _public_url, "", "is geen adres zoals https://banen.voorbeeld.nl.")
    local = _loopback(host) and not reading.text("PUBLIC_URL") and not reading.text("ALLOWED_HOSTS")
    data_dir = Path(reading.text("DATA_DIR", DATA_DIR)).absolute()
    if not local and not reading.text("PUBLIC_URL"):
        reading.faults.append("PUBLIC_URL ontbreekt: het adres waarop bezoekers de site vinden.")
    return Installation(
        data_dir=data_dir,
        database=reading.taken(
            "DATABASE_URL", "", _database, None, "is geen adres zoals postgresql://naam@server/base."
        ),
        secret_key=_secret_key(reading, data_dir, local=local),
        listen_host=host,
        listen_port=port,
        public_url=url,
        allowed_hosts=tuple(_allowed_hosts(reading.text("ALLOWED_HOSTS"), url)),
        contact_email=reading.text("CONTACT_EMAIL"),
        demo=reading.flag("DEMO", default=False),
        bsn_allowed=reading.flag("BSN_ALLOWED", default=local),
        law_path=reading.taken("LAW_PATH", "", _folder, None, "is geen map die wij kunnen lezen."),
        mail_server=_mail_server(reading),
        mail_from=reading.taken("MAIL_FROM", MAIL_FROM, _sender, "", f"is geen adres zoals {MAIL_FROM}."),
        mail_bounces=reading.taken("MAIL_BOUNCES", "", _bounces, "", "is geen adres met een *, zoals post+*@banen.nl."),
        text_file=Path(reading.text("TEXT_FILE")).absolute() if reading.text("TEXT_FILE") else None,
        oidc=_oidc(reading),
    )


def _folder(text: str) -> Path | None:
    if text and not Path(text).is_dir():
        raise ValueError(text)
    return Path(text).absolute() if text else None


def _listen(text: str) -> tuple[str, int]:
    host, _, port = text.rpartition(":")
    if not host or not port.isdigit() or not 0 < int(port) <= HIGHEST_PORT:
        raise ValueError(text)
    return host.strip("[]"), int(port)


def _loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _public_url(text: str) -> str:
    parts = urlsplit(text)
    if text and (parts.scheme not in {"http", "https"} or not parts.hostname or parts.path.strip("/")):
        raise ValueError(text)
    return text.rstrip("/")


def _allowed_hosts(text: str, url: str) -> Iterator[str]:
    yield from LOCAL_NAMES
    yield from filter(None, (host.strip() for host in text.split(",")))
    if host := urlsplit(url).hostname:
        yield host


def _oidc(reading: _Reading) -> Oidc | None:
    given = {name: reading.text(name) for name in NAMES if name.startswith("OIDC_")}
    missing = [name for name, text in given.items() if not text]
    if len(missing) == len(given):
        return None
    reading.faults += [
        f"{name} ontbreekt: inloggen via een ander vraagt alle vier de OIDC-instellingen." for name in missing
    ]
    says = "is geen adres zoals https://inloggen.voorbeeld.nl/realm."
    server = reading.taken("OIDC_SERVER", "", _oidc_server, "", says)
    return Oidc(given["OIDC_NAME"], server, given["OIDC_CLIENT_ID"], given["OIDC_CLIENT_SECRET"])


def _oidc_server(text: str) -> str:
    parts = urlsplit(text)
    if text and not (parts.scheme == "https" or (parts.scheme == "http" and _loopback(parts.hostname or ""))):
        raise ValueError(text)
    return text.rstrip("/")


def _database(text: str) -> PostgreSQL | None:
    if not text:
        return None
    parts = urlsplit(text)
    if parts.scheme not in {"postgresql", "postgres"} or not parts.path.strip("/"):
        raise ValueError("no PostgreSQL address")
    return PostgreSQL(
        name=unquote(parts.path.strip("/")),
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        host=parts.hostname or "",
        port=parts.port,
    )


def _mail_server(reading: _Reading) -> MailServer | None:
    found = reading.taken(
        "MAIL_URL", "", _server, None, "is geen adres zoals smtp://naam:wachtwoord@server:587?tls=starttls."
    )
    if reading.text("MAIL_URL") and not reading.text("MAIL_FROM"):
        reading.faults.append("MAIL_FROM ontbreekt: het adres waarvan brieven komen.")
    return found


def _server(text: str) -> MailServer | None:
    if not text:
        return None
    parts, asked = urlsplit(text), dict(parse_qsl(urlsplit(text).query, strict_parsing=bool(urlsplit(text).query)))
    tls = asked.pop("tls", "none")
    if parts.scheme not in MAIL_PORTS or not parts.hostname or asked or parts.path.strip("/"):
        raise ValueError("no mail server")
    if tls not in {"none", "starttls"} or (parts.scheme == "smtps" and tls != "none"):
        raise ValueError("no kind of encryption")
    return MailServer(
        host=parts.hostname,
        port=parts.port or MAIL_PORTS[parts.scheme],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        tls="whole" if parts.scheme == "smtps" else "starttls" if tls == "starttls" else "none",
    )


def _sender(text: str) -> str:
    name, address = parseaddr(text)
    if not MAIL_ADDRESS.fullmatch(address) or "*" in address or not text.isprintable():
        raise ValueError("no sender")
    return formataddr((name, address))


def _bounces(text: str) -> str:
    if text and (text.count("*") != 1 or not MAIL_ADDRESS.fullmatch(text) or "*" not in text.partition("@")[0]):
        raise ValueError("no place for bounces")
    return text


def _secret_key(reading: _Reading, data_dir: Path, *, local: bool) -> str:
    key = reading.text("SECRET_KEY")
    if key and len(key) < SHORTEST_KEY:
        reading.faults.append(f"SECRET_KEY is te kort: neem er een van ten minste {SHORTEST_KEY} tekens.")
    if not key and not local:
        reading.faults.append(f"SECRET_KEY ontbreekt: een geheim van ten minste {SHORTEST_KEY} tekens.")
    if key or reading.faults:
        return key
    try:
        return _kept_key(data_dir)
    except OSError:
        reading.faults.append("DATA_DIR is geen map waarin wij kunnen schrijven.")
        return ""


def _kept_key(data_dir: Path) -> str:
    """The key in the data folder, made at first use, for its owner alone. Two that begin at once get the same one."""
    file = data_dir / "secret-key"
    if not file.exists():
        data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=data_dir, encoding="ascii") as beside:
            beside.write(secrets.token_urlsafe(KEY_BYTES))
            beside.flush()
            with contextlib.suppress(FileExistsError):  # another was first: its key holds
                os.link(beside.name, file)
    return file.read_text(encoding="ascii").strip()
