"""The pages for who takes the figures along: the files of open data, and how programs ask the API."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_safe

from banenafspraak.api.addresses import site
from banenafspraak.api.open_data.catalogue import FORMATS, WORDS
from banenafspraak.api.open_data.files import files
from banenafspraak.api.published import published
from banenafspraak.api.v1 import ROOT, VERSION
from banenafspraak.api.v1.problems import KINDS
from banenafspraak.web.kept import kept

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from django.http import HttpRequest, HttpResponse

    from banenafspraak.api.open_data.datasets import Dataset
    from banenafspraak.api.open_data.files import File
    from banenafspraak.core.kernel.problems import Language

KILOBYTE = 1000


@dataclass(frozen=True, slots=True)
class Shown:
    """A set as the page shows it, in the language of the reader."""

    dataset: Dataset
    title: str
    about: str
    files: tuple[ShownFile, ...]


@dataclass(frozen=True, slots=True)
class ShownFile:
    """A file as the page shows it, with its size in thousands of bytes."""

    file: File
    kind: str
    size: int


def shown(found: Iterable[File], language: Language) -> Iterator[Shown]:
    """The sets with the files that people take along."""
    there = [each for each in found if each.media_type in FORMATS]
    for dataset in {each.dataset.name: each.dataset for each in there}.values():
        yield Shown(
            dataset,
            dataset.title[language],
            dataset.about[language],
            tuple(
                ShownFile(each, WORDS[f"file-type/{FORMATS[each.media_type]}"][1], -(-len(each.content) // KILOBYTE))
                for each in there
                if each.dataset is dataset
            ),
        )


@require_safe
@kept
def open_data(request: HttpRequest) -> HttpResponse:
    """All files of open data."""
    language: Language = "en" if translation.get_language() == "en" else "nl"
    sets = list(shown(files(published()).values(), language))
    return render(request, "web/open_data.html", {"sets": sets})


@require_safe
@kept
def api(request: HttpRequest) -> HttpResponse:
    """How programs ask for figures."""
    told = {"root": f"{site(request)}{ROOT}", "version": VERSION, "problems": list(KINDS.items())}
    return render(request, "web/api.html", told)
