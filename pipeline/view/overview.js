"use strict";
// The list of texts is whole without this. It finds texts by author or title, in all pages of the list.

(() => {
  const byId = (id) => document.getElementById(id);
  const form = byId("page:filter");
  if (!form) return;
  const SHOWN = 50;
  const plain = (text) => text.toLowerCase().replaceAll("ё", "е");
  const texts = JSON.parse(byId("page:filtered").textContent).map((one) => [...one, plain(`${one[0]} ${one[1]}`)]);
  const [words, found, hits, list] = ["page:words", "page:found", "page:hits", "page:list"].map(byId);

  function shown([author, title, address, quotations]) {
    const line = document.createElement("li");
    const work = document.createElement(address ? "a" : "span");
    work.textContent = title;
    if (address) work.href = address;
    line.append(author ? `${author}. ` : "", work, ` · ${quotations}`);
    return line;
  }

  function filter() {
    const wanted = plain(words.value).split(/\s+/).filter(Boolean);
    const those = wanted.length ? texts.filter((one) => wanted.every((word) => one[4].includes(word))) : [];
    hits.replaceChildren(...those.slice(0, SHOWN).map(shown));
    hits.hidden = !wanted.length;
    list.hidden = Boolean(wanted.length);
    const more = those.length > SHOWN ? `, the first ${SHOWN} shown` : "";
    found.textContent = wanted.length ? `${those.length} of ${texts.length}${more}` : "";
  }
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  words.addEventListener("input", filter);
})();
