"""Charts by Plotly in the house style: how a figure looks, and how a page shows one."""
