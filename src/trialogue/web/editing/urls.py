"""The addresses where staff edit what the public reads, below /staff/."""

from django.urls import path

from trialogue.web.editing import centre_views, views

app_name = "editing"
urlpatterns = [
    path("trials/", views.trials, name="trials"),
    path("trials/new/", views.new, name="new"),
    path("trials/<slug:registry_id>/", views.trial, name="trial"),
    path("trials/<slug:registry_id>/compare/", views.compare, name="compare"),
    path("trials/<slug:registry_id>/edit/<slug:kind>/", views.edit, name="edit"),
    path("trials/<slug:registry_id>/centres/", centre_views.centres, name="centres"),
    path("trials/<slug:registry_id>/centres/new/", centre_views.new_centre, name="new-centre"),
    path("trials/<slug:registry_id>/centres/at/<str:key>/", centre_views.centre, name="centre"),
    path("drafts/<int:number>/", views.draft, name="draft"),
    path("drafts/<int:number>/page/", views.preview, name="preview"),
    path("drafts/<int:number>/edit/", views.edit_draft, name="edit-draft"),
    path("drafts/<int:number>/publish/", views.publish, name="publish"),
    path("drafts/<int:number>/discard/", views.discard, name="discard"),
]
