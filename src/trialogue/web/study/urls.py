"""The addresses of the study pages."""

from django.urls import path

from trialogue.web.study import views

app_name = "study"
urlpatterns = [
    path("", views.people, name="people"),
    path("<slug:registry_id>/dose/", views.dose, name="dose"),
    path("<slug:registry_id>/people/<slug:subject>/", views.sheet, name="sheet"),
    path("<slug:registry_id>/people/<slug:subject>/dose/", views.dose, name="dose-of"),
]
