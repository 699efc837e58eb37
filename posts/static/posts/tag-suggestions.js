// Tags are typed with commas between them, while a datalist completes whole values: each of its
// options is given the tags before the last comma, so that choosing one completes the last tag.
for (const input of document.querySelectorAll("input[data-completes-last]")) {
  const names = Array.from(input.list.options, (option) => option.value);
  let shownAfter = "";
  input.addEventListener("input", () => {
    const before = input.value.slice(0, input.value.lastIndexOf(",") + 1);
    if (before === shownAfter) return;
    shownAfter = before;
    const chosen = new Set(before.split(",").map((tag) => tag.trim().toLowerCase()));
    const left = names.filter((name) => !chosen.has(name.toLowerCase()));
    const options = left.map((name) => new Option("", before ? `${before} ${name}` : name));
    input.list.replaceChildren(...options);
  });
}
