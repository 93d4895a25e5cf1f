"""Pages that only say something: about, privacy, accessibility, licence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_safe

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What this site is and who makes it."""
    return render(request, "web/about.html")


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What happens to data of visitors."""
    return render(request, "web/privacy.html")


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """For whom the site works, how that is checked, and what does not work yet."""
    return render(request, "web/accessibility.html")


@require_safe
def licence(request: HttpRequest) -> HttpResponse:
    """What others may do with code and figures."""
    return render(request, "web/licence.html")
