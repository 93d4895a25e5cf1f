"""A list of organisations comes in, from the file to the result, and no stage has a barrier."""

import pytest
from tests.journeys import checkers
from tests.journeys.conftest import WIDTHS
from tests.journeys.pages import ADMINISTRATOR

pytestmark = pytest.mark.xdist_group("journeys")
NAME, OTHER = "Kaarsenmakerij Morgenrood", "Touwslagerij Zevenhuizen"
ROWS = (
    "Klant;Soort;Plaats",
    f"{NAME};werkgever;Zwolle",
    "Verbond Sectorwerkgevers Overheit;sectororganisatie;",
    "Zonder soort;onzin;",
)


@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS)
def test_a_list_comes_in(open_page, tmp_path, width):
    file = tmp_path / f"lijst-{width}.csv"
    text = "\n".join(ROWS)  # the second time under another name: the first is known by then
    file.write_text(text if width == WIDTHS["desktop"] else text.replace(NAME, OTHER), encoding="utf-8")
    page = open_page("/organisaties/inlezen/", width, ADMINISTRATOR)
    page.set_input_files("#bestand", file)
    page.get_by_role("button", name="Stuur het bestand").click()
    page.wait_for_selector("text=Welke kolom is welke?")
    assert checkers.barriers(page) == []
    page.get_by_label("naam", exact=True).select_option("Klant")
    page.get_by_role("button", name="Laat zien wat er zou veranderen").click()
    page.wait_for_selector("h1:text('Kies wat wij opslaan')")
    assert "Ja, het is Verbond Sectorwerkgevers Overheid" in page.inner_text("main")
    assert checkers.barriers(page) == []
    page.get_by_label("Sla over").check()
    page.get_by_role("button", name="Bewaar de keuzes van deze pagina").click()
    page.get_by_role("link", name="Nieuw (1)").click()
    assert checkers.barriers(page) == []
    page.get_by_role("button", name="Sla op").click()
    page.wait_for_selector("h1:text('Uw lijst is ingelezen')")
    assert checkers.barriers(page) == []
    assert page.locator("dd").all_inner_texts() == ["3", "1", "0", "0", "2"]
    assert page.complaints == []
