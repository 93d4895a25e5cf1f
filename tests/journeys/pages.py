"""One address per page template. Whoever adds a template adds a line; tests/house/test_site.py sees what is missing."""

PAGES = (
    "/",
    "/en/",
    "/hoe-staan-wij-ervoor/",
    "/begrippen/",
    "/over/",
    "/privacy/",
    "/toegankelijkheid/",
    "/licentie/",
    "/nergens/",  # a page that is not there
)
