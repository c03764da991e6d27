"""The addresses of shared notes, below a trial's page.

A link's name and secrets stand in the fragment or in a body, never in an address: no log, no
proxy and no history of the server holds one.
"""

from django.urls import path

from trialogue.web.notes import views

app_name = "notes"
urlpatterns = [
    path("share/", views.share, name="share"),
    path("shared/", views.shared, name="shared"),
    path("sharer/", views.sharer, name="sharer"),
    path("shares/", views.store, name="store"),
    path("shares/open/", views.open_shared, name="open"),
    path("shares/owner/status/", views.status, name="status"),
    path("shares/owner/revoke/", views.revoke, name="revoke"),
]
