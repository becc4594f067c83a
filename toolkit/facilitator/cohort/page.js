for (const place of document.querySelectorAll(".cohort-picture")) {
  const drawn = JSON.parse(document.getElementById(place.dataset.from).textContent);
  drawn.layout.dragmode = false;
  Plotly.newPlot(place, drawn.data, drawn.layout, { displayModeBar: false, responsive: true });
}
document.querySelector(".cohort-still").remove();
