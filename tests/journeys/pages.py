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
    ("/herinneringen/", ADMINISTRATOR),
    ("/uitgaande-post/", ADMINISTRATOR),
    ("/uitgaande-post/e3ad40de-afff-5c46-9725-29c0cb49e722/", ADMINISTRATOR),  # an example, as `fill` writes it
    *((address, ADMINISTRATOR) for address in ORGANISATIONS),
)
"""Pages for who is logged in, each with who that is: what `person` of tests/factories/people.py takes."""
EVERY = (*((address, None) for address in PAGES), *INSIDE)
