"use strict";
// The page is whole without this. It opens what is said of a string beside the text, shows notes where they are
// referred to, searches, and walks by key. Ids of the page itself have a colon, which no id of the TEI can have.

(() => {
  const byId = (id) => document.getElementById(id);
  const byName = (elements, namesOf) => {
    const found = new Map();
    for (const one of elements) {
      for (const name of namesOf(one).split(" ")) found.set(name, [...(found.get(name) ?? []), one]);
    }
    return (name) => found.get(name) ?? [];
  };
  const article = document.querySelector("article");
  const all = (selector, within = article) => [...within.querySelectorAll(selector)];
  const [panel, card, said] = ["page:panel", "page:card", "page:said"].map(byId);
  const [strings, labels, cues] = ["[data-string]", "[data-label]", "[data-of]"].map((one) => all(one));
  const [partsOf, labelsOf, cuesOf] = [
    byName(strings, (one) => one.dataset.string),
    byName(labels, (one) => one.dataset.label),
    byName(cues, (one) => one.dataset.of),
  ];
  const speakersOf = (one) => (one.dataset.speakers ?? "").split(" ");
  const narrow = matchMedia("(max-width: 62rem)");
  let chosen = "";

  document.documentElement.classList.add("js");
  for (const id of ["page:search", "page:next", "page:help"]) byId(id).hidden = false;
  if (narrow.matches) all(".side details", document).forEach((one) => (one.open = false));

  // --- one string ---

  function light(id, on) {
    for (const one of [...partsOf(id), ...cuesOf(id)]) one.classList.toggle("chosen", on);
  }

  // `at` is the part that was clicked, and stays where it is unless the panel would cover it.
  function choose(id, { move = false, at } = {}) {
    const about = byId(`about:${id}`);
    const first = at ?? partsOf(id)[0];
    if (!about || !first) return;
    light(chosen, false);
    chosen = id;
    light(id, true);
    card.replaceChildren(...[...about.childNodes].map((one) => one.cloneNode(true)));
    card.className = about.className;
    for (const one of all("details", card)) one.open = false;
    card.querySelector(".citation").prepend(`${article.dataset.work}. `);
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
    const label = labelOf(chosen);
    const inside = panel.contains(document.activeElement);
    light(chosen, false);
    chosen = "";
    panel.hidden = true;
    document.documentElement.classList.remove("choosing");
    if (inside) (label ?? byId("page:text")).focus({ preventScroll: true });
  }

  const labelOf = (id) => labelsOf(id)[0];

  async function copy(selector, what) {
    const text = card.querySelector(selector)?.textContent;
    if (!text) return;
    try {
      await navigator.clipboard.writeText(text);
      said.textContent = `${what} copied.`;
    } catch {
      const shown = card.querySelector(selector);
      shown.closest("details")?.setAttribute("open", "");
      getSelection().selectAllChildren(shown);
      said.textContent = `${what} selected: copy it with Ctrl+C.`;
    }
  }

  article.addEventListener("click", (event) => {
    const label = event.target.closest("[data-label]");
    if (label) {
      event.preventDefault();
      choose(label.dataset.label, { move: event.detail === 0, at: label });
      return;
    }
    const string = event.target.closest("a") ? null : event.target.closest("[data-string]");
    if (string && getSelection().isCollapsed) choose(string.dataset.string, { at: string });
  });
  byId("page:close").addEventListener("click", close);
  byId("page:cite").addEventListener("click", () => copy(".citation", "Citation"));
  byId("page:decide").addEventListener("click", () => copy("pre", "Decision"));

  function follow() {
    const id = decodeURIComponent(location.hash.slice(1)).replace(/^about:/, "");
    const part = id && byId(id)?.closest("[data-string]");
    if (part?.id === id) choose(part.dataset.string);
  }
  addEventListener("hashchange", follow);
  follow();

  // --- from one to the next ---

  function walk(uncertain, step) {
    const only = article.dataset.only;
    const ids = strings
      .filter((one) => one.classList.contains("first"))
      .filter((one) => !uncertain || one.classList.contains("low"))
      .filter((one) => !only || speakersOf(one).includes(only))
      .map((one) => one.dataset.string);
    if (!ids.length) return;
    const from = ids.indexOf(chosen);
    const to = from < 0 ? beside(ids, step) : from + step;
    const id = ids[(to + ids.length) % ids.length];
    choose(id);
    labelOf(id)?.focus({ preventScroll: true });
  }

  function beside(ids, step) {
    const here = partsOf(chosen)[0];
    if (!here) return step > 0 ? 0 : ids.length - 1;
    const after = ids.findIndex(
      (id) => here.compareDocumentPosition(partsOf(id)[0]) & Node.DOCUMENT_POSITION_FOLLOWING,
    );
    const next = after < 0 ? ids.length : after;
    return step > 0 ? next : next - 1;
  }
  byId("page:next").addEventListener("click", () => walk(true, 1));

  // --- one speaker ---

  for (const button of all("[data-speaker]", document)) {
    button.addEventListener("click", () => {
      const on = button.getAttribute("aria-pressed") !== "true";
      for (const one of all("[data-speaker]", document)) one.setAttribute("aria-pressed", String(on && one === button));
      article.dataset.only = on ? button.dataset.speaker : "";
      if (!on) delete article.dataset.only;
      for (const one of strings) {
        const theirs = speakersOf(one).includes(button.dataset.speaker);
        one.classList.toggle("aside", on && !theirs);
        for (const label of labelsOf(one.dataset.string)) label.classList.toggle("aside", on && !theirs);
      }
    });
  }

  // --- notes ---

  const shown = byId("page:note");
  let waiting = 0;

  function showNote(mark) {
    clearTimeout(waiting);
    const note = byId(decodeURIComponent(mark.hash.slice(1)));
    if (!note) return;
    const copied = note.cloneNode(true);
    for (const one of [...copied.querySelectorAll(".return, .doubt, .who")]) one.remove();
    for (const one of copied.querySelectorAll("[id]")) one.removeAttribute("id");
    shown.replaceChildren(...copied.childNodes);
    shown.lang = article.lang;
    shown.hidden = false;
    const at = mark.getBoundingClientRect();
    const left = Math.min(at.left, document.documentElement.clientWidth - shown.offsetWidth - 12);
    shown.style.left = `${Math.max(12, left) + scrollX}px`;
    const below = at.bottom + 8 + shown.offsetHeight < innerHeight;
    shown.style.top = `${(below ? at.bottom + 8 : at.top - shown.offsetHeight - 8) + scrollY}px`;
  }
  function hideNote() {
    shown.hidden = true;
  }
  function hideSoon() {
    clearTimeout(waiting);
    waiting = setTimeout(hideNote, 200);
  }
  for (const mark of all(".note_ref[href]")) {
    mark.setAttribute("aria-describedby", decodeURIComponent(mark.hash.slice(1)));
    mark.addEventListener("pointerenter", (event) => event.pointerType === "mouse" && showNote(mark));
    mark.addEventListener("pointerleave", (event) => event.pointerType === "mouse" && hideSoon());
    mark.addEventListener("focus", () => mark.matches(":focus-visible") && showNote(mark));
    mark.addEventListener("blur", hideSoon);
    mark.addEventListener("click", (event) => {
      if (event.pointerType !== "touch") return hideNote();
      event.preventDefault();
      return shown.hidden ? showNote(mark) : hideNote();
    });
  }
  shown.addEventListener("pointerenter", () => clearTimeout(waiting));
  shown.addEventListener("pointerleave", hideSoon);
  document.addEventListener("pointerdown", (event) => {
    if (!event.target.closest(".note_ref, .shown-note")) hideNote();
  });

  // --- search ---

  const [words, found] = ["page:words", "page:found"].map(byId);
  const BLOCKS = "p, li, td, h1, h2, h3, h4, h5, h6, figcaption, .note, .verse_line, .citation";
  const plain = (text) => text.toLowerCase().replaceAll("ё", "е").replace(/\s/g, " ");
  let hits = [];
  let at = -1;

  function textOf(block) {
    const nodes = [];
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_ALL, (node) => {
      if (node.nodeType === Node.TEXT_NODE) return NodeFilter.FILTER_ACCEPT;
      const skipped = node.nodeType !== Node.ELEMENT_NODE || node.matches(".who, .doubt, .hyphen, .return");
      return skipped || node.matches(BLOCKS) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP;
    });
    while (walker.nextNode()) nodes.push(walker.currentNode);
    return nodes;
  }

  function* hitsIn(block, wanted) {
    const nodes = textOf(block);
    const text = plain(nodes.map((one) => one.data).join(""));
    if (text.length !== nodes.reduce((sum, one) => sum + one.length, 0)) return;
    const place = (offset) => {
      let rest = offset;
      for (const node of nodes) {
        if (rest <= node.length) return [node, rest];
        rest -= node.length;
      }
      return [nodes.at(-1), nodes.at(-1).length];
    };
    for (let from = text.indexOf(wanted); from >= 0; from = text.indexOf(wanted, from + wanted.length)) {
      const range = new Range();
      range.setStart(...place(from));
      range.setEnd(...place(from + wanted.length));
      yield range;
    }
  }

  function search() {
    const wanted = plain(words.value.trim());
    hits = wanted.length > 1 ? all(BLOCKS).flatMap((block) => [...hitsIn(block, wanted)]) : [];
    at = -1;
    globalThis.CSS.highlights?.set("found", new Highlight(...hits));
    globalThis.CSS.highlights?.delete("here");
    found.textContent = wanted.length > 1 ? `${hits.length} found` : "";
  }

  function go(step) {
    if (!hits.length) return;
    at = (at + step + hits.length) % hits.length;
    globalThis.CSS.highlights?.set("here", new Highlight(hits[at]));
    const place = hits[at].getBoundingClientRect();
    scrollBy({ top: place.top - innerHeight / 2 });
    found.textContent = `${at + 1} of ${hits.length}`;
  }
  words.addEventListener("input", search);
  byId("page:search").addEventListener("submit", (event) => event.preventDefault());
  words.addEventListener("keydown", (event) => {
    if (event.key === "Enter") go(event.shiftKey ? -1 : 1);
  });

  // --- keys ---

  const KEYS = {
    n: () => walk(true, 1),
    p: () => walk(true, -1),
    j: () => walk(false, 1),
    k: () => walk(false, -1),
    c: () => copy(".citation", "Citation"),
    d: () => copy("pre", "Decision"),
    "/": () => words.focus(),
  };
  const PLACES = { KeyN: "n", KeyP: "p", KeyJ: "j", KeyK: "k", KeyC: "c", KeyD: "d", Slash: "/" };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") {
      if (!shown.hidden) hideNote();
      else if (document.activeElement === words) words.blur();
      else if (!panel.hidden) close();
      return;
    }
    if (event.target.matches("input:not([type=checkbox]), textarea") || !byId("page:keys").checked) return;
    const does = KEYS[event.key] ?? KEYS[PLACES[event.code]]; // by its place too, for a Cyrillic keyboard
    if (!does) return;
    event.preventDefault();
    does();
  });
})();
