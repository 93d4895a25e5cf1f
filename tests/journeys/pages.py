"""One address per page template. Whoever adds a template adds a line; tests/house/test_site.py sees what is missing."""

from banenafspraak.core.organisations.reference import public_id

PAGES = (
    "/",
    "/en/",
    "/hoe-staan-wij-ervoor/",
    "/cijfers/",
    "/cijfers/?reeks=verzonnen&regio=alle",
    "/cijfers/?reeks=jaarmonitor&jaar=1999",  # a year that is no choice
    "/cijfers/cijfer/uwv_quarterly/2018-12-31/total/all/",
    "/cijfers/cijfer/verzonnen/2018-12-31/total/all/",
    "/cijfers/rapport/",
    "/cijfers/sector/overheid/",
    "/regelingen/",
    "/regelingen/lks/?dag=2025-07-01",
    "/regelingen/liv/",
    "/regelingen/welke/",
    "/regelingen/welke/begin/",
    "/regelingen/welke/vraag/loonwaarde/",  # with answers they are walked in test_schemes.py
    "/regelingen/welke/antwoorden/",
    "/regelingen/uitkomst/",
    "/regelingen/uitkomst/vertellen/",
    "/regelingen/uitkomst/vergelijken/",
    "/regios/",
    "/regios/?kaart=grenzen&reeks=verzonnen",
    "/regios/amersfoort/?met=flevoland",
    "/regios/amersfoort/rapport/?reeks=verzonnen",
    "/regios/zoeken/?plaats=bergen",
    "/begrippen/",
    "/over/",
    "/privacy/",
    "/toegankelijkheid/",
    "/licentie/",
    "/oefenen/",
    "/gewist/",
    "/uitnodiging/x/",
    "/open-data/",
    "/api/",
    "/organisaties/",
    "/organisaties/?zoek=niets",
    f"/organisaties/{public_id('verbond')}/",
    f"/organisaties/{public_id('verzonnen-40')}/",
    "/sectoren/politie/",
    "/inloggen/",
    "/inloggen/code/",
    "/inloggen/gesloten/",
    "/inloggen/elders/gestopt/",
    "/wachtwoord/vergeten/",
    "/wachtwoord/vergeten/klaar/",
    "/aanmelden/",
    "/nergens/",  # a page that is not there
)

SOMEBODY = {}
ADMINISTRATOR = {"role": "platform_admin", "kind": "nation", "administers": True, "second_step": True}
ONE = f"/organisaties/{public_id('verzonnen-40')}/"
CONTACT = f"{ONE}contact/{public_id('verzonnen-40-0')}/"
ORGANISATIONS = (
    ONE,
    "/organisaties/nieuw/",
    f"{ONE}wijzigen/",
    f"{ONE}groep/?zoek=landelijk",
    f"{ONE}samenvoegen/?zoek=bouw",
    f"{ONE}samenvoegen/?met={public_id('verzonnen-41')}",
    f"{ONE}contact/",
    CONTACT,
    f"{CONTACT}wijzigen/",
    "/organisaties/inlezen/",
    "/organisaties/inlezen/00000000-0000-4000-8000-000000000000/",  # its stages are walked in test_organisations.py
)
BOSS = {"role": "desk_manager", "scope_id": "AM12", "administers": True, "second_step": True, "name": "Bea Baas"}
HELPED = "/mijn/hulp/00000000-0000-4000-8000-000000000000/spoor/"  # walked in tests/web/test_people.py
PEOPLE = (
    "/mensen/region/AM12/", "/mensen/region/AM12/sleutel/", "/mensen/region/AM12/spoor/", "/mensen/kandidaat/",
)  # fmt: skip
PETRA = {"email": "employer-hr@voorbeeld.invalid"}  # invented, as `fill` makes her, with what her employer keeps
PIM = {"email": "programme-lead@voorbeeld.invalid"}
FIRST, SECOND = (f"/tellingen/{public_id(f'telling-{number}')}/" for number in (1, 2))
COUNTS = (
    "/tellingen/",
    FIRST,
    SECOND,
    f"{SECOND}vergelijken/?met={public_id('telling-1')}",
    f"{FIRST}wijzigen/",
    f"{SECOND}verwijderen/",
    f"{FIRST}delen/handel/",
    "/hoe-staan-wij-ervoor/00000000-0000-4000-8000-000000000000/bewaren/",  # walked in test_own.py
)
HERS = f"/regelingen/portefeuille/{public_id('verzonnen-58')}/"
PLACED = f"/regelingen/portefeuille/plaatsing/{public_id('plaatsing-1')}/"
PLACEMENTS = (
    "/regelingen/portefeuille/",
    HERS,
    f"{HERS}nieuw/",
    f"{HERS}inlezen/",
    PLACED,
    f"{PLACED}wijzigen/",
    f"{PLACED}verwijderen/",
)
COACH = {"role": "job_coach", "scope_id": "x"}
WITH_PASSWORD = {"password": "vier gele fietsen", "second_step": True}
LOGGING_IN = (
    ("/mijn/inloggen/", WITH_PASSWORD),
    ("/mijn/inloggen/wachtwoord/", WITH_PASSWORD),
    ("/mijn/inloggen/wachtwoord/kiezen/", SOMEBODY),
    ("/mijn/inloggen/e-mail/", SOMEBODY),
    ("/mijn/inloggen/toegangssleutels/", {"passkey": True}),
    ("/mijn/inloggen/toegangssleutels/nieuw/", SOMEBODY),
    ("/mijn/inloggen/app/", SOMEBODY),
    ("/mijn/inloggen/app/weg/", WITH_PASSWORD),
    ("/mijn/inloggen/herstelcodes/", WITH_PASSWORD),
    ("/mijn/inloggen/herstelcodes/nieuw/", WITH_PASSWORD),
    ("/mijn/inloggen/waar/", SOMEBODY),
    ("/mijn/inloggen/elders/", SOMEBODY),
    ("/mijn/inloggen/opnieuw/", WITH_PASSWORD),
    ("/mijn/inloggen/opnieuw/code/", WITH_PASSWORD),
    ("/mijn/inloggen/opnieuw/toegangssleutel/", {"passkey": True}),
    ("/mijn/tweede-stap/", COACH),
    ("/uitloggen/", SOMEBODY),
)
INSIDE = (
    *LOGGING_IN,
    ("/mijn/", SOMEBODY),
    *(
        (address, SOMEBODY)
        for address in ("/mijn/gegevens/", "/mijn/gegevens/wissen/", "/mijn/spoor/", "/mijn/hulp/", HELPED)
    ),
    *((address, BOSS) for address in PEOPLE),
    ("/mensen/rol/00000000-0000-4000-8000-000000000000/afnemen/", BOSS),  # walked in test_people.py
    *((f"/mensen/nation/{end}/", ADMINISTRATOR) for end in ("sleutel", "spoor")),
    *((address, ADMINISTRATOR) for address in ("/mensen/", "/mensen/nation/", "/mensen/vertegenwoordiger/")),
    ("/herinneringen/", ADMINISTRATOR),
    ("/uitgaande-post/", ADMINISTRATOR),
    ("/uitgaande-post/e3ad40de-afff-5c46-9725-29c0cb49e722/", ADMINISTRATOR),  # an example, as `fill` writes it
    *((address, ADMINISTRATOR) for address in ORGANISATIONS),
    *((address, PETRA) for address in (*COUNTS, *PLACEMENTS)),
    ("/tellingen/gedeeld/", PIM),
    ("/tellingen/gedeeld/handel/", PIM),
)
"""Pages for who is logged in, each with who that is: what `person` of tests/factories/people.py takes."""
EVERY = (*((address, None) for address in PAGES), *INSIDE)
