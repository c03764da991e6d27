"""The addresses of the staff's accounts."""

from django.urls import path

from trialogue.web.accounts import managing_views as managing
from trialogue.web.accounts import own_views, views

app_name = "accounts"
urlpatterns = [
    path("", views.home, name="home"),
    path("sign-in/", views.sign_in, name="sign-in"),
    path("sign-in/code/", views.code, name="code"),
    path("sign-in/demo/", views.demo_sign_in, name="demo"),
    path("sign-out/", views.sign_out, name="sign-out"),
    path("password/", views.lost_password, name="lost-password"),
    path("password/<str:who>/<str:token>/", views.new_password, name="new-password"),
    path("invitation/<str:token>/", views.invitation, name="invitation"),
    path("account/", own_views.own, name="own"),
    path("account/password/", own_views.change_password, name="change-password"),
    path("account/second-factor/", own_views.set_up_second_factor, name="second-factor"),
    path("account/sessions/<int:number>/end/", own_views.end_session, name="end-own-session"),
    path("people/", managing.people, name="people"),
    path("people/invite/", managing.invite, name="invite"),
    path("people/invitations/<int:number>/end/", managing.take_back, name="take-back"),
    path("people/<int:number>/", managing.person, name="person"),
    path("people/<int:number>/roles/<int:membership>/end/", managing.end_role, name="end-role"),
    path(
        "people/<int:number>/sessions/<int:session>/end/", managing.end_session, name="end-session"
    ),
    path("people/<int:number>/<slug:what>/", managing.change, name="change"),
]
