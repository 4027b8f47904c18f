// --- the other parts of the text, each a page of its own ---

const parts = all("[data-part]", document);
const here = Math.max(0, parts.findIndex((one) => one.hasAttribute("aria-current")));

// The number of the part that an id is in, 0 where that is not known.
function partOf(id) {
  const [, letters, number] = /^(.*?)(0|[1-9][0-9]*)$/s.exec(id) ?? [id, id, 0];
  const runs = Object.hasOwn(known.places, letters) ? known.places[letters] : [];
  return runs.find(([from, to]) => from <= number && number <= to)?.[2] ?? 0;
}

// Open the part that has an id which is not on this page.
function openPartOf(id) {
  const part = parts[(partOf(id) || partOf(id.split(".")[0])) - 1];
  if (part && part !== parts[here]) location.replace(`${part.href}#${encodeURIComponent(id)}`);
}

// Go on in the next part, or with `step` -1 the previous one, that `has` what is sought; what is to be done there is
// in the address: `asks`. False where there is none but this.
function goOn(step, asks, has = () => true) {
  const since = asks.since ?? String(here);
  const after = (at) => (at + step + parts.length) % parts.length;
  if (!parts.length || (asks.since && since === String(here))) return false;
  for (let at = after(here); at !== here; at = after(at)) {
    if (has(parts[at])) {
      const address = `${parts[at].href}#page:${new URLSearchParams({ ...asks, step, since })}`;
      if (asks.since) location.replace(address);
      else location.assign(address);
      return true;
    }
    if (String(at) === since) break;
  }
  return false;
}

// What this page is asked to do by its address.
function asked() {
  const asks = location.hash.startsWith("#page:") && location.hash.includes("=");
  return asks ? Object.fromEntries(new URLSearchParams(location.hash.slice("#page:".length))) : null;
}
