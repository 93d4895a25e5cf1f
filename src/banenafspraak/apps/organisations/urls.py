"""The addresses of organisations, below /organisaties/."""

from django.urls import path, re_path

from banenafspraak.apps.organisations.views import changing, contacts, directory, importing

ONE = "<uuid:organisation>/"
LIST = "inlezen/<uuid:listing>/"
PERSON = f"{ONE}contact/<uuid:contact>/"

urlpatterns = [
    path("", directory.overview, name="organisations"),
    re_path(r"^lijst\.(?P<ending>csv|xlsx)$", directory.file, name="organisations_file"),
    path("nieuw/", changing.new, name="organisation_new"),
    path("inlezen/", importing.imports, name="imports"),
    path("inlezen/sturen/", importing.send, name="import_send"),
    path(LIST, importing.listing, name="import"),
    path(f"{LIST}kolommen/", importing.columns, name="import_columns"),
    path(f"{LIST}voortgang/", importing.progress, name="import_progress"),
    path(f"{LIST}keuzes/", importing.choices, name="import_choices"),
    path(f"{LIST}bevestigen/", importing.confirm, name="import_confirm"),
    path(f"{LIST}weggooien/", importing.drop, name="import_drop"),
    path(f"{LIST}geweigerd.csv", importing.report, name="import_report"),
    path(ONE, directory.organisation, name="organisation"),
    path(f"{ONE}wijzigen/", changing.change, name="organisation_change"),
    path(f"{ONE}klopt/", changing.check, name="organisation_check"),
    path(f"{ONE}groep/", changing.join, name="organisation_join"),
    path(f"{ONE}groep/<int:membership>/", changing.leave, name="organisation_leave"),
    path(f"{ONE}samenvoegen/", changing.merge, name="organisation_merge"),
    path(f"{ONE}samenvoegen/<int:merged>/", changing.part, name="organisation_part"),
    path(f"{ONE}contact/", contacts.new, name="contact_new"),
    path(PERSON, contacts.contact, name="contact"),
    path(f"{PERSON}wijzigen/", contacts.change, name="contact_change"),
    path(f"{PERSON}beeindigen/", contacts.end, name="contact_end"),
]
