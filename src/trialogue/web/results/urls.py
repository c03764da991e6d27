"""The addresses of results, below the staff's."""

from django.urls import path

from trialogue.web.results import views

app_name = "results"
urlpatterns = [
    path("", views.results, name="results"),
    path("<slug:registry_id>/", views.report, name="report"),
    path("<slug:registry_id>/<str:name>", views.download, name="download"),
]
