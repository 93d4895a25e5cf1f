"""The addresses of who is logged in, and those of an invitation."""

from django.urls import URLPattern, path

from banenafspraak.web import invited, mine, people, trying


def people_of(place: str, ending: str, given: dict[str, str]) -> list[URLPattern]:
    """The pages about the people of a place; the whole nation has no id."""
    names = {"people_there": "people_nation"} if ending else {}
    pages = (
        ("", people.there, "people_there"),
        ("kloppen/", people.still_right, "people_right"),
        ("sleutel/", people.token, "token_new"),
        ("spoor/", people.trail_there, "trail_there"),
    )
    return [
        path(f"mensen/{place}{end}", view, given, name=names.get(name, f"{name}{ending}")) for end, view, name in pages
    ]


urlpatterns = [
    path("mijn/", mine.mine, name="me"),
    path("mijn/gegevens/", mine.data, name="my_data"),
    path("mijn/gegevens/meenemen/", mine.take, name="my_data_taken"),
    path("mijn/gegevens/wissen/", mine.wipe, name="my_wipe"),
    path("gewist/", mine.wiped, name="wiped"),
    path("mijn/spoor/", mine.my_trail, name="my_trail"),
    path("mijn/hulp/", mine.my_help, name="my_help"),
    path("mijn/hulp/<uuid:given>/spoor/", mine.helped_trail, name="helped_trail"),
    path("mijn/hulp/<uuid:given>/stoppen/", mine.end_help, name="help_end"),
    path("mensen/", people.people, name="people"),
    path("mensen/rol/<uuid:role>/afnemen/", people.end_role, name="role_end"),
    path("mensen/rol/<uuid:role>/beheer/", people.administers, name="role_administers"),
    path("mensen/uitnodiging/<uuid:invitation>/intrekken/", people.withdraw_invitation, name="invitation_withdraw"),
    path("mensen/kandidaat/", people.candidate, name="candidate"),
    path("mensen/vertegenwoordiger/", people.representative, name="representative"),
    path("mensen/sleutel/<uuid:key>/intrekken/", people.withdraw_token, name="token_withdraw"),
    *people_of("nation/", "_nation", {"kind": "nation"}),
    *people_of("<slug:kind>/<str:scope_id>/", "", {}),
    path("oefenen/", trying.trying, name="trying"),
    path("uitnodiging/<str:secret>/", invited.invited, name="invited"),
]
