"""The figures of the invented nation, for who asks for them by name where DEMO is on. Nothing else ever gives them."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.http import Http404

from banenafspraak.api.v1 import ROOT, shapes
from banenafspraak.api.v1.lists import Keys
from banenafspraak.api.v1.naming import in_address
from banenafspraak.api.v1.problems import AskedWrongError, Fault
from banenafspraak.apps.figures.queries import invented
from banenafspraak.core.figures.files import SECTORS, WORK
from banenafspraak.core.invented.figures import SERIES, InventedFigure, InventedSeries
from banenafspraak.core.kernel.periods import DECEMBER
from banenafspraak.core.reports.numbers import Hidden

if TYPE_CHECKING:
    from banenafspraak.api.v1.questions import ResultaatVraag

NONE_HERE = "Deze site heeft geen verzonnen cijfers. Kies uit official of uwv_quarterly."
INVENTED, FEW = "Verzonnen.", "Verzonnen. Afgeschermd: er staan te weinig personen achter."


def shown(each: InventedFigure) -> int | None:
    """The number, when it may be shown."""
    return None if each.extra_jobs is None or isinstance(each.extra_jobs, Hidden) else int(each.extra_jobs)


KEYS: Keys[InventedFigure] = {
    "peildatum": lambda each: each.measured_on,
    "reeks": lambda _: SERIES,
    "regio": lambda each: each.region,
    "sector": lambda each: SECTORS[each.sector],
    "soort": lambda each: WORK[each.employment_type],
    "extraBanen": shown,
    "banen": lambda _: None,
}


def asked(vraag: ResultaatVraag) -> tuple[InventedSeries, list[InventedFigure]]:
    """The series, and of its figures those that were asked for.

    Raises:
        AskedWrongError: this site has none.
    """
    series = invented()
    if series is None:
        raise AskedWrongError((Fault("reeks", NONE_HERE),))
    return series, [each for each in series.figures if vraag.takes(each) and vraag.uitgave in {None, SERIES}]


def named(name: str) -> shapes.Resultaat:
    """The one of this name.

    Raises:
        Http404: there is none, or this site has none at all.
    """
    series = invented()
    for each in series.figures if series else ():
        if in_address(each.id) == name and series:
            return resultaat(each, series)
    raise Http404


def resultaat(each: InventedFigure, series: InventedSeries) -> shapes.Resultaat:
    """An invented figure as it is given; it says so in its series, its source, its edition and its note."""
    return shapes.Resultaat(
        id=each.id,
        reeks="verzonnen",
        verzonnen=True,
        peildatum=each.measured_on,
        regio=each.region,
        sector=cast("shapes.Sector", SECTORS[each.sector]),
        soort=cast("shapes.Soort", WORK[each.employment_type]),
        extra_banen=shown(each),
        banen=None,
        december_effect=each.measured_on.month == DECEMBER,
        uitgave=SERIES,
        herkomst=shapes.Herkomst(
            zekerheid="U",
            bron=shapes.Bron(titel=series.source("nl").title, adres=None),
            noot=FEW if isinstance(each.extra_jobs, Hidden) else INVENTED,
        ),
        links=shapes.ResultaatLinks(self=shapes.Link(href=f"{ROOT}/resultaten/{in_address(each.id)}"), meting=None),
    )
