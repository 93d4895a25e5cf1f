"""The addresses of this room, below /herinneringen/."""

from django.urls import path

from banenafspraak.apps.reminders import views

urlpatterns = [
    path("", views.reminders, name="reminders"),
    path("<str:watch>/<uuid:record>/<slug:stage>/<slug:decision>/", views.reminder_decide, name="reminder_decide"),
]
