"""The addresses of a study's data, below the study's."""

from django.urls import path

from trialogue.web.transfer import file_views, import_views, live_views, views

app_name = "transfer"
DATA = "<slug:registry_id>/data/"
urlpatterns = [
    path("<slug:registry_id>/participants/<slug:subject>/file/", file_views.file, name="file"),
    path("<slug:registry_id>/results/", live_views.live, name="live"),
    path(DATA, views.data, name="data"),
    path(f"{DATA}import/", import_views.imports, name="imports"),
    path(f"{DATA}import/<int:number>/", import_views.mapping, name="mapping"),
    path(f"{DATA}import/<int:number>/preview/", import_views.preview, name="preview"),
    path(f"{DATA}import/<int:number>/faults.csv", import_views.faults_csv, name="faults-csv"),
    path(f"{DATA}imports/<int:number>/", import_views.imported, name="imported"),
    path(f"{DATA}export/", views.export, name="export"),
    path(f"{DATA}compare/", views.compare, name="compare"),
    path(f"{DATA}cuts/<int:number>/", views.cut, name="cut"),
    path(f"{DATA}cuts/<int:number>/again/", views.again, name="again"),
    path(f"{DATA}cuts/<int:number>/<str:name>", views.download, name="download"),
]
