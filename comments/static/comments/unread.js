// Replies that came since the last visit. What was seen is kept in this browser, and nowhere else.
const VISIT = 30 * 60e3; // ms; who comes back after such a pause is on another visit
const section = document.querySelector("[data-newest]");
const template = document.getElementById("unread");

try {
  if (section && template) begin(localStorage);
} catch {
  // no storage, so nothing is new
}

function begin(store) {
  const key = `seen-${section.dataset.post}`;
  const newest = +section.dataset.newest;
  const now = Date.now();
  let { upTo, last, own, at } = JSON.parse(store.getItem(key)) ?? { upTo: newest, last: newest, own: 0, at: now };
  if (now - at > VISIT) upTo = last;

  const unread = [];
  for (const item of section.querySelectorAll("li[id^=comment-]")) {
    const id = +item.id.slice(8);
    if (item.matches(".own, .wait")) own = Math.max(own, id);
    else if (id > upTo && id !== own && !item.matches(":has(> .tombstone)")) unread.push(item);
  }
  store.setItem(key, JSON.stringify({ upTo, last: Math.max(last, newest), own, at: now }));
  const isElsewhere = newest > upTo && newest !== own && !document.getElementById(`comment-${newest}`);
  if (unread.length || isElsewhere) show(unread, isElsewhere, store);
}

function show(unread, isElsewhere, store) {
  const [bar, mark] = template.content.cloneNode(true).children;
  const [words, next, link, box] = bar.querySelectorAll("span, button, a, input");
  let at = -1;
  const walk = () => {
    at = (at + 1) % unread.length;
    const article = unread[at].firstElementChild;
    for (let fold = article; (fold = fold.parentElement.closest("details")); ) fold.open = true;
    article.tabIndex = -1;
    article.focus();
  };
  for (const item of unread) {
    item.classList.add("new");
    item.querySelector(".who").append(mark.cloneNode(true));
  }
  next.hidden = box.parentElement.hidden = !unread.length;
  next.onclick = walk;
  link.hidden = !isElsewhere;
  box.checked = !store.getItem("no-keys");
  box.onchange = () => (box.checked ? store.removeItem("no-keys") : store.setItem("no-keys", 1));
  addEventListener("keydown", (event) => {
    if (event.key !== "n" || event.ctrlKey || event.altKey || event.metaKey || next.hidden || !box.checked) return;
    if (!event.target.closest("input, textarea, select, [contenteditable]")) walk();
  });
  template.replaceWith(bar);
  if (unread.length) words.textContent = words.dataset[unread.length > 1 ? "many" : "one"].replace("#", unread.length);
}
