// Blocking, in <head>: the reader's choice stands before the first paint. The admin keeps its
// choice under the same key. The switch in the footer exists only where this script runs.
{
  const root = document.documentElement;
  const modes = ["auto", "light", "dark"];
  let mode = "auto";
  try {
    mode = localStorage.getItem("theme");
  } catch {} // storage is off: follow the system
  if (!modes.includes(mode)) mode = "auto";

  const apply = () => {
    if (mode === "auto") delete root.dataset.theme;
    else root.dataset.theme = mode;
  };
  apply();

  document.addEventListener("DOMContentLoaded", () => {
    const template = document.getElementById("theme-switch");
    if (!template) return;
    const control = template.content.firstElementChild.cloneNode(true);
    control.querySelector(`[value=${mode}]`).checked = true;
    control.addEventListener("change", (event) => {
      mode = event.target.value;
      apply();
      try {
        localStorage.setItem("theme", mode);
      } catch {} // lasts until the next page, then
    });
    template.replaceWith(control);
  });
}
