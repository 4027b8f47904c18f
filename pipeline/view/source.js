// --- the source: what the page holds of the text without what is said and added; to the character ---

const ADDED = ".who, .doubt, .return, .added, ins";
const ASIDE = ".figure, .page_number, .navigation"; // of the source, and not of what is said where it stands
let source;

function textNodes(within, without) {
  const walker = document.createTreeWalker(within, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) => {
    if (node.nodeType === Node.TEXT_NODE) return NodeFilter.FILTER_ACCEPT;
    return node.matches(without) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP;
  });
  const nodes = [];
  while (walker.nextNode()) nodes.push(walker.currentNode);
  return nodes;
}

// The text, and where in it every node begins.
function readSource() {
  if (source) return source;
  const starts = new Map();
  let text = "";
  for (const node of textNodes(byId("page:source"), ADDED)) {
    starts.set(node, text.length);
    text += node.data;
  }
  source = { text, starts };
  return source;
}

// Where an element begins and ends in that text.
function extent(element) {
  const nodes = textNodes(element, ADDED);
  const { starts } = readSource();
  return nodes.length ? [starts.get(nodes[0]), starts.get(nodes.at(-1)) + nodes.at(-1).length] : [NaN, NaN];
}

// An offset as all the project counts it: in code points, from the beginning of the whole text.
const inCodePoints = (at) => Number(article.dataset.start) + [...readSource().text.slice(0, at)].length;

// The words of an element on one line, a word cut at the end of a line or of a page whole.
function words(element) {
  const nodes = textNodes(element, `${ADDED}, ${ASIDE}, .hyphen, .note_ref`);
  return nodes.map((node) => node.data).join("").split(/\s+/).filter(Boolean).join(" ");
}
