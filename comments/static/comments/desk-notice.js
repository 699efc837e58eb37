// What the desk says. Its element stays, or it would not be heard; only what it holds changes.
import { get } from "./desk-post.js";

const EVERY = 1000; // ms
const notice = document.getElementById("notice");
if (notice) notice.ariaAtomic = "false";
setTimeout(look, EVERY);

// Whatever was said is over with the next press; what failed stays until somebody looks at it.
export function hush() {
  for (const part of notice.querySelectorAll(":scope > :not([data-failed])")) part.remove();
  delete notice.dataset.poll;
}

export function forget(failed) {
  for (const part of notice.querySelectorAll(`[data-failed="${failed}"]`)) part.remove();
}

export function say(page, failed) {
  const fresh = page.getElementById("notice");
  if (!fresh) return;
  hush();
  if (failed) forget(failed);
  else ["offline", "late", "signed-out"].forEach(forget); // there was an answer
  if (!failed) notice.className = fresh.className;
  if (fresh.dataset.poll) notice.dataset.poll = fresh.dataset.poll;
  put([...fresh.children], failed);
}

// Where no answer came: the sentences stand ready in the page.
export function sayTrouble(trouble) {
  hush();
  forget(trouble);
  put(document.getElementById(`desk-${trouble}`).content.cloneNode(true).children, trouble);
}

function put(parts, failed) {
  for (const part of [...parts]) {
    if (failed) part.dataset.failed = failed;
    notice.append(part);
  }
}

// What is still being worked on says how far it is, without reloading the page.
async function look() {
  const old = document.querySelector("[data-poll]");
  const { page } = old ? await get(old.dataset.poll || location.href) : {};
  const fresh = page?.getElementById(old.id);
  if (fresh && old.matches("[data-poll]")) {
    old.replaceChildren(...fresh.childNodes);
    if (fresh.dataset.poll === undefined) {
      delete old.dataset.poll;
      document.dispatchEvent(new Event("desk:done"));
    }
  }
  setTimeout(look, EVERY);
}
