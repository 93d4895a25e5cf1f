"""The addresses of this room."""

from django.urls import path

from banenafspraak.apps.mail import views

urlpatterns = [path("link/<str:token>/", views.link, name="link")]
