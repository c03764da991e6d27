"""The addresses of the public pages."""

from django.urls import path

from trialogue.web.glossary.views import words
from trialogue.web.search.views import cities, home
from trialogue.web.trials import views
from trialogue.web.trials.sitemap import sitemap, sitemap_index

app_name = "trials"
urlpatterns = [
    path("", home, name="home"),
    path("cities.json", cities, name="cities"),
    path("trials/<slug:registry_id>/", views.trial, name="trial"),
    path("faq/", views.faq, name="faq"),
    path("words/", words, name="words"),
    path("sitemap.xml", sitemap_index, name="sitemaps"),
    path("sitemap-<int:page>.xml", sitemap, name="sitemap"),
]
