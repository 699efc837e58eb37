// What is still being worked on says how far it is, without reloading the page.
import { get } from "./desk-post.js";

const EVERY = 1000; // ms
const polled = () => document.querySelector("[data-poll]");

setTimeout(look, EVERY);

async function look() {
  const old = polled();
  const answer = old ? await get(old.dataset.poll || location.href) : {};
  const fresh = answer.page?.getElementById(old.id);
  if (fresh && old === polled()) {
    old.replaceChildren(...fresh.childNodes);
    if (fresh.dataset.poll === undefined) {
      delete old.dataset.poll;
      document.dispatchEvent(new Event("desk:done"));
    }
  }
  setTimeout(look, EVERY);
}
