"""The addresses of participants and their forms, below the study's."""

from django.urls import path

from trialogue.web.entries import form_views, participant_views, trail_views

app_name = "entries"
TRIAL = "<slug:registry_id>/participants/"
PERSON = f"{TRIAL}<slug:subject>/"
FORMS = f"{PERSON}forms/<str:form>/"
FORM = f"{FORMS}<str:visit>/<int:occurrence>/"
urlpatterns = [
    path(TRIAL, participant_views.participants, name="participants"),
    path(f"{TRIAL}new/", participant_views.new, name="new-participant"),
    path(PERSON, participant_views.participant, name="participant"),
    path(f"{PERSON}identity/", participant_views.identity, name="identity"),
    path(f"{PERSON}trail/", trail_views.trail, name="trail"),
    path(f"{PERSON}trail.csv", trail_views.trail_csv, name="trail-csv"),
    path(FORMS, participant_views.places, name="places"),
    path(f"{FORMS}<str:visit>/new/", form_views.new, name="new"),
    path(FORM, form_views.form, name="form"),
    path(f"{FORM}draft/", form_views.draft, name="draft"),
    path(f"{FORM}remove/", form_views.remove, name="remove"),
    path(f"{FORM}history/", form_views.history, name="history"),
]
