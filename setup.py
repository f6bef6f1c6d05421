"""Which folder is installed under which name; everything else stands in ``pyproject.toml``.

The repository keeps the app in ``app/`` and the embedded files in ``assets/``. Installed, the app is the
package ``fewshot_app``, since a top-level name as common as ``app`` would collide in other people's
environments, and the embedded files lie inside the engine, which reads them. Imports within the app are
relative, so they hold in both places.
"""

from setuptools import find_packages, setup

APP = ["fewshot_app", *(f"fewshot_app.{name}" for name in find_packages("app"))]

setup(
    packages=[*find_packages(include=["fewshot_core*"]), *APP, "fewshot_core.assets"],
    package_dir={"fewshot_app": "app", "fewshot_core.assets": "assets"},
    package_data={
        **{
            name: ["*.toml", "*/*.toml", ".streamlit/*.toml", "*.js", "*.css", "*.svg", "*.woff2", "*.txt"]
            for name in APP
        },
        "fewshot_core.assets": [
            f"{kind}/**/*" for kind in ("data", "checkpoints", "contests", "crossover", "sinusoid")
        ],
    },
)
