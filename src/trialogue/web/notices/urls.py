"""The addresses of news: sign-up, and one page for each subscription, known by its token."""

from django.urls import path

from trialogue.web.notices import views

app_name = "notices"
urlpatterns = [
    path("", views.sign_up, name="sign_up"),
    path("sent/", views.sent, name="sent"),
    path("ended/", views.ended, name="ended"),
    path("<str:token>/", views.manage, name="manage"),
    path("<str:token>/stop/", views.stop, name="stop"),
]
