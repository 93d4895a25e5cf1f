"""The addresses of schemes, below /regelingen/. What is fixed stands before what takes a scheme."""

from django.urls import path

from banenafspraak.apps.schemes.views import start

urlpatterns = [
    path("", start.schemes, name="schemes"),
]
