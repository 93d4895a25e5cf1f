"""XML of others as a stream: what has passed is thrown away."""

from banenafspraak.core.tables.formats.xml_safe import CHUNK, elements
from banenafspraak.core.tables.sources import sources

UNIT = "<een><twee>3</twee></een>"


def test_what_has_passed_is_thrown_away(tmp_path):
    many = 4 * CHUNK // len(UNIT)
    (tmp_path / "a.xml").write_text(f"<alles>{UNIT * many}</alles>", encoding="utf-8")
    [source] = sources([tmp_path / "a.xml"])
    ends = [
        len(unit.getparent())
        for event, unit in elements(source, lambda _: None, ["een"], ["een"])
        if event == "end" and unit.tag == "een"
    ]
    assert len(ends) == many
    assert max(ends) <= CHUNK // len(UNIT) + 2
