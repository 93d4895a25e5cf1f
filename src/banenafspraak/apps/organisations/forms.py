"""What people fill in about organisations. Cells of a form are read as those of a file are, and told the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from io import BytesIO
from typing import Any, cast

from django import forms
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy as _

from banenafspraak.apps.organisations.enums import Kind, Sector
from banenafspraak.apps.organisations.models import LONGEST_NAME, PHONE
from banenafspraak.core.kernel.problems import Language, Problem
from banenafspraak.core.organisations.facts import Facts
from banenafspraak.core.organisations.importing import bare_abbreviation, municipality_faults, municipality_names
from banenafspraak.core.organisations.reading import MOST_BYTES
from banenafspraak.core.organisations.sectors import subsectors
from banenafspraak.core.regions.membership import called, municipality_named, regions
from banenafspraak.core.tables import values

PART = 1 << 18


class DayInput(forms.DateInput):
    """A day as browsers ask for it."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def language() -> Language:
    """The language of the page."""
    return cast("Language", get_language() or "nl")


def told(problem: Problem) -> str:
    """A problem on one line, for who fills in a form."""
    sentences = problem.sentences(language())
    return " ".join(sentences.values())


class Cell(forms.CharField):
    """A field that is read as a cell of a file is; `code` says what is wrong when it cannot be."""

    def __init__(self, read: Callable[[str], Any], code: str, **given: Any) -> None:
        super().__init__(**{"required": False, "max_length": LONGEST_NAME, **given})
        self.read, self.code = read, code

    def clean(self, value: Any) -> Any:
        """The value, empty when nothing was filled in."""
        text = super().clean(value)
        found = self.read(text) if text else text
        if found is None:
            raise forms.ValidationError(told(Problem(self.code)))
        return found


class MunicipalitiesField(forms.CharField):
    """Names of municipalities, with a comma between them."""

    def clean(self, value: Any) -> tuple[str, ...]:
        """Their codes."""
        names = municipality_names(super().clean(value))
        if faults := [told(Problem(code, values=given)) for code, given in municipality_faults(names)]:
            raise forms.ValidationError(faults)
        return tuple(sorted({called(name)[0].code for name in names}))

    def prepare_value(self, value: Any) -> Any:
        """Codes as names."""
        if not isinstance(value, tuple):
            return value
        found = ((code, municipality_named(code)) for code in value)
        return ", ".join(one.name if one else code for code, one in found)


def _day(**given: Any) -> forms.DateField:
    return forms.DateField(required=False, widget=DayInput, **given)


class OrganisationForm(forms.Form):
    """The facts of an organisation. `version` says which one was seen."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = Cell(values.read_name, "text-unfit", label=_("Naam"), required=True, help_text=_("De hele naam, voluit."))
    renamed_on = _day(
        label=_("De nieuwe naam geldt vanaf"),
        help_text=_("Vul dit alleen in als de organisatie anders ging heten. Was het een tikfout, laat het dan leeg."),
    )
    kind = forms.ChoiceField(label=_("Soort"), choices=Kind)
    sector = forms.ChoiceField(label=_("Sector"), choices=[("", _("Niet bekend")), *Sector.choices], required=False)
    subsector = forms.ChoiceField(label=_("Subsector"), required=False)
    municipalities = MunicipalitiesField(
        label=_("Gemeenten waar een vestiging is"),
        help_text=_("Met een komma ertussen, bijvoorbeeld: Zwolle, Ede."),
        required=False,
        max_length=2_000,
    )
    kvk = Cell(values.read_kvk, "kvk-unreadable", label=_("KvK-nummer"), help_text=_("Acht cijfers."))
    oin = Cell(values.read_oin, "oin-unreadable", label=_("OIN"), help_text=_("Twintig cijfers. Heeft de overheid."))
    website = Cell(values.read_website, "website-unreadable", label=_("Website"))
    workers = Cell(values.read_workers, "workers-unreadable", label=_("Aantal werknemers"))
    workers_on = _day(label=_("Werknemers geteld op"))
    workers_source = Cell(
        values.read_name, "text-unfit", label=_("Bron van het aantal"), help_text=_("Bijvoorbeeld: jaarverslag 2025.")
    )
    active_from = _day(label=_("Bestaat sinds"))
    active_to = _day(label=_("Bestond tot en met"), help_text=_("Leeg als de organisatie nog bestaat."))

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        parts = [(part.slug, part.label(language())) for part in subsectors().values()]
        self.fields["subsector"].choices = [("", _("Niet bekend")), *parts]  # type: ignore[attr-defined]  # a field of choices has them

    def clean(self) -> dict[str, Any]:
        """What is wrong between the fields."""
        given = super().clean() or self.cleaned_data
        for name, code in self._faults(given):
            self.add_error(name, told(Problem(code)))
        return given

    def _faults(self, given: Mapping[str, Any]) -> list[tuple[str, str]]:
        part = subsectors().get(given.get("subsector", ""))
        days = given.get("active_from"), given.get("active_to")
        has_workers = given.get("workers") not in {None, ""}
        found = [("workers_on", "workers-unsourced")] * (has_workers and not given.get("workers_on"))
        found += [("workers_source", "workers-unsourced")] * (has_workers and not given.get("workers_source"))
        found += [("name", "organisation-name-bare")] * bare_abbreviation(given.get("name", ""))
        found += [("subsector", "subsector-elsewhere")] * bool(part and given.get("sector") not in {"", part.sector})
        return found + [("active_to", "end-before-begin")] * bool(days[0] and days[1] and days[1] < days[0])

    def facts(self) -> Facts:
        """What was filled in."""
        given = dict(self.cleaned_data)
        part = subsectors().get(given["subsector"])
        counted = given["workers"] not in {None, ""}
        return Facts(
            name=given["name"],
            kind=given["kind"],
            sector=given["sector"] or (part.sector if part else ""),
            subsector=given["subsector"],
            kvk=given["kvk"],
            oin=given["oin"],
            website=given["website"],
            municipalities=given["municipalities"],
            workers=given["workers"] if counted else None,
            workers_on=given["workers_on"] if counted else None,
            workers_source=given["workers_source"] if counted else "",
            active_from=given["active_from"],
            active_to=given["active_to"],
        )


class ContactForm(forms.Form):
    """A person to call."""

    name = forms.CharField(label=_("Naam"), max_length=LONGEST_NAME)
    function = forms.CharField(label=_("Functie"), max_length=LONGEST_NAME, required=False)
    region = forms.ChoiceField(label=_("Voor welke regio?"), required=False)
    phone = forms.RegexField(
        r"^[\d +()-]*$",
        label=_("Telefoon"),
        max_length=PHONE,
        required=False,
        error_messages={"invalid": _("Een telefoonnummer heeft cijfers, spaties en een plus.")},
    )
    mail = forms.EmailField(label=_("E-mail"), required=False)
    stand_in = forms.BooleanField(label=_("Dit is de vervanger"), required=False)
    since = forms.DateField(label=_("Vanaf"), widget=DayInput, initial=timezone.localdate)

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        places = sorted((one.name, one.code) for one in regions())
        self.fields["region"].choices = [("", _("Alle regio’s")), *((code, name) for name, code in places)]  # type: ignore[attr-defined]  # a field of choices has them


class GroupForm(forms.Form):
    """An organisation becomes a member of a group."""

    group = forms.UUIDField(label=_("Kenmerk van de groep"))
    since = _day(label=_("Lid sinds"))


class InMemory(FileUploadHandler):
    """Holds one file in memory, up to the size that is taken; it never touches the disk."""

    chunk_size = PART

    def new_file(self, *given: Any, **named: Any) -> None:
        """A file begins."""
        super().new_file(*given, **named)
        self._content = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep a part."""
        if self._content.tell() + len(raw_data) > MOST_BYTES:
            raise StopUpload(connection_reset=True)
        self._content.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """The file, as Django gives it to a form."""
        size = self._content.tell()
        self._content.seek(0)
        kind, charset = self.content_type or "", self.charset
        return InMemoryUploadedFile(self._content, self.field_name, self.file_name or "", kind, size, charset)


def columns_of(data: Mapping[str, str], headers: list[str], names: tuple[str, ...]) -> dict[str, str]:
    """Which column is which, as was pointed out; only headers that the file has are taken."""
    told_columns = {name: data.get(f"kolom:{name}", "") for name in names}
    return {name: header for name, header in told_columns.items() if header in headers}


def constants_of(data: Mapping[str, str], names: tuple[str, ...]) -> dict[str, str]:
    """What holds for all rows, as was told."""
    given = {name: data.get(f"vast:{name}", "").strip() for name in names}
    return {name: value for name, value in given.items() if value}


def day_of(text: str) -> date:
    """A day from an address or a form; today when it is none."""
    return values.read_date(text) or timezone.localdate()
