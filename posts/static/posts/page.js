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

// The picture of a video is a plain link to it. A plain click puts the player in its place; until
// then nothing is asked of YouTube. Ctrl, middle click and the like stay links. It stands here
// because a file of its own would cost every post one more request.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-video-id]");
  if (!link || event.button) return;
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  const player = document.createElement("iframe");
  const id = encodeURIComponent(link.dataset.videoId);
  player.title = link.getAttribute("aria-label");
  player.allow = "autoplay; encrypted-media; picture-in-picture; fullscreen";
  player.referrerPolicy = "strict-origin-when-cross-origin"; // without it: error 153
  player.src = `https://www.youtube-nocookie.com/embed/${id}?autoplay=1`;
  link.parentElement.classList.add("playing");
  link.replaceWith(player);
  player.focus();
});
