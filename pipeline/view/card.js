// --- one string: what is said of it, and how it is copied ---

const [panel, card, said] = ["page:panel", "page:card", "page:said"].map(byId);
const CONTEXT = 32; // code points before and after, by which the words are found again
let chosen = "";

const kindOf = (part) => Object.keys(known.kinds).find((kind) => part.classList.contains(kind));
const isQuotation = (part) => kindOf(part).endsWith("quotation");
const calledOf = (speaker) => speaker.querySelector(".called").textContent;
const namesOf = (part) => speakersOf(part).map((id) => speakers.find((one) => one.dataset.speaker === id));

function whose(first) {
  const names = namesOf(first).map(calledOf);
  const kind = known.kinds[kindOf(first)];
  const nobody = isQuotation(first) ? "Nobody named" : kind[0].toUpperCase() + kind.slice(1);
  return names.length ? made("p", { class: "whose", lang: "ru" }, names.join(", ")) : made("p", { class: "whose" }, nobody);
}

function* facts(id, them) {
  const [first, reason] = [them[0], byId(`why:${them[0].dataset.why}`)];
  if (first.classList.contains("block_quotation")) yield ["What", known.kinds.block_quotation];
  yield ["Certainty", ...[...reason.querySelector(".certainty").childNodes].map((one) => one.cloneNode(true))];
  const cue = cuesOf(id).map(words).join(" … ");
  if (cue) yield ["Cue", made("mark", { lang: "ru" }, cue)];
  const mark = first.dataset.note && marksOf(first.dataset.note)[0];
  if (mark) yield ["Note", made("a", { href: mark.getAttribute("href") }, words(mark))];
  const cited = first.dataset.source && (byId(first.dataset.source) ?? byId(`copy:${first.dataset.source}`));
  if (cited) yield ["From", made("span", { lang: "ru" }, words(cited))];
  yield ["Place", [...place(them)].join(", "), ", ", made("a", { href: `#${encodeURIComponent(id)}` }, `#${id}`)];
}

function* place(them) {
  const numbers = paragraphs(them);
  if (numbers) yield `${numbers.includes("–") ? "paragraphs" : "paragraph"} ${numbers}`;
  yield `characters ${stretch(them)}`;
  if (them.length > 1) yield `in ${them.length} parts`;
  if (!isWhole(them)) yield "and goes on in another part of the text";
}

const stretch = (them) => `${inCodePoints(extent(them[0])[0])}–${inCodePoints(extent(them.at(-1))[1])}`;
const isWhole = (them) => !them[0].classList.contains("on") && !them.at(-1).classList.contains("more");

// The numbers of its first and its last paragraph.
function paragraphs(them) {
  const numbers = them.map((one) => one.closest("[data-number]")?.dataset.number).filter(Boolean);
  return [...new Set([numbers[0], numbers.at(-1)])].join("–");
}

// What its parts say; only where words stand between two of them is anything left out.
function saying(them) {
  const { text } = readSource();
  const between = (at) => (text.slice(extent(them[at - 1])[1], extent(them[at])[0]).trim() ? " … " : " ");
  return them.map((one, at) => (at ? between(at) : "") + words(one)).join("");
}

function citation(id, them) {
  const who = namesOf(them[0]).map((one) => one.dataset.decided ?? calledOf(one));
  const said = saying(them) + (who.length ? ` (${who.join("; ")})` : "");
  const numbers = paragraphs(them);
  const where = numbers && `§ ${numbers}. `;
  return `${article.dataset.work}. ${where}${said} [${article.dataset.doc}#${id}, ${stretch(them)}]`;
}

// What stands in `<doc>.decisions.toml` for it to be as it is; whoever knows better changes kind or speaker.
function decision(them) {
  const { text } = readSource();
  const edges = them.flatMap(extent);
  const pieces = edges.slice(1).map((end, at) => text.slice(edges[at], end));
  const names = namesOf(them[0]).map((one) => one.dataset.decided ?? calledOf(one));
  const [start, end] = [edges[0], edges.at(-1)];
  const lines = {
    exact: pieces,
    prefix: [...text.slice(Math.max(0, start - 2 * CONTEXT), start)].slice(-CONTEXT).join(""),
    suffix: [...text.slice(end, end + 2 * CONTEXT)].slice(0, CONTEXT).join(""),
    start: inCodePoints(start),
    kind: kindOf(them[0]),
    speaker: names,
    level: them[0].dataset.level ?? "",
  };
  const written = Object.entries(lines).filter(([, value]) => value !== "" && value.length !== 0);
  return ["[[string]]", ...written.map(([key, value]) => `${key} = ${toml(value)}`)].join("\n");
}

function toml(value) {
  if (Array.isArray(value)) return value.length === 1 ? toml(value[0]) : `[${value.map(toml).join(", ")}]`;
  return JSON.stringify(value).replaceAll("\x7f", "\\u007f");
}

function told(id) {
  const them = partsOf(id);
  const lines = [...facts(id, them)].flatMap(([name, ...rest]) => [made("dt", {}, name), made("dd", {}, ...rest)]);
  const cite = made("p", { class: "citation", lang: "ru" }, citation(id, them));
  const decide = made("pre", { lang: "ru" }, isWhole(them) ? decision(them) : "");
  const copied = (name, shown) => made("details", { class: "copied" }, made("summary", {}, name), shown);
  const why = byId(`why:${them[0].dataset.why}`).querySelector(".why").cloneNode(true);
  const toCopy = [copied("As a citation", cite), ...(isWhole(them) ? [copied("As a decision", decide)] : [])];
  return [whose(them[0]), why, made("dl", {}, ...lines), ...toCopy];
}

function light(id, on) {
  for (const one of [...partsOf(id), ...cuesOf(id)]) one.classList.toggle("chosen", on);
}

// `at` is the part that was clicked, and stays where it is unless the panel would cover it.
function choose(id, { move = false, at } = {}) {
  const first = at ?? partsOf(id)[0];
  light(chosen, false);
  chosen = id;
  light(id, true);
  card.replaceChildren(...told(id));
  const look = isQuotation(partsOf(id)[0]) ? [...partsOf(id)[0].classList].find((one) => one.startsWith("look-")) : "";
  card.className = `card ${look}`;
  byId("page:decide").hidden = !card.querySelector("pre");
  said.textContent = "";
  panel.hidden = false;
  document.documentElement.classList.add("choosing");
  history.replaceState(null, "", `#${encodeURIComponent(id)}`);
  const below = getComputedStyle(panel).position === "fixed";
  const covered = below && first.getBoundingClientRect().bottom > panel.getBoundingClientRect().top;
  if (!at || covered) first.scrollIntoView({ block: below ? "start" : "center" });
  if (move) panel.focus({ preventScroll: true });
}

function close() {
  const label = labelsOf(chosen)[0];
  const inside = panel.contains(document.activeElement);
  light(chosen, false);
  chosen = "";
  panel.hidden = true;
  document.documentElement.classList.remove("choosing");
  if (inside) (label ?? byId("page:text")).focus({ preventScroll: true });
}

async function copy(selector, what) {
  const shown = card.querySelector(selector);
  if (panel.hidden || !shown) return;
  try {
    await navigator.clipboard.writeText(shown.textContent);
    said.textContent = `${what} copied.`;
  } catch {
    shown.closest("details").open = true;
    getSelection().selectAllChildren(shown);
    said.textContent = `${what} selected: copy it with Ctrl+C.`;
  }
}

article.addEventListener("click", (event) => {
  const label = event.target.closest("a.who");
  if (label) {
    event.preventDefault();
    choose(stringOf(label.nextElementSibling), { move: event.detail === 0, at: label });
    return;
  }
  const string = event.target.closest("a") ? null : event.target.closest(".s[data-why]");
  if (string && getSelection().isCollapsed) choose(stringOf(string), { at: string });
});
byId("page:close").addEventListener("click", close);
byId("page:cite").addEventListener("click", () => copy(".citation", "Citation"));
byId("page:decide").addEventListener("click", () => copy("pre", "Decision"));
