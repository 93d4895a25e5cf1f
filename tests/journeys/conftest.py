"""One server as a process of its own and one browser, for all journeys."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
from contextlib import contextmanager

import pytest
from playwright.sync_api import sync_playwright
from tests.house import tree
from tests.leaving_out import leave_out, needs

from banenafspraak.web.settings import STATIC_ROOT

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE_MS = 120_000  # a machine that others keep busy may stand still for half a minute
WIDTHS = {"desktop": 1280, "phone": 390}
LISTEN = """
import contextlib, io, json, sys
for asked in sys.stdin:
    with contextlib.redirect_stdout(io.StringIO()) as told:
        exec(json.loads(asked), {})
    print(json.dumps(told.getvalue().strip()), flush=True)
"""


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return listening.getsockname()[1]


def environment(folder, **given):
    """The environment of a site with its data in a folder."""
    return {**os.environ, "DATABASE_URL": "", "DATA_DIR": str(folder), "DEMO": "1", **given}


@contextmanager
def beside(folder):
    """A process beside a site, on its data: what this gives runs lines of Python there and tells what they print."""
    command = (sys.executable, "-m", "banenafspraak.web", "shell", "--no-imports", "-c", LISTEN)
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, env=environment(folder), cwd=tree.ROOT, **pipes) as listening:

        def run(lines):
            listening.stdin.write(json.dumps(lines) + "\n")
            listening.stdin.flush()
            if not (told := listening.stdout.readline()):
                pytest.fail(f"these lines did not run beside the site:\n{lines}")
            return json.loads(told)

        yield run
        listening.stdin.close()


@contextmanager
def started(folder, **settings):
    """A site in a process of its own, as `make run` starts it, and its address."""
    needs(STATIC_ROOT, "what browsers load; add it: make setup")
    own = environment(folder, LISTEN=f"127.0.0.1:{free_port()}", **settings)
    given = {"env": own, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen((sys.executable, "-m", "banenafspraak.web", "run"), stderr=subprocess.STDOUT, **given) as run:
        told = []
        for line in run.stdout:
            told.append(line)
            if found := re.search(r"http://\S+", line):
                break
        else:
            pytest.fail("the site did not start:\n" + "".join(told))
        try:
            yield run, found[0].rstrip("/").replace("localhost", "127.0.0.1")
        finally:
            run.terminate()


@pytest.fixture(scope="session")
def site_data(tmp_path_factory, settle):
    """The folder with the data of the site."""
    return settle(tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="session")
def site(site_data):
    """The address of a site with invented data."""
    with started(site_data) as (_, address):
        yield address


@pytest.fixture(scope="session")
def in_site(site, site_data):  # noqa: ARG001 - the site has made its tables by then
    """Runs some lines of Python in a process beside the site, on its data; gives what they print."""
    with beside(site_data) as run:
        yield run


@pytest.fixture(scope="session")
def session_for(in_site):
    """The session of a person of tests/factories/people.py; who is asked for twice is the same one."""
    known = {}

    def session(who):
        told = json.dumps(who, sort_keys=True)
        if told not in known:
            known[told] = in_site(f"from tests.factories.people import session_from\nprint(session_from({told!r}))")
        return known[told]

    return session


@pytest.fixture(scope="module")
def browser():
    """Debian's own browser; none is ever downloaded. While it is open, Django refuses its database here."""
    chromium = shutil.which("chromium") or leave_out("the browser chromium; add it: apt-get install chromium")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        yield started
        started.close()


@pytest.fixture
def open_page(browser, site, session_for):
    """Opens an address at a width; what the browser complains about is kept in `complaints`.

    `who` is a person of tests/factories/people.py who is logged in, such as {"role": "job_coach", "second_step": True}.
    """
    contexts = []

    def opened(address, width=WIDTHS["desktop"], who=None, **given):
        context = browser.new_context(viewport={"width": width, "height": 900}, **given)
        context.set_default_timeout(PATIENCE_MS)
        if who is not None:
            context.add_cookies([{"name": "sessionid", "value": session_for(who), "url": site}])
        contexts.append(context)
        page = context.new_page()
        page.complaints = []
        page.on("console", lambda said: page.complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.goto(site + address)
        return page

    yield opened
    for context in contexts:
        context.close()
