"""What the app uses of Streamlit's inside is still there; a new release that moves it is told here."""

from __future__ import annotations

from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec
from streamlit.web.server.starlette.starlette_routes import BASE_ROUTE_UPLOAD_FILE

from fewshot_app import streamlit_inside


def test_the_index_page_has_the_places_that_are_filled() -> None:
    page = streamlit_inside.index_page()
    assert page.count("<head>") == 1, "front_door() puts the first script behind <head>"
    assert "<title>Streamlit</title>" in page, "front_door() puts the app's name there"
    assert 'type="module"' in page


def test_the_script_of_plotly_charts_is_found() -> None:
    script = streamlit_inside.plotly_script()
    assert script.endswith(".js") and (streamlit_inside.STATIC / script).stat().st_size > 1_000_000


def test_what_is_uploaded_is_counted(monkeypatch) -> None:
    assert BASE_ROUTE_UPLOAD_FILE.endswith(streamlit_inside.UPLOADS.lstrip("/")), "uploads have another path"
    manager = MemoryUploadedFileManager("")
    manager.add_file("visit", UploadedFileRec("file", "a.zip", "application/zip", b"12345"))
    monkeypatch.setattr(streamlit_inside, "exists", lambda: True)
    inside = type("Runtime", (), {"uploaded_file_mgr": manager})
    monkeypatch.setattr(streamlit_inside, "get_instance", lambda: inside)
    assert streamlit_inside.uploaded() == {"visit": (1, 5)}


def test_pages_folders_are_ignored() -> None:
    assert hasattr(PagesManager, "uses_pages_directory"), "renamed or gone"
    streamlit_inside.ignore_pages_folder()
    assert PagesManager.uses_pages_directory is False
