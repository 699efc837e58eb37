// The picture of a video is a plain link to it. A plain click puts the player in its place;
// until then nothing is asked of YouTube. Ctrl, middle click and the like stay links.
for (const link of document.querySelectorAll("a[data-video-id]")) {
  link.addEventListener("click", (event) => {
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
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
}
