"""A wage tax return gives the same rows and the same problems as one tree and as a stream, wherever its pieces end."""

import pytest
from hypothesis import HealthCheck, given, strategies as st
from tests import trust

from banenafspraak.core.kernel.problems import ProblemsError
from banenafspraak.core.tables.formats import loonaangifte, xml_safe
from banenafspraak.core.tables.formats.xml_rows import Row
from banenafspraak.core.tables.sources import sources

NAMESPACE = "http://xml.belastingdienst.nl/schemas/Loonaangifte/2026/01"
PERIOD = (
    "<Inkomstenperiode><DatAanv>{0}</DatAanv><SrtIV>15</SrtIV><CdAard>{1}</CdAard><LbTab>010</LbTab></Inkomstenperiode>"
)
DEEP = "<diep/>"  # written as three hundred elements inside each other
INSIDE = [
    "<NumIV>7</NumIV>",
    "<DatAanv>2020-02-03</DatAanv>",
    "<DatEind>2026-01-20</DatEind>",
    "<PersNr>W<!-- x -->1</PersNr>",
    "<PersNr><![CDATA[Ren&]]>\u00e9e&#233;</PersNr>",
    '<PersNr xmlns="urn:anders">W9</PersNr>',
    "<NatuurlijkPersoon>\n<SofiNr>999900018</SofiNr><SignNm>Verzonnen</SignNm><Gebdat>1990-04-05</Gebdat></NatuurlijkPersoon>",
    "<NatuurlijkPersoon><SignNm>Verzonnen</SignNm></NatuurlijkPersoon>",
    PERIOD.format("2021-06-07", 1),
    PERIOD.format("2026-01-16", 24),
    "<Werknemersgegevens><LnLbPh>1.00</LnLbPh><AantVerlU>88</AantVerlU></Werknemersgegevens>",
    "<Werknemersgegevens><AantVerlU/></Werknemersgegevens>",
    "<Sector><DatAanvSect>2020-02-03</DatAanvSect><Sect>44</Sect></Sector>",
    "<Sector><DatAanvSect>2020-02-03</DatAanvSect><DatEindSect>2025-01-01</DatEindSect><Sect>45</Sect></Sector>",
    "<Nieuw><DatAanv>2027-01-01</DatAanv><Sector><Sect>9</Sect></Sector><SofiNr>9</SofiNr></Nieuw>",
    "<?doe iets?>\n ",
    "<a><a/></a>",
    DEEP,
]
FAULTS = [
    "&eacute;",
    "&#0;",
    "<a>" * 300,
    "<a>" * 300 + "</a>" * 300,
    "</Sector>",
    "<",
    "\x00",
    "<!DOCTYPE a>",
    "<!-- ",
    "]]>",
    " x=1 ",
    "\u20ac",
]
relations = st.builds(
    lambda kind, inside: f"<{kind}>{''.join(inside)}</{kind}>",
    st.sampled_from(["InkomstenverhoudingInitieel"] * 3 + ["InkomstenverhoudingIntrekking", "Anders"]),
    st.lists(st.sampled_from(INSIDE), max_size=9),
)
blocks = st.builds(
    lambda tijdvak, month, inside: (
        f"<{tijdvak}><DatAanvTv>2026-0{month}-01</DatAanvTv><DatEindTv>2026-0{month}-28</DatEindTv>"
        f"<VolledigeAangifte>{''.join(inside)}</VolledigeAangifte></{tijdvak}>\n"
    ),
    st.sampled_from(["TijdvakAangifte", "TijdvakCorrectie", "Anders"]),
    st.integers(1, 9),
    st.lists(relations, max_size=4),
)
messages = st.builds(
    lambda prolog, inside: (
        f'{prolog}<Loonaangifte xmlns="{NAMESPACE}"><Bericht><DatTdAanm>2026-02-09T10:11:12</DatTdAanm></Bericht>\n'
        f"<AdministratieveEenheid><LhNr>999900018L01</LhNr>{''.join(inside)}</AdministratieveEenheid></Loonaangifte>"
    ),
    st.sampled_from(["", '<?xml version="1.0" encoding="{}"?>\n', "<!-- x -->", "<!-- x --><!DOCTYPE Loonaangifte>"]),
    st.lists(blocks, max_size=3),
)


@st.composite
def files(draw):
    """The text of a message and how it is written; half have a fault in them, or bytes that are not as they say."""
    text, said = draw(messages), draw(st.sampled_from(["utf-8", "utf-16", "iso-8859-1", "us-ascii"]))
    text = text.replace("{}", said)
    if draw(st.booleans()):
        at = draw(st.integers(0, len(text)))
        text = text[:at] + draw(st.sampled_from(["", *FAULTS])) + text[draw(st.sampled_from([at, at + 7, len(text)])) :]
    return text, draw(st.sampled_from([said, "utf-8"]))


def outcome(path, whole, chunk):
    """The rows of a file and what is wrong with it, and that no error of the parser hangs on it."""
    rows = []
    with pytest.MonkeyPatch.context() as changed:
        changed.setattr(xml_safe, "WHOLE", whole)
        changed.setattr(xml_safe, "CHUNK", chunk)
        try:
            [source] = sources([path])
            rows += [row for batch in loonaangifte.batches(source, lambda _: None) for row in batch.to_pylist()]
        except ProblemsError as error:
            return rows, error.problems, error.__cause__, error.__context__
    return rows, (), None, None


@trust.examples(100, 3000, HealthCheck.function_scoped_fixture)
@given(file=files(), chunk=st.sampled_from([7, 100, 1 << 18]))
def test_one_tree_and_a_stream_agree(tmp_path, file, chunk):
    path = tmp_path / "loon.xml"
    text, encoding = file
    path.write_bytes(text.replace(DEEP, "<a>" * 300 + "</a>" * 300).encode(encoding, errors="replace"))
    tree, stream = outcome(path, 1 << 24, chunk), outcome(path, 0, chunk)
    assert tree == stream
    assert tree[2:] == (None, None)


def test_a_return_larger_than_one_tree_may_be_is_a_stream_with_the_same_rows(tmp_path):
    relation = f"<InkomstenverhoudingInitieel>{''.join(INSIDE[:4])}{INSIDE[6]}</InkomstenverhoudingInitieel>\n"
    path = tmp_path / "loon.xml"
    path.write_text(f'<Loonaangifte xmlns="{NAMESPACE}">{relation * 99}</Loonaangifte>', encoding="utf-8")
    rows = outcome(path, 1 << 24, 1000)
    assert rows == outcome(path, 10_000, 1000)
    assert [row["bsn"] for row in rows[0]] == ["999900018"] * 99
    assert set(rows[0][0]) == {*Row._fields[:-1], "#rij"}
