"""Addresses of files of any kind that has no pages of its own."""

from django.urls import path

from redress.desk.views import files

urlpatterns = [
    path("files/<slug:path>", files.files, name="files"),
    path("files/<slug:path>/new", files.new, name="file_new"),
    path("file/<slug:number>", files.file, name="file"),
    path("file/<slug:number>/do/<slug:name>", files.do, name="file_do"),
    path("file/<slug:number>/letter/<int:letter>/pdf", files.letter, name="file_letter"),
]
