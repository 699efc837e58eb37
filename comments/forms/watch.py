from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments.models import WatchedTerm

Match, Effect = WatchedTerm.Match, WatchedTerm.Effect
AT_ONCE = 20  # terms
LONGEST_TYPED = 5_000  # characters, of all lines
FOR_GOOD = 0
DAYS = [(FOR_GOOD, _("for good")), (1, _("for a day")), (7, _("for a week")),
        (30, _("for 30 days")), (365, _("for a year"))]  # fmt: skip


class WatchForm(forms.Form):
    """Terms that are ticked, "match:pattern" each, and words that are typed, one on a line.

    Every one becomes a WatchedTerm in order, not yet stored, in `terms`.
    """

    chosen = forms.MultipleChoiceField(required=False)
    words = forms.CharField(
        label=_("Other words or phrases"), required=False, max_length=LONGEST_TYPED,
        widget=forms.Textarea(attrs={"rows": 2}), help_text=_("One on each line."),
    )  # fmt: skip
    words_match = forms.ChoiceField(
        label=_("Words match"), required=False,
        choices=[(Match.WORD, Match.WORD.label), (Match.SUBSTRING, Match.SUBSTRING.label)],
    )  # fmt: skip
    effect = forms.ChoiceField(
        label=_("What comes with it"), choices=Effect, widget=forms.RadioSelect
    )
    days = forms.TypedChoiceField(label=_("How long"), coerce=int, choices=DAYS)
    note = forms.CharField(
        label=_("Note"), required=False, max_length=300,
        help_text=_("For other moderators: why this is watched for."),
    )  # fmt: skip
    is_sure = forms.BooleanField(required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.terms = []
        # Whatever was ticked is judged by the term that it makes, as what is typed is.
        self.fields["chosen"].valid_value = lambda value: True

    def clean(self):
        said = super().clean()
        if self.errors:
            return said
        wanted = [tuple(value.partition(":")[::2]) for value in said["chosen"]]
        match = said["words_match"] or Match.WORD
        wanted += [(match, line.strip()) for line in said["words"].splitlines() if line.strip()]
        if not wanted:
            raise ValidationError(_("Tick something to watch for, or type a word."))
        if len(wanted) > AT_ONCE:
            raise ValidationError(_("At most %(number)d at once."), params={"number": AT_ONCE})
        self.terms = list({(t.match, t.pattern): t for t in map(self._term, wanted) if t}.values())
        return said

    def _term(self, wanted):
        match, pattern = wanted
        days = self.cleaned_data["days"]
        term = WatchedTerm(
            match=match, pattern=pattern, effect=self.cleaned_data["effect"],
            note=self.cleaned_data["note"],
            expires_at=timezone.now() + timedelta(days=days) if days != FOR_GOOD else None,
        )  # fmt: skip
        try:
            term.full_clean(validate_unique=False, validate_constraints=False)
        except ValidationError as error:
            for message in error.messages:
                self.add_error(None, f"{pattern[:60]}: {message}")
            return None
        return term
