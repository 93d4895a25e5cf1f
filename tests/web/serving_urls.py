"""Addresses for the tests of serving: views that take a body as a stream, and one that takes a form."""

import os
import threading
from pathlib import Path

from django.http import HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from banenafspraak.web.navigation import MENU

MEGABYTE = 1024 * 1024
began, ended = threading.Event(), threading.Event()
told = []


@csrf_exempt
def stream(request):
    """Count a body while it comes in; tells when the first part is there, and which files were open at the end."""
    total = 0
    try:
        while chunk := request.read(65_536):
            total += len(chunk)
            began.set()
    except Exception as error:
        told.append(type(error).__name__)
        raise
    finally:
        ended.set()
    return HttpResponse(f"{total} {sum(map(_is_temporary, Path('/proc/self/fd').iterdir()))}")


def _is_temporary(descriptor):
    try:
        return str(descriptor.readlink()).startswith(os.environ["TMPDIR"])
    except OSError:
        return False


@csrf_exempt
def form(request):
    """A plain form."""
    return HttpResponse(request.POST.get("naam", "") + str(len(request.FILES)))


@csrf_exempt
def deaf(request):
    """Answers without reading what was sent."""
    return HttpResponse("klaar")


@csrf_exempt
def thread(request):
    """Tells which thread answers."""
    return HttpResponse(threading.current_thread().name)


urlpatterns = [
    path("", form, name="home"),
    path("begrippen/", deaf, name="glossary"),
    path("hoe-staan-wij-ervoor/", form, name="own"),
    path("over/", form, name="about"),
    path("toegankelijkheid/", form, name="accessibility"),
    path("privacy/", thread, name="privacy"),
    path("mijn/", form, name="me"),
    path("open-data/", form, name="open_data"),
    path("licentie/", stream, name="licence"),
    *(path(f"menu/{name}/", form, name=name) for name in MENU if name not in {"glossary", "about"}),
]
handler400 = "banenafspraak.web.errors.bad_request"
