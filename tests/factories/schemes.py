"""Answers about an invented placement, as a visitor types them, and the way through the questions."""

import re
from datetime import timedelta

from django.utils import timezone

BEGIN, WIZARD, OUTCOME = "/regelingen/welke/begin/", "/regelingen/welke/", "/regelingen/uitkomst/"
ASKED = re.compile(r'name="gevraagd" value="([^"]+)"')


def typed(day):
    """A day as it is typed."""
    return f"{day.day}-{day.month}-{day.year}"


def answers(**given):
    """Of somebody whom the municipality helps, registered, who begins next month; `given` stands in its place."""
    usual = {
        "geboortedatum": "4-5-1998",
        "woongemeente": "Utrecht",
        "in_doelgroepregister": "ja",
        "uitkering": "bijstand",
        "wajong_gehad": "nee",
        "begeleid_door_gemeente": "ja",
        "kan_minimumloon_verdienen": "nee",
        "kan_werken": "ja",
        "wsw": "geen",
        "gedetacheerd": "nee",
        "loonwaarde": "60",
        "startdatum": typed(timezone.localdate() + timedelta(days=30)),
        "uren_per_week": "32",
        "voltijd_uren": "36",
        "loon_per_maand": "2.400",
        "arbeidsovereenkomst": "ja",
        "andere_loonsubsidie": "nee",
        "lks_aangevraagd": "nog_niet",
        "vaste_subsidie_afgesproken": "nee",
        "beschut_werk_advies": "nee",
        "beschut_werk_besluit": "nee",
    }
    return {name: value for name, value in {**usual, **given}.items() if value is not None}


def question(name):
    """The address of one question."""
    return f"/regelingen/welke/vraag/{name}/"


def begun(client, viewpoint="kandidaat", *, consent=False):
    """A visitor who said from whose side the answers are."""
    client.post(BEGIN, {"viewpoint": viewpoint, **({"consent": "on"} if consent else {})})
    return client


def answered(client, viewpoint="kandidaat", *, consent=False, **given):
    """A visitor who answered the usual questions, as far as they are asked from that side."""
    begun(client, viewpoint, consent=consent)
    for name, value in answers(**given).items():
        client.post(question(name), {name: value})
    return client


def asked(page):
    """The facts that a page asks for."""
    found = ASKED.search(page)
    return found[1].split() if found else []
