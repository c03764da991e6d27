"""The addresses of the staff's pages about overviews."""

from django.urls import path

from trialogue.web.overviews import views

app_name = "overviews"
urlpatterns = [
    path("", views.drafts, name="drafts"),
    path("write/", views.write, name="write"),
    path("<int:number>/", views.draft, name="draft"),
    path("<int:number>/change/", views.change, name="change"),
    path("<int:number>/approve/", views.approve, name="approve"),
    path("<int:number>/send-back/", views.send_back, name="send-back"),
    path("<int:number>/withdraw/", views.withdraw, name="withdraw"),
]
