"""Market and government: each beside its own target; parts that are not published are said to be so."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("sector", "parts"),
    [
        ("markt", ("74.031", "80.000", "5.969", "Bouw")),
        ("overheid", ("11.634", "25.000", "13.366", "Waterschappen", "10.835")),
    ],
)
def test_a_sector_shows_its_newest_figure_target_and_parts(client, sector, parts):
    page = client.get(f"/cijfers/sector/{sector}/").content.decode()
    for part in (*parts, "niet gepubliceerd"):
        assert part in page


def test_there_are_two_sectors(client):
    assert client.get("/cijfers/sector/totaal/").status_code == 404
