"""Programs that look for barriers on a page: axe, HTML_CodeSniffer, and the checker of W3C for the text of a page."""

import json
import shutil
import subprocess

from axe_playwright_python.sync_playwright import Axe
from tests.house import tree
from tests.leaving_out import leave_out, needs

PACKAGES = tree.ROOT / "node_modules"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
"""What is wrong is told whole. What is right is looked at too but hardly told: that takes three times as long."""
ERROR = 1
SNIFF = """() => new Promise(tell => HTMLCS.process("WCAG2AA", document, () => tell(
    HTMLCS.getMessages().map(said => [said.type, said.code, said.msg, said.element.outerHTML?.slice(0, 200)]))))"""
OPEN = "() => document.querySelectorAll('details').forEach(each => { each.open = true })"


def barriers(page):
    """What axe and HTML_CodeSniffer find on a page with everything on it opened."""
    page.evaluate(OPEN)
    return [*_axe(page), *_sniffer(page)]


def _axe(page):
    found = Axe().run(page, options=OPTIONS).response
    assert found["passes"]
    return [
        f"axe {each['id']}: {node['html'][:200]} {node['failureSummary']}"
        for each in found["violations"]
        for node in each["nodes"]
    ]


def _sniffer(page):
    script = needs(PACKAGES / "html_codesniffer/build/HTMLCS.js", "HTML_CodeSniffer; add it: make setup")
    page.evaluate(script.read_text(encoding="utf-8"))
    return [" ".join(map(str, said)) for said in page.evaluate(SNIFF) if said[0] == ERROR]


def faults(folder):
    """What the checker of W3C finds in the files of a folder."""
    java = shutil.which("java") or leave_out("Java; add it: apt-get install openjdk-17-jre-headless")
    checker = needs(PACKAGES / "vnu-jar/build/dist/vnu.jar", "the checker of W3C; add it: make setup")
    start = (java, "-Xss2m", "-XX:TieredStopAtLevel=1", "-jar", checker)  # it ends before it would be faster otherwise
    command = (*start, "--errors-only", "--format", "json", "--exit-zero-always", folder)
    told = subprocess.run(command, capture_output=True, text=True, check=True).stderr
    return [f"{each['url']} {each.get('lastLine')}: {each['message']}" for each in json.loads(told)["messages"]]
