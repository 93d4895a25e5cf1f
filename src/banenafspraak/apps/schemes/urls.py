"""The addresses of schemes, below /regelingen/. What is fixed stands before what takes a scheme."""

from django.urls import path

from banenafspraak.apps.schemes.views import compare, files, outcome, portfolio, start, wizard

urlpatterns = [
    path("", start.schemes, name="schemes"),
    path("portefeuille/", portfolio.portfolios, name="portfolios"),
    path("portefeuille/<uuid:organisation>/", portfolio.portfolio, name="portfolio"),
    path("portefeuille/<uuid:organisation>/nieuw/", portfolio.new, name="placement_new"),
    path("portefeuille/<uuid:organisation>/inlezen/", portfolio.take_in, name="placements_import"),
    path("portefeuille/<uuid:organisation>/bestand/<str:name>", portfolio.file, name="portfolio_file"),
    path("portefeuille/plaatsing/<uuid:placement>/", portfolio.placement, name="placement"),
    path("portefeuille/plaatsing/<uuid:placement>/wijzigen/", portfolio.change, name="placement_change"),
    path("portefeuille/plaatsing/<uuid:placement>/verwijderen/", portfolio.delete, name="placement_delete"),
    path("welke/", wizard.wizard, name="schemes_wizard"),
    path("welke/begin/", wizard.begin, name="schemes_begin"),
    path("welke/vraag/<slug:fact>/", wizard.question, name="schemes_question"),
    path("welke/antwoorden/", wizard.answers, name="schemes_answers"),
    path("welke/wissen/", wizard.wipe, name="schemes_wipe"),
    path("uitkomst/", outcome.outcome, name="schemes_outcome"),
    path("uitkomst/toestemming/", outcome.consent, name="schemes_consent"),
    path("uitkomst/vertellen/", outcome.telling, name="schemes_telling"),
    path("uitkomst/vergelijken/", compare.compare, name="schemes_compare"),
    path("uitkomst/bestand/<str:name>", files.file, name="schemes_file"),
]
