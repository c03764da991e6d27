"""The addresses that a sender's link leads to."""

from django.urls import path

from trialogue.web.contact import status_views as views

app_name = "enquiry"
urlpatterns = [
    path("<str:token>/", views.status, name="status"),
    path("<str:token>/details/", views.correct, name="correct"),
    path("<str:token>/delete/", views.delete, name="delete"),
]
