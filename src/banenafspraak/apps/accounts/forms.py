"""Forms of people: inviting, joining, own data, help, and keys for programs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from banenafspraak.apps.accounts.enums import Kind, Permission, Role
from banenafspraak.apps.accounts.models import Account
from banenafspraak.apps.accounts.queries import candidate_named

LANGUAGES = (("nl", "Nederlands"), ("en", "English"))
YEAR = timedelta(days=365)


class DayInput(forms.DateInput):
    """A day as browsers ask for it."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def in_a_year() -> str:
    """The last day that help or a key is mostly given until."""
    return (timezone.localdate() + YEAR).isoformat()


class InviteForm(forms.Form):
    """Somebody is invited to a role in a place."""

    email = forms.EmailField(
        label=_("E-mailadres"),
        help_text=_("Wij sturen een brief met een link. Die is 14 dagen geldig en werkt één keer."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    role = forms.ChoiceField(label=_("Wat doet deze persoon?"), widget=forms.RadioSelect)
    administers = forms.BooleanField(
        label=_("Mag ook mensen uitnodigen en rollen afnemen"),
        help_text=_("Zorg dat er altijd twee zijn die dit mogen."),
        required=False,
    )

    def __init__(self, kind: Kind, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        roles = (role for role in Role if kind in role.policy.kinds)
        self.fields["role"].choices = [(role.value, f"{role.label}. {role.policy.sentence}") for role in roles]  # type: ignore[attr-defined]  # a field of choices has them


class CandidateForm(forms.Form):
    """A candidate is invited, with an address or with a card on paper."""

    email = forms.EmailField(
        label=_("E-mailadres van de kandidaat"),
        help_text=_("Laat dit leeg als iemand geen eigen e-mailadres heeft. U krijgt dan een kaart om af te drukken."),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )


class NameForm(forms.Form):
    """Who takes an invitation with a key of a phone or computer, and no password."""

    name = forms.CharField(label=_("Uw naam"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"}))


class JoinForm(NameForm):
    """Who takes an invitation and chooses a password."""

    password = forms.CharField(
        label=_("Kies een wachtwoord"),
        help_text=_("Ten minste 12 tekens. Een zin van vier woorden is goed te onthouden."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_password(self) -> str:
        """A password that is long enough and not one that everybody takes."""
        password: str = self.cleaned_data["password"]
        validate_password(password)
        return password


class OwnDataForm(forms.Form):
    """What somebody changes of her own."""

    name = forms.CharField(label=_("Naam"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    language = forms.ChoiceField(
        label=_("Taal van de brieven die wij u sturen"), choices=LANGUAGES, widget=forms.RadioSelect
    )


class WipeForm(forms.Form):
    """Somebody wipes everything of herself, and says that she knows what that means."""

    sure = forms.BooleanField(label=_("Ik weet dat dit niet terug kan. Wis alles wat over mij gaat."))


class HelpForm(forms.Form):
    """Somebody lets another help."""

    email = forms.EmailField(
        label=_("E-mailadres van wie u helpt"), widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    ends_on = forms.DateField(
        label=_("Tot en met welke dag?"),
        help_text=_("Hoogstens een jaar. U kunt het altijd eerder stoppen."),
        widget=DayInput,
        initial=in_a_year,
    )

    def clean_email(self) -> str:
        """Keep the one who has this address, beside the address."""
        email: str = self.cleaned_data["email"]
        self.helper = Account.objects.filter(email__iexact=email, is_active=True).first()
        if self.helper is None:
            raise forms.ValidationError(_("Wij kennen geen account met dit adres. Vraag uw helper om het adres."))
        return email


class RepresentativeForm(HelpForm):
    """The administrator of the platform sets who represents a candidate by law."""

    candidate = forms.CharField(
        label=_("Kenmerk of e-mailadres van de kandidaat"),
        help_text=_("Het kenmerk staat op de pagina Mijn gegevens van de kandidaat."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    seen = forms.BooleanField(label=_("Ik heb de beschikking gezien waaruit dit blijkt."))
    field_order = ("candidate", "email", "ends_on", "seen")

    def clean_candidate(self) -> str:
        """Keep the candidate who is meant, beside what was typed."""
        typed: str = self.cleaned_data["candidate"].strip()
        self.whom = candidate_named(typed)
        if self.whom is None:
            raise forms.ValidationError(_("Wij kennen geen kandidaat met dit kenmerk of adres."))
        return typed


class TokenForm(forms.Form):
    """A key for a program."""

    name = forms.CharField(
        label=_("Waarvoor is deze sleutel?"), help_text=_("Bijvoorbeeld: salarisprogramma."), max_length=80
    )
    permissions = forms.MultipleChoiceField(
        label=_("Wat mag het programma?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    ends_on = forms.DateField(
        label=_("Tot en met welke dag?"), help_text=_("Hoogstens een jaar."), widget=DayInput, initial=in_a_year
    )
    per_minute = forms.IntegerField(
        label=_("Hoeveel vragen per minuut hoogstens?"), min_value=1, max_value=600, initial=60
    )

    def __init__(self, allowed: Iterable[Permission], *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["permissions"].choices = [(one.value, one.label) for one in allowed]  # type: ignore[attr-defined]  # a field of choices has them
