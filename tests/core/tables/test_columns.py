import pytest

from banenafspraak.core.tables.columns import EMPLOYERS, FIGURES, KEYS, PAYROLL, REGISTER, plain

POLIS = {
    "Burgerservicenr": "bsn",
    "AanduidingIkvWerkgever": "nummer_ikv",
    "Loonheffingennr": "loonheffingennummer",
    "DatBIko": "tijdvak_begin",
    "DatEIko": "tijdvak_einde",
    "AantVerloondeUrenIko": "verloonde_uren",
    "CdAardIkv": "code_aard",
    "CdSrtIkv": "code_soort",
    "CdSector": "sectorcode",
    "DatBIkv": "ikv_begin",
    "DatEIkv": "ikv_einde",
}
SPOLISBUS = {
    "RINPERSOON": "persoon",
    "IKVID": "nummer_ikv",
    "SLHNR_crypt": "loonheffingennummer",
    "SDATUMAANVANGIKO": "tijdvak_begin",
    "SDATUMEINDEIKO": "tijdvak_einde",
    "SAANTVERLU": "verloonde_uren",
    "SCDAARD": "code_aard",
    "SSRTIV": "code_soort",
    "SSECT": "sectorcode",
    "SDATUMAANVANGIKV": "ikv_begin",
}


@pytest.mark.parametrize(
    ("header", "name"), [*POLIS.items(), *SPOLISBUS.items(), ("schoenmaat", None), ("SBASISUREN", None)]
)
def test_payroll_names_of_polis_and_cbs(header, name):
    assert PAYROLL.find(header) == name


def test_register_template_is_known():
    template = ["bsn", "loonheffingennummer", "grondslag", "datum_begin", "datum_einde", "peildatum"]
    assert [REGISTER.find(header) for header in template] == template


def test_case_spaces_dashes_and_mark_do_not_matter():
    assert plain("\ufeff Verloonde-Uren_") == "verloondeuren"


@pytest.mark.parametrize("table", [PAYROLL, REGISTER, EMPLOYERS, KEYS, FIGURES])
def test_no_header_stands_for_two_columns(table):
    names = [plain(name) for column in table.columns for name in (column.name, *column.aliases, *column.spare)]
    assert len(names) - len(set(names)) == sum(
        plain(c.name) in map(plain, (*c.aliases, *c.spare)) for c in table.columns
    )


def test_own_name_goes_before_others_and_a_spare_name_comes_last():
    sector = next(column for column in PAYROLL.columns if column.name == "sectorcode")
    assert sector.choose(["sector", "SSECT", "Sectorcode"]) == ["Sectorcode"]
    assert sector.choose(["sector", "SSECT"]) == ["SSECT"]
    assert sector.choose(["sector"]) == ["sector"]
    assert sector.choose(["naam"]) == []
