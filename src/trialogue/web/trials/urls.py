"""The addresses of the public pages."""

from django.urls import path

from trialogue.web.trials import views

app_name = "trials"
urlpatterns = [
    path("", views.home, name="home"),
    path("trials/<slug:registry_id>/", views.trial, name="trial"),
    path("faq/", views.faq, name="faq"),
]
