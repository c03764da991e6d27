"""The addresses of shared notes, below a trial's page."""

from django.urls import path

from trialogue.web.notes import views

app_name = "notes"
urlpatterns = [
    path("share/", views.share, name="share"),
]
