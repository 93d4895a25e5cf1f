"""The report as page, paper and files: complete, in both languages, accessible, and the same bytes twice."""

import csv
import io
import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise

import pytest
from lxml import html
from tests.core.reports import trends
from tests.leaving_out import needs_module

from banenafspraak.core.kernel.problems import ProblemsError
from banenafspraak.core.reports import paper as paper_room
from banenafspraak.core.reports.numbers import Hidden
from banenafspraak.core.reports.page import html_page
from banenafspraak.core.reports.paper import pdf
from banenafspraak.core.reports.story import tell
from banenafspraak.core.reports.trend import Invented, Source
from banenafspraak.core.reports.writing import trend_files, write_trend

VOID = {"meta", "br", "img", "hr", "input", "link"}
PARTS = re.compile(r"<(/?)([a-zA-Z][\w-]*)[^>]*?(/?)>")
WORDS = {
    "nl": ("geen cijfer", "te weinig personen", "afgeschermd"),
    "en": ("no figure", "too few persons", "withheld"),
}
PDF_READER = "a reader of PDF files; add it: make setup"


def page_of(files):
    return html.document_fromstring(files["trend.html"].decode())


def text_of(element):
    return " ".join(element.text_content().split())


def unclosed(source):
    """Elements that are not closed in their own place."""
    stack = []
    for closing, name, alone in PARTS.findall(
        re.sub(r"<style>.*?</style>|<!DOCTYPE[^>]*>", "", source, flags=re.DOTALL)
    ):
        if closing:
            if not stack or stack.pop() != name:
                return name
        elif not alone and name not in VOID:
            stack.append(name)
    return stack


def test_a_report_is_a_page_a_paper_drawings_and_tables(files):
    kinds = Counter(name.rpartition(".")[2] for name in files)
    assert kinds == {"html": 1, "pdf": 1, "svg": 6, "png": 6, "csv": 7}
    assert {"doelen-totaal.svg", "uitsplitsing-sbi.png", "regios.csv", "stroom.csv"} <= set(files)


def test_the_same_report_gives_the_same_bytes(nation, files):
    assert trend_files(nation) == files


def test_the_page_is_well_formed_and_asks_for_nothing(files):
    source = files["trend.html"].decode()
    assert unclosed(source) == []
    page = page_of(files)
    assert not page.xpath("//script | //link | //iframe | //img | //@src | //@onclick | //@style")
    assert "url(http" not in source
    assert "@import" not in source
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert set(re.findall(r"url\(#([\w-]+)\)", source)) <= set(ids)
    assert {part for text in page.xpath("//@aria-labelledby") for part in text.split()} <= set(ids)


def test_the_page_has_language_title_skip_link_and_headings_in_order(nation, files):
    page = page_of(files)
    assert page.get("lang") == nation.language
    assert page.findtext(".//title").startswith(nation.title)
    assert page.xpath("//body/*[1]")[0].get("href") == "#inhoud"
    assert len(page.xpath("//main[@id='inhoud']")) == 1
    levels = [int(heading.tag[1]) for heading in page.xpath("//h1 | //h2 | //h3 | //h4")]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(below - above <= 1 for above, below in pairwise(levels))


def test_the_headings_say_the_findings(nation, files):
    headings = [text_of(heading) for heading in page_of(files).xpath("//h2 | //h3")]
    expected = {
        "nl": [
            "Tot en met 2019 boven het doel, daarna eronder",
            "Markt: tot en met 2022 boven het doel, daarna eronder",
            "Overheid: tot en met 2015 boven het doel, daarna eronder",
            "Naar sector: het meest bij markt",
            "Per regio van 400 tot 5.503 extra banen",
            "4.171 werkende personen erbij",
        ],
        "en": [
            "Up to 2019 above the target, below it after that",
            "Market: up to 2022 above the target, below it after that",
            "Government: up to 2015 above the target, below it after that",
            "By sector: most in market",
            "From 400 to 5,503 extra jobs by region",
            "4,171 more working persons",
        ],
    }[nation.language]
    assert [heading for heading in headings if heading in expected] == expected


def test_every_table_has_caption_and_scope(files):
    tables = page_of(files).xpath("//table")
    assert len(tables) == 7
    for table in tables:
        assert text_of(table.find("caption"))
        assert {cell.get("scope") for cell in table.xpath(".//thead//th")} == {"col"}
        assert all(row.xpath("count(th[@scope='row'])") == 1 for row in table.xpath(".//tbody/tr"))
        assert all(text_of(cell) for cell in table.xpath(".//th | .//td"))


def test_every_figure_has_text_and_every_part_its_source(files):
    page = page_of(files)
    drawings = page.xpath("//figure//svg")
    assert len(drawings) == 12
    assert all(drawing.get("role") == "img" and text_of(drawing.find(".//desc")) for drawing in drawings)
    with_figures = page.xpath("//section[.//figure or .//table]")
    assert all(section.xpath(".//details[@class='source']") for section in with_figures)


def test_numbers_stand_on_the_page_as_the_reader_writes_them(nation, story, files):
    page = page_of(files)
    thousands, decimal = {"nl": (r"\.", ","), "en": (",", r"\.")}[nation.language]
    form = re.compile(rf"[+−]?\d{{1,3}}(?:{thousands}\d{{3}})*(?:{decimal}\d+)?[°*]?")
    cells = [text_of(cell).replace("\u00a0", " ") for cell in page.xpath("//td[@class='num']")]
    assert [cell for cell in cells if cell not in WORDS[nation.language] and not form.fullmatch(cell)] == []
    assert set(WORDS[nation.language]) <= set(cells)
    assert text_of(page.xpath("//*[@class='big']")[0]) == story.value
    assert form.fullmatch(story.value)


def test_invented_data_are_called_invented_with_their_scale(nation, files):
    words = {"nl": ("Verzonnen gegevens.", "1\u00a0% van het land"), "en": ("Invented data.", "1% of the nation")}
    (mark,) = page_of(files).xpath("//*[@class='invented']")
    assert all(word in mark.text_content() for word in words[nation.language])
    without = replace(trends.region(), language=nation.language, invented=Invented())
    assert tell(without).invented == (words[nation.language][0], tell(without).invented[1])
    real = html_page(tell(replace(trends.region(), language=nation.language))).decode()
    assert words[nation.language][0] not in real


def test_the_december_warning_and_the_closing_parts_stand_there(nation, files):
    text = text_of(page_of(files).find(".//main"))
    for line in (*nation.warnings, *nation.notes, *nation.method, *nation.receipt):
        assert line in text
    assert all(source.title in text for source in nation.sources)
    links = page_of(files).xpath("//section[@aria-labelledby='bronnen-kop']//a/@href")
    assert len(links) == len(set(links)) > len(nation.sources)


@pytest.mark.usefixtures("report_extra")
def test_an_address_that_is_no_web_address_is_not_a_link():
    sources = (Source("slecht", "javascript:alert(1)"), Source("oud", "www.opnaarde100000.nl"))
    source = html_page(tell(replace(trends.region(), sources=sources))).decode()
    assert 'href="javascript' not in source
    assert "oud (www.opnaarde100000.nl)" in source


@pytest.mark.usefixtures("report_extra")
def test_words_of_the_caller_cannot_break_the_page():
    trend = replace(trends.region(), title='<b>"A" & B</b>', notes=("</p><script>x</script>",))
    source = html_page(tell(trend)).decode()
    assert unclosed(source) == []
    assert "<script>" not in source
    assert b"%PDF" in pdf(tell(replace(trend, title="#panic() $x$ *a* _b_ @c")))


@pytest.mark.usefixtures("report_extra")
def test_empty_parts_say_what_would_stand_there():
    story = tell(trends.region())
    text = text_of(html.document_fromstring(html_page(story).decode()))
    assert "Voor Amersfoort hebben wij daar nu geen reeks van." in text
    assert "Voor Amersfoort zijn ze er nu niet:" in text
    assert "Voor Amersfoort is dat er nu niet." in text
    assert "De dikke rand is Amersfoort." in text
    assert "Er is geen doel om dit naast te zetten." in text
    bare = tell(replace(trends.region(), tiles=None))
    assert bare.drawings == bare.twins == ()
    assert "niet apart geteld" in html_page(bare).decode()
    assert pdf(bare).startswith(b"%PDF")


@pytest.mark.usefixtures("report_extra")
@pytest.mark.parametrize(
    ("value", "text"), [(None, "geen cijfer"), (Hidden.FEW, "te weinig personen"), (Hidden.PROTECTED, "afgeschermd")]
)
def test_a_headline_without_a_number_says_why(value, text):
    headline = replace(trends.nation().headline, value=value)
    story = tell(replace(trends.region(), headline=headline))
    assert story.value == text
    assert story.gap.endswith("Het verschil met het doel is niet te geven.")


def test_tables_in_files_are_read_back(files):
    rows = list(csv.DictReader(io.StringIO(files["uitsplitsing-sector.csv"].decode())))
    assert rows[0] == {"sector": rows[0]["sector"], "personen": "81234", "banen": "83333.7", "extra_banen": "61235"}
    assert rows[2]["personen"] in {"te weinig personen", "too few persons"}
    assert rows[2]["extra_banen"] == ""
    assert len(list(csv.reader(io.StringIO(files["regios.csv"].decode())))) == 36


def structure(node, found):
    """Counts of the tags in a tree of tags, and the texts of its figures."""
    if not hasattr(node, "get"):
        return
    if tag := node.get("/S"):
        found["tags"][str(tag)] += 1
        if str(tag) == "/Figure":
            found["texts"].append(str(node.get("/Alt", "")))
    children = node.get("/K", [])
    for child in children if isinstance(children, list) else [children]:
        structure(child.get_object() if hasattr(child, "get_object") else child, found)


def test_the_paper_is_tagged_and_says_it_is_universally_accessible(nation, story, files):
    pypdf = needs_module("pypdf", PDF_READER)
    paper = pypdf.PdfReader(io.BytesIO(files["trend.pdf"]))
    root = paper.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"].split("-")[0] == nation.language
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert paper.metadata.title.startswith(nation.title)
    assert "pdfuaid:part>1<" in root["/Metadata"].get_object().get_data().decode()
    assert "/CreationDate" not in paper.metadata
    found = {"tags": Counter(), "texts": []}
    structure(root["/StructTreeRoot"], found)
    assert found["tags"]["/H1"] == 1
    assert found["tags"]["/Table"] == 7
    assert found["tags"]["/TH"] >= 7 * 2
    assert sorted(text for text in found["texts"] if text) == sorted(drawing.alt for drawing in story.drawings)


@pytest.mark.usefixtures("report_extra")
def test_without_our_typeface_the_paper_is_still_set(monkeypatch):
    monkeypatch.setattr(paper_room, "font_folder", lambda: None)
    story = tell(trends.region())
    assert pdf(story).startswith(b"%PDF")
    assert pdf(story) == pdf(story)


def test_the_paper_holds_what_the_page_holds(nation, story, files):
    pypdf = needs_module("pypdf", PDF_READER)
    paper = pypdf.PdfReader(io.BytesIO(files["trend.pdf"]))
    pages = [page.extract_text() for page in paper.pages]
    text = re.sub(r"\s+", " ", " ".join(pages))
    assert story.value in text
    for section in story.sections:
        assert section.heading in text
    for line in (*nation.notes, *nation.method, *nation.receipt):
        assert line in text
    ends = {"nl": f"Pagina 1 van {len(pages)}", "en": f"Page 1 of {len(pages)}"}
    assert ends[nation.language] in pages[0]
    assert [round(float(edge)) for edge in paper.pages[0].mediabox[2:]] == [595, 842]


@pytest.mark.usefixtures("report_extra")
def test_a_report_is_written_whole(tmp_path):
    folder = tmp_path / "nieuw" / "rapport"
    paths = write_trend(trends.region(), folder)
    assert {path.name: path.read_bytes() for path in paths} == trend_files(trends.region())
    assert sorted(path.name for path in folder.iterdir()) == [
        "regios.csv",
        "regios.png",
        "regios.svg",
        "trend.html",
        "trend.pdf",
    ]


@pytest.mark.usefixtures("report_extra")
def test_a_report_that_cannot_be_written_leaves_nothing(tmp_path):
    (tmp_path / "vol").write_text("een bestand")
    with pytest.raises(ProblemsError) as stopped:
        write_trend(trends.region(), tmp_path / "vol")
    assert [problem.code for problem in stopped.value.problems] == ["output-not-writable"]
    (tmp_path / "rapport" / "regios.csv").mkdir(parents=True)
    with pytest.raises(ProblemsError):
        write_trend(trends.region(), tmp_path / "rapport")
    assert not list(tmp_path.rglob(".rapport-*"))
