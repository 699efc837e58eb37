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
    const answer = mine === line ? await send(address, body, view) : { trouble: mine.trouble };
    if (["offline", "late", "signed-out"].includes(answer.trouble) && mine === line) {
      mine.trouble = answer.trouble;
      line = {};
    }
    unsent -= 1;
    return answer;
  });
  return last;
}

export async function get(address) {
  const wanted = { headers: { "X-Desk": location.search || "?" }, signal: AbortSignal.timeout(PATIENCE) };
  try {
    const response = await fetch(address, wanted);
    const page = parse(await response.text());
    const isOurs = !response.redirected && (response.ok || page.getElementById("detail"));
    return isOurs ? { page } : { trouble: troubleOf(response) };
  } catch (error) {
    return { trouble: nameOf(error) };
  }
}

async function send(address, body, view) {
  try {
    const response = await fetch(address, {
      method: "POST",
      body,
      headers: { "X-Desk": view || "?" },
      signal: AbortSignal.timeout(PATIENCE),
    });
    const page = parse(await response.text());
    const isOurs = page.getElementById("notice") && !page.querySelector("main") && !response.redirected;
    return isOurs ? { status: response.status, page } : { trouble: troubleOf(response) };
  } catch (error) {
    return { trouble: nameOf(error) };
  }
}

// Nothing in it runs: neither while it is parsed so, nor when its elements move to the page.
function parse(text) {
  return new DOMParser().parseFromString(text, "text/html");
}

function troubleOf(response) {
  return response.redirected || SIGNED_OUT.includes(response.status) ? "signed-out" : "failed";
}

function nameOf(error) {
  return error.name === "TimeoutError" ? "late" : "offline";
}
