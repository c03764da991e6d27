"""The addresses of queries, verification, freeze and lock, below the study's."""

from django.urls import path

from trialogue.web.oversight import query_views, review_views, today_views, trail_views

app_name = "oversight"
PERSON = "<slug:registry_id>/participants/<slug:subject>/review/"
PLACE = f"{PERSON}<str:form>/<str:visit>/<int:occurrence>/"
urlpatterns = [
    path("today/", today_views.today, name="today"),
    path("today/mail/", today_views.mail, name="mail"),
    path("<slug:registry_id>/queries/", query_views.queries, name="queries"),
    path("<slug:registry_id>/queries/<int:number>/", query_views.query, name="query"),
    path("<slug:registry_id>/verification/", review_views.verification, name="verification"),
    path("<slug:registry_id>/trail/", trail_views.trail, name="trail"),
    path("<slug:registry_id>/trail.csv", trail_views.trail_csv, name="trail-csv"),
    path("<slug:registry_id>/trail/chains/", trail_views.chains, name="chains"),
    path(PERSON, review_views.participant, name="participant"),
    path(f"{PERSON}hold/", review_views.hold, name="hold"),
    path(f"{PERSON}sign/", review_views.sign, name="sign"),
    path(PLACE, review_views.place, name="place"),
    path(f"{PLACE}ask/", query_views.ask, name="ask"),
]
