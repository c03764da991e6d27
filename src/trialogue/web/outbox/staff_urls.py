"""The addresses of the page about mail, below the staff's."""

from django.urls import path

from trialogue.web.outbox import staff_views as views

app_name = "mail"
urlpatterns = [
    path("", views.mail, name="mail"),
    path("<int:letter_id>/again/", views.again, name="again"),
]
