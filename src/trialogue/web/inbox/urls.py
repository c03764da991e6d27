"""The addresses of the inbox, below the staff's."""

from django.urls import path

from trialogue.web.inbox import views

app_name = "inbox"
urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("<int:number>/", views.enquiry, name="enquiry"),
    path("<int:number>/letters/<int:letter>/", views.send_again, name="send-again"),
]
