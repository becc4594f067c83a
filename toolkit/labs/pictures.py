"""A place in a lab where a plotly picture stands and changes."""

import json
from typing import TYPE_CHECKING

import ipywidgets as w

if TYPE_CHECKING:
    import plotly.graph_objects as go

_MIME = "application/vnd.plotly.v1+json"


class Picture(w.Output):  # type: ignore[misc]
    """Shows a figure through JupyterLab's own plotly renderer.

    A FigureWidget would send plotly's five megabytes of script again for every picture and every opening; the
    renderer comes with the page once and is kept by the browser, which is what a slow line needs.
    """

    def __init__(self) -> None:
        super().__init__()
        self.add_class("hta-picture")

    def show(self, figure: "go.Figure", words: str) -> None:
        """Show a figure; `words` say the same where it cannot be drawn."""
        drawn = {**json.loads(figure.to_json()), "config": {"displayModeBar": False, "responsive": True}}
        # The style sheet hands it on: in a window that was resized a picture must not lose its height (Firefox).
        self.layout.min_height = f"{drawn['layout']['height']}px"
        self.outputs = ({"output_type": "display_data", "data": {_MIME: drawn, "text/plain": words}, "metadata": {}},)
