"""The addresses of an own count, below /hoe-staan-wij-ervoor/."""

from django.urls import path

from banenafspraak.apps.counting import views

urlpatterns = [
    path("", views.own, name="own"),
    path("<uuid:run>/", views.own_run, name="own_run"),
    path("<uuid:run>/bestanden/", views.own_upload, name="own_upload"),
    path("<uuid:run>/kolommen/", views.own_columns, name="own_columns"),
    path("<uuid:run>/voortgang/", views.own_progress, name="own_progress"),
    path("<uuid:run>/stoppen/", views.own_stop, name="own_stop"),
    path("<uuid:run>/wissen/", views.own_wipe, name="own_wipe"),
    path("<uuid:run>/medewerkers/", views.own_workers, name="own_workers"),
    path("<uuid:run>/bestand/<str:name>", views.own_file, name="own_file"),
]
