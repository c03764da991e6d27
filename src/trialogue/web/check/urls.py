"""The address of the self-check, below a trial's page."""

from django.urls import path

from trialogue.web.check import views

app_name = "check"
urlpatterns = [path("", views.check, name="check")]
