from django import forms

from comments.models import StaffPreferences


class StaffPreferencesForm(forms.ModelForm):
    class Meta:
        model = StaffPreferences
        fields = ["mail", "hears_of_replies", "uses_keys"]
        widgets = {"mail": forms.RadioSelect}
