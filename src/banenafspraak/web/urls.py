"""All addresses. Pages stand at the root in Dutch and under /en/ in English; what machines read stands beside them."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path

from banenafspraak.api.open_data import serving as open_data
from banenafspraak.api.v1.contract import PUBLISHED, api
from banenafspraak.apps.counting.urls import of_accounts
from banenafspraak.apps.schemes.views import catalogue
from banenafspraak.web import (
    data,
    errors,
    feeds,
    figures,
    home,
    logging_in_urls,
    machines,
    pages,
    regions,
    reports,
    sectors,
    terms,
)
from banenafspraak.web.kept import kept

for router in PUBLISHED:
    router.add_decorator(kept, mode="view")  # before a question is read
urlpatterns = [
    path("gezondheid", machines.health, name="health"),
    path("robots.txt", machines.robots, name="robots"),
    path(".well-known/security.txt", machines.security, name="security"),
    path("sitemap.xml", machines.sitemap, name="sitemap"),
    path("api/v1/", api.urls),
    path("open-data/catalogus", open_data.negotiated, name="catalogue"),
    path("open-data/catalogus.ttl", open_data.as_turtle, name="catalogue_turtle"),
    path("open-data/catalogus.jsonld", open_data.as_json_ld, name="catalogue_json_ld"),
    path("open-data/<str:name>", open_data.file, name="open_data_file"),
    *logging_in_urls.in_any_language,
    *i18n_patterns(
        path("", home.home, name="home"),
        path("", include("banenafspraak.web.logging_in_urls")),
        path("", include("banenafspraak.web.inside_urls")),
        path("hoe-staan-wij-ervoor/", include("banenafspraak.apps.counting.urls")),
        path("tellingen/", include(of_accounts)),
        path("regelingen/", include("banenafspraak.apps.schemes.urls")),
        path("regelingen/<slug:scheme>/", kept(catalogue.scheme), name="scheme"),
        path("", include("banenafspraak.apps.mail.urls")),
        path("herinneringen/", include("banenafspraak.apps.reminders.urls")),
        path("organisaties/", include("banenafspraak.apps.organisations.urls")),
        path("sectoren/<slug:part>/", sectors.part, name="part"),
        path("cijfers/", figures.overview, name="figures"),
        path("cijfers/banenafspraak.csv", figures.sheet, name="figures-sheet"),
        re_path(r"^cijfers/grafiek\.(?P<ending>svg|png)$", figures.picture, name="figures-picture"),
        path("cijfers/nieuw.xml", feeds.feed, name="feed"),
        path("cijfers/rapport/", reports.report, name="report"),
        path("cijfers/rapport.pdf", reports.paper, name="report-paper"),
        path("cijfers/sector/<slug:sector>/", sectors.sector, name="sector"),
        path("cijfers/cijfer/<path:figure_id>/", figures.figure, name="figure"),
        path("regios/", regions.overview, name="regions"),
        re_path(r"^regios/kaart\.(?P<ending>svg|png)$", regions.picture, name="regions-picture"),
        path("regios/zoeken/", regions.find, name="find"),
        path("regios/<slug:region>/", regions.region, name="region"),
        path("regios/<slug:region>/rapport/", reports.report, name="region-report"),
        path("regios/<slug:region>/rapport.pdf", reports.paper, name="region-paper"),
        path("begrippen/", terms.glossary, name="glossary"),
        path("over/", pages.about, name="about"),
        path("privacy/", pages.privacy, name="privacy"),
        path("toegankelijkheid/", pages.accessibility, name="accessibility"),
        path("licentie/", pages.licence, name="licence"),
        path("open-data/", data.open_data, name="open_data"),
        path("api/", data.api, name="api"),
        prefix_default_language=False,
    ),
]
handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler429 = errors.login_too_often
handler500 = errors.server_error
