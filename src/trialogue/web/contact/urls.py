"""The address of the enquiry, below a trial's page."""

from django.urls import path

from trialogue.web.contact import views

app_name = "contact"
urlpatterns = [path("", views.enquiry, name="enquiry")]
