"""On which address the site stands, for what must be told in full: catalogues, and links in files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from django.http import HttpRequest


def site(request: HttpRequest) -> str:
    """The address that the installation gave, else the one on which it was asked."""
    return settings.INSTALLATION.public_url or f"{request.scheme}://{request.get_host()}"
