"""The addresses of an own count, below /hoe-staan-wij-ervoor/; `of_accounts` of kept ones, below /tellingen/."""

from django.urls import path

from banenafspraak.apps.counting.views import kept, own, shared

urlpatterns = [
    path("", own.own, name="own"),
    path("<uuid:run>/", own.own_run, name="own_run"),
    path("<uuid:run>/bestanden/", own.own_upload, name="own_upload"),
    path("<uuid:run>/kolommen/", own.own_columns, name="own_columns"),
    path("<uuid:run>/voortgang/", own.own_progress, name="own_progress"),
    path("<uuid:run>/stoppen/", own.own_stop, name="own_stop"),
    path("<uuid:run>/wissen/", own.own_wipe, name="own_wipe"),
    path("<uuid:run>/medewerkers/", own.own_workers, name="own_workers"),
    path("<uuid:run>/bestand/<str:name>", own.own_file, name="own_file"),
    path("<uuid:run>/bewaren/", own.own_keep, name="own_keep"),
]
of_accounts = [
    path("", kept.kept_counts, name="kept_counts"),
    path("<uuid:kept>/", kept.kept_count, name="kept_count"),
    path("<uuid:kept>/bestand/<str:name>", kept.kept_file, name="kept_file"),
    path("<uuid:kept>/vergelijken/", kept.kept_compare, name="kept_compare"),
    path("<uuid:kept>/wijzigen/", kept.kept_change, name="kept_change"),
    path("<uuid:kept>/verwijderen/", kept.kept_delete, name="kept_delete"),
    path("<uuid:kept>/delen/<slug:sector>/", kept.kept_share, name="kept_share"),
    path("<uuid:kept>/delen/<slug:sector>/intrekken/", kept.kept_unshare, name="kept_unshare"),
    path("gedeeld/", shared.shared_counts, name="shared_counts"),
    path("gedeeld/<slug:sector>/", shared.shared_count, name="shared_count"),
    path("gedeeld/<slug:sector>/<str:file>", shared.shared_file, name="shared_file"),
]
