"""The script that Streamlit runs for every visitor."""

from fewshot_app.visit import visit

visit()
