// --- search, on into the next part ---

const [field, found] = ["page:words", "page:found"].map(byId);
// What is read for itself: a caption or a page number interrupts what it stands in, and no word or phrase of that.
const BLOCKS = `p, li, td, h1, h2, h3, h4, h5, h6, figcaption, .note, .verse_line, .citation, ${ASIDE}`;
let hits = [];
let at = -1;

// What finds words whatever their case, with any white space between them, ё as е.
function sought(words) {
  const literal = words.trim().replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
  return new RegExp(literal.replace(/\s+/g, "\\s+").replace(/[её]/gi, "[её]"), "giu");
}

function* hitsIn(block, wanted) {
  const nodes = textNodes(block, `.who, .doubt, .hyphen, .return, ${BLOCKS}`);
  const text = nodes.map((one) => one.data).join("");
  const place = (offset) => {
    let rest = offset;
    for (const node of nodes) {
      if (rest <= node.length) return [node, rest];
      rest -= node.length;
    }
    return [nodes.at(-1), nodes.at(-1).length];
  };
  for (const { 0: words, index } of text.matchAll(wanted)) {
    const range = new Range();
    range.setStart(...place(index));
    range.setEnd(...place(index + words.length));
    yield range;
  }
}

const isAsked = () => field.value.trim().length > 1;

function search() {
  const seen = isAsked() ? all(BLOCKS).filter((block) => block.checkVisibility()) : [];
  hits = seen.flatMap((block) => [...hitsIn(block, sought(field.value))]);
  at = -1;
  globalThis.CSS.highlights?.set("found", new Highlight(...hits));
  globalThis.CSS.highlights?.delete("here");
  found.textContent = isAsked() ? `${hits.length} ${parts.length ? "in this part" : "found"}` : "";
}

// `since` is the part where the search left, if it has.
function go(step, since) {
  const next = at < 0 && step < 0 ? hits.length - 1 : at + step;
  const asks = { search: field.value, ...(since && { since }) };
  if (!hits[next] && isAsked() && goOn(step, asks)) return;
  if (!hits.length) return;
  at = (next + hits.length) % hits.length;
  globalThis.CSS.highlights?.set("here", new Highlight(hits[at]));
  const place = hits[at].getBoundingClientRect();
  scrollBy({ top: place.top - innerHeight / 2 });
  found.textContent = `${at + 1} of ${hits.length}${parts.length ? " in this part" : ""}`;
}
field.addEventListener("input", search);
byId("page:search").addEventListener("submit", (event) => event.preventDefault());
field.addEventListener("keydown", (event) => {
  if (event.key === "Enter") go(event.shiftKey ? -1 : 1);
});
