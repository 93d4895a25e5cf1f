"""The addresses of this room."""

from django.urls import path

from banenafspraak.apps.mail import views

urlpatterns = [
    path("link/<str:token>/", views.link, name="link"),
    path("uitgaande-post/", views.outbox, name="outbox"),
    path("uitgaande-post/<uuid:letter>/", views.letter, name="letter"),
    path("uitgaande-post/<uuid:letter>/opmaak/", views.letter_html, name="letter_html"),
    path("uitgaande-post/<uuid:letter>/<slug:decision>/", views.letter_decide, name="letter_decide"),
]
