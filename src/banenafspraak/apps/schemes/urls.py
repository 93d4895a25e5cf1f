"""The addresses of schemes, below /regelingen/. What is fixed stands before what takes a scheme."""

from django.urls import path

from banenafspraak.apps.schemes.views import compare, files, outcome, start, wizard

urlpatterns = [
    path("", start.schemes, name="schemes"),
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
