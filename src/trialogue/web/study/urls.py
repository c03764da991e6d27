"""The addresses of the study workspace."""

from django.urls import path

from trialogue.web.study import (
    candidate_views,
    consent_views,
    end_views,
    gate_views,
    order_views,
    product_views,
    trial_views,
    views,
)

app_name = "study"
PERSON = "<slug:registry_id>/participants/<slug:subject>/"
urlpatterns = [
    path("", views.people, name="people"),
    path("<slug:registry_id>/", trial_views.trial, name="trial"),
    path("<slug:registry_id>/log/", trial_views.log, name="log"),
    path("<slug:registry_id>/log.csv", trial_views.log_csv, name="log-csv"),
    path("<slug:registry_id>/consents/", consent_views.consents, name="consents"),
    path("<slug:registry_id>/candidates/", candidate_views.candidates, name="candidates"),
    path("<slug:registry_id>/candidates/<slug:code>/", candidate_views.candidate, name="candidate"),
    path("<slug:registry_id>/dose/", views.dose, name="dose"),
    path("<slug:registry_id>/people/<slug:subject>/", views.sheet, name="sheet"),
    path("<slug:registry_id>/people/<slug:subject>/dose/", views.dose, name="dose-of"),
    path(f"{PERSON}consent/", consent_views.consent, name="consent"),
    path(f"{PERSON}screening-failure/", trial_views.fail, name="fail"),
    path(f"{PERSON}orders/<slug:kind>/", order_views.order, name="order"),
    path(f"{PERSON}orders/", order_views.orders, name="orders"),
    path(f"{PERSON}cells/", product_views.cells, name="cells"),
    path(f"{PERSON}cells/<int:occurrence>/label/", product_views.label, name="label"),
    path(f"{PERSON}ends/", end_views.ends, name="ends"),
    path(f"{PERSON}deviations/", product_views.deviations, name="deviations"),
    path(f"{PERSON}gates/", gate_views.gates, name="gates"),
    path(f"{PERSON}gates/<slug:gate>/", gate_views.gate, name="gate"),
    path(f"{PERSON}gates/<slug:gate>/sheet.pdf", gate_views.gate_pdf, name="gate-pdf"),
]
