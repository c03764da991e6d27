"""The addresses of the demo's mailbox."""

from django.urls import path

from trialogue.web.outbox import views

app_name = "outbox"
urlpatterns = [
    path("", views.mailbox, name="mailbox"),
    path("<int:letter_id>/", views.letter, name="letter"),
    path("<int:letter_id>/html/", views.html_part, name="html"),
]
