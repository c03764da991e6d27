"""The addresses of safety, response and cells, below the study's."""

from django.urls import path

from trialogue.web.safety import reading_views, trial_views, views

app_name = "safety"
ONE = "participants/<str:subject>/"
urlpatterns = [
    path("safety/", trial_views.trial, name="trial"),
    path("safety/behind/", trial_views.behind_number, name="behind"),
    path(f"{ONE}safety/", views.participant, name="participant"),
    path(f"{ONE}safety/flags/", views.flags, name="flags"),
    path(f"{ONE}safety/new/", views.new_event, name="new-event"),
    path(f"{ONE}safety/event/<int:occurrence>/", views.report_form, name="report-form"),
    path(f"{ONE}response/", reading_views.response, name="response"),
    path(f"{ONE}kinetics/", reading_views.cells, name="cells"),
]
