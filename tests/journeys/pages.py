"""One address per page template. Whoever adds a template adds a line; tests/house/test_site.py sees what is missing."""

PAGES = (
    "/",
    "/en/",
    "/begrippen/",
    "/over/",
    "/privacy/",
    "/toegankelijkheid/",
    "/licentie/",
    "/open-data/",
    "/api/",
    "/nergens/",  # a page that is not there
)
