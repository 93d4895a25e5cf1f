"""Tags for forms: every field looks and tells the same, and what is wrong stands on top with links to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template
from django.forms import CheckboxInput, RadioSelect, Select, Textarea

if TYPE_CHECKING:
    from django.forms import BaseForm, BoundField

register = template.Library()
CLASSES = (
    (CheckboxInput, "utrecht-checkbox utrecht-checkbox--html-input"),
    (RadioSelect, ""),
    (Select, "utrecht-select utrecht-select--html-select"),
    (Textarea, "utrecht-textarea utrecht-textarea--html-textarea"),
)
TEXTBOX = "utrecht-textbox utrecht-textbox--html-input"


@register.inclusion_tag("web/_field.html")
def field(bound: BoundField) -> dict[str, Any]:
    """One field: label, hint, what is wrong with it, and the field itself."""
    widget = bound.field.widget
    style = next((style for kind, style in CLASSES if isinstance(widget, kind)), TEXTBOX)
    return {
        "field": bound,
        "checkbox": isinstance(widget, CheckboxInput),
        "choices": isinstance(widget, RadioSelect),
        "widget": bound.as_widget(attrs={"class": style} if style else {}),
    }


@register.inclusion_tag("web/_faults.html")
def faults(form: BaseForm) -> dict[str, Any]:
    """All that is wrong with a form, on top of it."""
    named = [(bound, error) for bound in form for error in bound.errors]
    return {"general": form.non_field_errors(), "named": named, "any": bool(form.errors)}
