"""The addresses of the site; they are stable."""

from django.urls import include, path

from trialogue.web.config import language, views

handler400 = views.bad_request
handler403 = views.forbidden
handler404 = views.not_found
handler500 = views.failed

urlpatterns = [
    path("", include("trialogue.web.trials.urls")),
    path("trials/<slug:registry_id>/check/", include("trialogue.web.check.urls")),
    path("trials/<slug:registry_id>/notes/", include("trialogue.web.notes.urls")),
    path("news/", include("trialogue.web.notices.urls")),
    path("trials/<slug:registry_id>/contact/", include("trialogue.web.contact.urls")),
    path("enquiry/", include("trialogue.web.contact.status_urls")),
    path("staff/results/", include("trialogue.web.results.urls")),
    path("staff/mail/", include("trialogue.web.outbox.staff_urls")),
    path("staff/inbox/", include("trialogue.web.inbox.urls")),
    path("study/", include("trialogue.web.oversight.urls")),
    path("study/", include("trialogue.web.transfer.urls")),
    path("study/", include("trialogue.web.study.urls")),
    path("study/", include("trialogue.web.entries.urls")),
    path("study/<slug:registry_id>/", include("trialogue.web.safety.urls")),
    path("staff/overviews/", include("trialogue.web.overviews.urls")),
    path("mailbox/", include("trialogue.web.outbox.urls")),
    path("staff/", include("trialogue.web.accounts.urls")),
    path("staff/", include("trialogue.web.editing.urls")),
    path("language/", language.choose_language, name="language"),
    path("healthz", views.health, name="health"),
    path("robots.txt", views.robots, name="robots"),
]
