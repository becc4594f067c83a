// A program that never started, a line that broke: whoever waits is told so, and can try once more.
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

  const say = () => {
    const again = document.createElement("button");
    again.textContent = words.again;
    again.onclick = () => window.location.reload();
    line = document.createElement("p");
    line.setAttribute("role", "status");
    line.append(words.late, " ", again);
    document.body.prepend(line);
  };

  window.setTimeout(() => {
    if (!waiting()) return;
    say();
    const watch = window.setInterval(() => {
      if (waiting()) return;
      line.remove();
      window.clearInterval(watch);
    }, 1000);
  }, PATIENCE);
}
