// What the desk sends in the background: one after another, in the order of the presses.
const PATIENCE = 20_000; // ms
const SIGNED_OUT = [401, 403, 404]; // where the answer isn't the desk's own

let last = Promise.resolve();
let line = {}; // what is sent together; when the connection breaks, another begins
let unsent = 0;

addEventListener("beforeunload", (event) => unsent && event.preventDefault());

export function isBusy() {
  return unsent > 0;
}

export function idle() {
  return last;
}

// Never rejects: { status, page } with the fragments of the answer, or { trouble } by name.
export function post(address, body) {
  const [mine, view] = [line, location.search];
  unsent += 1;
  last = last.then(async () => {
    const answer = mine === line ? await ask(address, view, { method: "POST", body }) : { trouble: mine.trouble };
    if (["offline", "late", "signed-out"].includes(answer.trouble) && mine === line) {
      mine.trouble = answer.trouble;
      line = {};
    }
    unsent -= 1;
    return answer;
  });
  return last;
}

export function get(address) {
  return ask(address, location.search);
}

async function ask(address, view, how) {
  try {
    const response = await fetch(address, {
      ...how,
      headers: { "X-Desk": view || "?" },
      signal: AbortSignal.timeout(PATIENCE),
    });
    const { status, redirected } = response;
    const page = parse(await response.text());
    if (!redirected && page.querySelector("#notice, #detail")) return { status, page };
    return { trouble: redirected || SIGNED_OUT.includes(status) ? "signed-out" : "failed" };
  } catch (error) {
    return { trouble: error.name === "TimeoutError" ? "late" : "offline" };
  }
}

// Nothing in it runs: neither while it is parsed so, nor when its elements move to the page.
function parse(text) {
  return new DOMParser().parseFromString(text, "text/html");
}
