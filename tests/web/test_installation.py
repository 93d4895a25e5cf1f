"""Settings from the environment: none is needed on one's own machine, and all that is wrong is told at once."""

import stat
from concurrent.futures import ThreadPoolExecutor

import pytest

from banenafspraak.web.installation import NAMES, InstallationError, MailServer, Oidc, PostgreSQL, from_environment

KEY = "k" * 32
SERVED = {"PUBLIC_URL": "https://banen.example", "SECRET_KEY": KEY}


def faults(**given):
    with pytest.raises(InstallationError) as caught:
        from_environment(given)
    return caught.value.faults


def test_nothing_is_needed_on_ones_own_machine(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    here = from_environment({})
    assert (here.data_dir, here.database, here.public_url) == (tmp_path / ".site", None, "")
    assert (here.listen_host, here.listen_port, here.secure) == ("127.0.0.1", 8000, False)
    assert (here.demo, here.bsn_allowed) == (False, True)
    assert here.allowed_hosts == ("127.0.0.1", "localhost", "[::1]")


def test_the_key_is_made_once_and_for_its_owner_alone(tmp_path):
    given = {"DATA_DIR": str(tmp_path / "data")}
    with ThreadPoolExecutor() as pool:
        keys = {here.secret_key for here in pool.map(from_environment, [given] * 20)}
    assert len(keys) == 1
    assert len(keys.pop()) >= 32
    file = tmp_path / "data" / "secret-key"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert [each.name for each in file.parent.iterdir()] == ["secret-key"]


def test_served_to_others_it_wants_its_address_and_a_key():
    told = faults(LISTEN="0.0.0.0:8000", ALLOWED_HOSTS="banen.example")
    assert [fault.split()[0] for fault in told] == ["PUBLIC_URL", "SECRET_KEY"]


def test_everything_that_is_wrong_is_told_in_one_message_without_its_value():
    given = {
        "LISTEN": "nergens",
        "PUBLIC_URL": "ftp://geheim.example",
        "DATABASE_URL": "mysql://naam:geheim@server/base",
        "SECRET_KEY": "geheim",
        "DEMO": "geheim",
        "BSN_ALLOWED": "geheim",
    }
    with pytest.raises(InstallationError) as caught:
        from_environment(given)
    assert {fault.split()[0] for fault in caught.value.faults} == set(given)
    assert "geheim" not in str(caught.value)
    assert str(caught.value).count("\n- ") == len(given)


@pytest.mark.parametrize("text", ["127.0.0.1", ":8000", "127.0.0.1:0", "127.0.0.1:70000", "127.0.0.1:acht"])
def test_an_address_to_listen_on_that_is_none(text):
    assert any(fault.startswith("LISTEN") for fault in faults(LISTEN=text))


def test_the_address_of_the_site_is_a_host_that_may_be_asked():
    here = from_environment({**SERVED, "ALLOWED_HOSTS": "een.example, twee.example"})
    assert here.allowed_hosts[3:] == ("een.example", "twee.example", "banen.example")
    assert here.secure


@pytest.mark.parametrize(
    "given",
    [
        SERVED,
        {**SERVED, "LISTEN": "0.0.0.0:80"},
        {**SERVED, "LISTEN": "banen.example:80"},
    ],
)
def test_files_with_a_bsn_are_refused_where_others_are_served(given):
    assert from_environment(given).bsn_allowed is False


def test_an_installation_may_take_files_with_a_bsn_on_purpose():
    assert from_environment({**SERVED, "BSN_ALLOWED": "1"}).bsn_allowed is True


@pytest.mark.parametrize("host", ["localhost", "[::1]", "127.0.0.2"])
def test_every_loopback_is_ones_own_machine(host, tmp_path):
    assert from_environment({"LISTEN": f"{host}:8000", "DATA_DIR": str(tmp_path)}).bsn_allowed is True


def test_a_database_address_is_taken_apart():
    here = from_environment({**SERVED, "DATABASE_URL": "postgresql://na%40am:ge%2Fheim@server:5433/banen"})
    assert here.database == PostgreSQL("banen", "na@am", "ge/heim", "server", 5433)


def test_a_folder_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "file").touch()
    assert faults(DATA_DIR=str(tmp_path / "file" / "data")) == ["DATA_DIR is geen map waarin wij kunnen schrijven."]


def test_all_settings_are_read():
    asked = []

    class Environment(dict):
        def get(self, name, default=None):
            asked.append(name)
            return SERVED.get(name, default)

    from_environment(Environment())
    assert set(asked) == set(NAMES)


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://mail.example", MailServer("mail.example", 25, "", "", "none")),
        (
            "smtp://na%40am:ge%2Fheim@mail.example:587?tls=starttls",
            MailServer("mail.example", 587, "na@am", "ge/heim", "starttls"),
        ),
        ("smtps://naam:geheim@mail.example", MailServer("mail.example", 465, "naam", "geheim", "whole")),
    ],
)
def test_a_mail_server_is_taken_apart(url, server):
    here = from_environment({**SERVED, "MAIL_URL": url, "MAIL_FROM": "Banen in zicht <post@banen.example>"})
    assert (here.mail_server, here.mail_from) == (server, "Banen in zicht <post@banen.example>")


def test_without_a_mail_server_nothing_else_is_needed():
    here = from_environment(SERVED)
    assert (here.mail_server, here.mail_bounces, here.text_file) == (None, "", None)
    assert here.address == "https://banen.example"
    assert from_environment({}).address == "http://127.0.0.1:8000"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MAIL_URL", "mail.example"),
        ("MAIL_URL", "http://geheim@mail.example"),
        ("MAIL_URL", "smtp://geheim@mail.example?tls=misschien"),
        ("MAIL_URL", "smtps://geheim@mail.example?tls=starttls"),
        ("MAIL_URL", "smtp://geheim@mail.example?hoe=zo"),
        ("MAIL_URL", "smtp://geheim@mail.example:poort"),
        ("MAIL_FROM", "geheim"),
        ("MAIL_FROM", "a@b.example\nBcc: geheim@b.example"),
        ("MAIL_BOUNCES", "geheim@banen.example"),
        ("MAIL_BOUNCES", "geheim@*.example"),
    ],
)
def test_mail_that_is_set_wrong_is_told_without_its_value(name, value):
    told = faults(**{**SERVED, "MAIL_FROM": "post@banen.example", name: value})
    assert [fault.split()[0] for fault in told] == [name]
    assert "geheim" not in told[0]


def test_a_mail_server_wants_a_sender():
    assert faults(**SERVED, MAIL_URL="smtp://mail.example") == ["MAIL_FROM ontbreekt: het adres waarvan brieven komen."]


def test_places_for_bounces_and_text_messages_are_read(tmp_path):
    given = {"MAIL_BOUNCES": "bounces+*@banen.example", "TEXT_FILE": str(tmp_path / "sms.jsonl")}
    here = from_environment({**SERVED, **given})
    assert (here.mail_bounces, here.text_file) == ("bounces+*@banen.example", tmp_path / "sms.jsonl")


OIDC = {
    "OIDC_NAME": "Elders",
    "OIDC_SERVER": "https://inloggen.example/realm/",
    "OIDC_CLIENT_ID": "banen",
    "OIDC_CLIENT_SECRET": "geheim",
}


def test_an_account_elsewhere_takes_four_settings_or_none():
    found = from_environment({**SERVED, **OIDC}).oidc
    assert found == Oidc("Elders", "https://inloggen.example/realm", "banen", "geheim")
    assert found.origin == "https://inloggen.example"
    assert from_environment(SERVED).oidc is None


@pytest.mark.parametrize("missing", OIDC)
def test_one_that_is_missing_of_them_is_named(missing):
    told = faults(**SERVED, **{name: text for name, text in OIDC.items() if name != missing})
    assert [fault.split()[0] for fault in told] == [missing]


@pytest.mark.parametrize("server", ["http://inloggen.example", "inloggen.example", "ftp://localhost"])
def test_an_account_elsewhere_is_reached_safely(server):
    told = faults(**SERVED, **{**OIDC, "OIDC_SERVER": server})
    assert [fault.split()[0] for fault in told] == ["OIDC_SERVER"]
    assert from_environment({**SERVED, **OIDC, "OIDC_SERVER": "http://localhost:8080"}).oidc


def test_the_folder_with_rules_of_places_must_be_there(tmp_path):
    assert from_environment({"LAW_PATH": str(tmp_path)}).law_path == tmp_path
    assert from_environment({}).law_path is None
    assert faults(LAW_PATH=str(tmp_path / "weg")) == ["LAW_PATH is geen map die wij kunnen lezen."]
