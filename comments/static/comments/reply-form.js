// What a page can't do that is the same bytes for everybody. Without it all leads to /reply/.
const KEPT_FOR = 30 * 24 * 3600 * 1000; // milliseconds
const DRAFTS_KEPT = 20;
const [PAUSE_IN_TYPING, PATIENCE] = [400, 10_000]; // milliseconds

const form = document.getElementById("reply");
const { body, to, nonce, preview } = form.elements;
const [title, cancel, line, words, region, post] = [
  "h2", "button.cancel", ".draft", "template", ".preview", "[type=submit]",
].map((selector) => form.querySelector(selector));
const path = new URL(form.action).pathname;
const home = document.createComment("");
const titleAtHome = [...title.childNodes];
const showPreview = preview.textContent;
let link = null; // the "Reply" that brought the form under its comment
let pause = 0; // the timer that runs while something typed is not yet kept

to.autocomplete = nonce.autocomplete = "off"; // no browser fills in old ones
nonce.value ||= newNonce();
fillInSavedName();
if (cancel) replyInPlace();
forgetWhatArrived();
bringDraftBack();
keepWhatIsTyped();
form.addEventListener("submit", send);
addEventListener("pageshow", (event) => {
  release();
  if (event.persisted) remember("sessionStorage", "sent", null);
});

// Tells one filling of the form from the next, however often it is sent.
function newNonce() {
  return crypto.randomUUID?.() ?? ""; // only where the connection is safe
}

// The name that the reader asked this browser to remember, in a cookie.
function fillInSavedName() {
  const cookie = document.cookie.split("; ").find((pair) => pair.startsWith("reader="));
  const saved = attempt(() => JSON.parse(decodeURIComponent(cookie.slice("reader=".length))));
  if (!(saved instanceof Object)) return;
  for (const name of ["name", "email", "url"]) {
    const field = form.elements[name];
    if (field && !field.value && typeof saved[name] === "string") field.value = saved[name];
  }
  if (form.elements.save_my_name) form.elements.save_my_name.checked = true;
}

// In place: "Reply" brings the form under its comment; Cancel and "Answer in a reply" bring it home.

function replyInPlace() {
  form.before(home);
  cancel.addEventListener("click", goHome);
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.isComposing && link) goHome();
  });
  document.addEventListener("click", (event) => {
    const clicked = event.target.closest("a");
    if (clicked?.pathname !== path || !/[?&](to|answer)=/.test(clicked.search)) return;
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const parent = parentOf(clicked);
    moveTo(parent ? clicked : null);
    if (!parent) form.elements.is_answer.checked = true;
    body.focus({ preventScroll: true });
    form.scrollIntoView({ block: "nearest" });
  });
}

function goHome() {
  const from = link;
  moveTo(null);
  from.focus();
}

function moveTo(newLink) {
  const comment = newLink?.closest(".say");
  changeParent(newLink ? parentOf(newLink) : "");
  if (comment) {
    title.replaceChildren(copyOf(0));
    title.querySelector("bdi").textContent = comment.querySelector(".who bdi").textContent;
    comment.append(form);
  } else {
    title.replaceChildren(...titleAtHome);
    home.after(form);
  }
  cancel.hidden = !comment;
  link = newLink;
}

function parentOf(replyLink) {
  return new URLSearchParams(replyLink.search).get("to") ?? "";
}

// Drafts: per post and parent, in this browser alone, until the server has the reply.

function keepWhatIsTyped() {
  body.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(keep, PAUSE_IN_TYPING);
    preview.textContent = showPreview; // what it shows is no longer what is typed
  });
  addEventListener("pagehide", () => pause && keep());
}

function keep() {
  clearTimeout(pause);
  pause = 0;
  const draft = body.value.trim() && { text: body.value, nonce: nonce.value, at: Date.now() };
  keepDraft(keyOf(to.value), draft);
}

// What is typed goes along, unless a draft is waiting there: then each stays where it belongs.
function changeParent(parent) {
  if (parent === to.value) return;
  if (pause || body.value.trim()) keep();
  const [from, there] = [to.value, parent].map(keyOf);
  const [left, waiting] = [from, there].map((key) => drafts().get(key));
  to.value = parent;
  line.replaceChildren();
  if (waiting) return show(waiting);
  keepDraft(there, left);
  keepDraft(from);
}

function bringDraftBack() {
  const links = [...document.links].filter((each) => each.pathname === path);
  for (const [key, draft] of drafts()) {
    // Not over what the server has sent back, or the browser has filled in again by itself.
    if (body.value && (body.value === body.defaultValue || body.value !== draft.text)) continue;
    if (key === keyOf(to.value)) return show(draft);
    const found = cancel && links.find((each) => key === keyOf(parentOf(each)));
    if (!found) continue;
    found.closest("details:not([open])")?.toggleAttribute("open");
    body.value = "";
    return moveTo(found);
  }
}

function show(draft) {
  const shown = copyOf(1);
  const at = new Date(draft.at);
  const dateStyle = at.toDateString() === new Date().toDateString() ? undefined : "medium";
  const said = at.toLocaleString(document.documentElement.lang, { dateStyle, timeStyle: "short" });
  shown.querySelector("time").textContent = said;
  shown.querySelector("button").addEventListener("click", discard);
  line.replaceChildren(shown);
  body.value = draft.text;
  nonce.value = draft.nonce || newNonce();
}

function discard() {
  body.select();
  // Old, but the one way that the browser's own Undo brings the words back.
  if (!document.execCommand("delete")) body.value = "";
  keep();
  nonce.value = newNonce();
  line.replaceChildren();
}

function copyOf(number) {
  return words.content.children[number].cloneNode(true);
}

// The page after posting is the server's word that it has the reply: the reader's own, shown there,
// newer than any that this browser was shown so, on the next page in this tab. What failed or was
// given up leads to none, and its draft is kept; as is every one where cookies are off.
function forgetWhatArrived() {
  const sent = recall("sessionStorage", "sent");
  remember("sessionStorage", "sent", null);
  const mine = Number(new URLSearchParams(location.search).get("mine"));
  if (!document.getElementById(`comment-${mine}`)?.matches(".own, .wait")) return;
  if (!(mine > recall("localStorage", "mine"))) return;
  remember("localStorage", "mine", mine);
  const draft = drafts().get(sent?.key);
  if (draft && draft.text === sent.text && sent.key.startsWith(keyOf(""))) keepDraft(sent.key);
}

function keyOf(parent) {
  return `${path} ${parent}`;
}

// By place, the newest first: that is how they are kept.
function drafts() {
  const since = Date.now() - KEPT_FOR;
  const all = Object.entries(recall("localStorage", "drafts") ?? {});
  return new Map(all.filter(([, draft]) => draft?.text?.trim && draft.at > since));
}

function keepDraft(key, draft) {
  const others = [...drafts()].filter(([place]) => place !== key);
  const kept = draft ? [[key, draft], ...others] : others;
  remember("localStorage", "drafts", Object.fromEntries(kept.slice(0, DRAFTS_KEPT)));
}

function recall(storage, name) {
  return attempt(() => JSON.parse(window[storage].getItem(name)));
}

function remember(storage, name, value) {
  attempt(() => window[storage].setItem(name, JSON.stringify(value)));
}

function attempt(action) {
  try {
    return action();
  } catch {} // storage is off, or full, or holds what isn't ours
  return null;
}

// Sending: once, and not into a broken line; and before that, what readers would see.

function send(event) {
  const isPreview = event.submitter === preview;
  if (isPreview || post.ariaDisabled || !navigator.onLine) event.preventDefault();
  if (isPreview) return togglePreview();
  keep();
  if (!navigator.onLine) return say(region.dataset.offline);
  if (post.ariaDisabled) return;
  remember("sessionStorage", "sent", { key: keyOf(to.value), text: body.value });
  post.ariaDisabled = "true";
  setTimeout(release, PATIENCE);
}

function release() {
  post.ariaDisabled = null;
}

async function togglePreview() {
  const isOpen = preview.textContent !== showPreview;
  preview.textContent = showPreview;
  say("");
  if (isOpen) return;
  let sentence = region.dataset.failed;
  try {
    const sent = new URLSearchParams({ body: body.value });
    const answer = await fetch(`${path}preview/`, { method: "POST", body: sent });
    const text = await answer.text();
    if (answer.ok) {
      region.className = "preview text";
      region.innerHTML = text; // what would be published, to the byte
      preview.textContent = preview.dataset.hide;
      return;
    }
    if (answer.headers.get("Content-Type").startsWith("text/plain")) sentence = text;
  } catch {} // no connection
  say(sentence);
}

function say(sentence) {
  region.className = "preview field-error";
  region.textContent = sentence;
}
