// What a person perceives of the page: elements by kind and name, texts, and complaints of the
// page about itself. Evaluated anew with every question, so that a reload loses nothing.
const kinds = {
  button: "button, [role='button']",
  link: "a[href]",
  field: "input:not([type='radio']):not([type='checkbox']), textarea",
  choice: "button[role='radio'], label:has(input[type='radio'])",
  checkbox: "label:has(input[type='checkbox'])",
  item: "[role^='menuitem']",
  row: "[role='row'][tabindex]",
  heading: "h1, h2, h3, h4",
  dialog: "[role='dialog']",
};
const tidy = (text) => text.replace(/[\u2066-\u2069\u200e\u200f]/g, "").replace(/\s+/g, " ").trim();
const isSeen = (element) => {
  const { width, height } = element.getBoundingClientRect();
  const isCovered = element.closest("[inert], [aria-hidden='true']") !== null;
  return width > 0 && height > 0 && !isCovered && element.checkVisibility({ visibilityProperty: true });
};
// A key cap is drawn in its button and is no part of its words.
const wordsIn = (element) => {
  const copy = element.cloneNode(true);
  for (const cap of copy.querySelectorAll("kbd")) {
    cap.remove();
  }
  return tidy(copy.textContent);
};
const nameOf = (element) => {
  const told = element.getAttribute("aria-label");
  if (told !== null) {
    return tidy(told);
  }
  const labelled = element.getAttribute("aria-labelledby");
  if (labelled !== null) {
    return tidy(
      labelled
        .split(/\s+/)
        .map((id) => document.getElementById(id)?.textContent ?? "")
        .join(" "),
    );
  }
  if (element.labels?.length > 0) {
    return tidy([...element.labels].map((label) => label.textContent).join(" "));
  }
  return wordsIn(element);
};
const found = (kind, name) => {
  const all = [...document.querySelectorAll(kinds[kind])].filter(isSeen);
  return (
    all.find((element) => nameOf(element) === name) ??
    all.find((element) => nameOf(element).startsWith(name)) ??
    all.find((element) => wordsIn(element).includes(name)) ??
    null
  );
};
// Which key brings the focus nearer to an element: "tab" or "back", or an arrow within one choice.
const stepTo = (kind, name) => {
  const wanted = found(kind, name);
  const at = document.activeElement;
  if (wanted === null || at === wanted || wanted.contains(at)) {
    return wanted === null ? "tab" : "here";
  }
  const group = at.closest("[role='radiogroup']");
  const isBehind =
    (at.compareDocumentPosition(wanted) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
  if (group === null || !group.contains(wanted)) {
    return isBehind ? "tab" : "back";
  }
  if (at.matches("input")) {
    return "down";
  }
  return isBehind === (document.documentElement.dir !== "rtl") ? "right" : "left";
};
// Every text that is read with the eyes or by a screen reader, each once.
const said = () => {
  const texts = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    if (parent.closest("script, style, pre") === null && parent.checkVisibility()) {
      texts.add(tidy(walker.currentNode.data));
    }
  }
  for (const element of document.querySelectorAll("[aria-label], [placeholder], [title]")) {
    for (const attribute of ["aria-label", "placeholder", "title"]) {
      texts.add(tidy(element.getAttribute(attribute) ?? ""));
    }
  }
  texts.delete("");
  return [...texts];
};
