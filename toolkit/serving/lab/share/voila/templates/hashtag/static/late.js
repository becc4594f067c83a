// A program that never started, a line that broke, a form that did not arrive on a busy computer: whoever waits is told
// so, and can try once more.
"use strict";
{
  const PATIENCE = 30000; // milliseconds
  const words = JSON.parse(document.currentScript.dataset.words);
  let line = null;

  const waiting = () =>
    document.readyState === "loading" ||
    document.getElementById("loading") !== null ||
    (document.querySelector("script[type*='voila.cell-output']") !== null &&
      document.querySelector(".jupyter-widgets") === null);

  // What Voila writes in the place of a form whose parts it has not got.
  const broken = () =>
    [...document.querySelectorAll(".jupyter-widgets")].some(
      (one) => one.childElementCount === 0 && one.textContent.startsWith("Error displaying widget"),
    );

  const say = () => {
    const again = document.createElement("button");
    again.textContent = words.again;
    again.onclick = () => window.location.reload();
    line = document.createElement("p");
    line.setAttribute("role", "status");
    line.append(words.late, " ", again);
    document.body.prepend(line);
  };

  const begun = Date.now();
  window.setInterval(() => {
    const late = broken() || (waiting() && Date.now() - begun > PATIENCE);
    if (late && line === null) say();
    if (!late && line !== null) {
      line.remove();
      line = null;
    }
  }, 1000);
}
