// @ts-check
// Streamlit says some words of its own, in English: on the buttons of its inputs, on the link that skips to
// the page, on the help of a label, and of a server that does not answer. They are said in the visitor's
// language as soon as they appear.

const KEPT = "data-streamlit-word";

/** @typedef {"skip" | "open" | "increment" | "decrement" | "help" | "upload"} OnInputs */
/** @typedef {Record<OnInputs | "broken_off" | "lost" | "lost_what" | "lost_here", string>} Words */

/**
 * An English label of Streamlit's in other words; null for a label that is not Streamlit's own.
 * @param {string} label
 * @param {Words} words
 */
export function inWords(label, words) {
  /** @type {Record<string, string>} */
  const said = { Open: words.open, Increment: words.increment, Decrement: words.decrement };
  if (label.startsWith("Help for ")) return words.help.replace("{name}", label.slice("Help for ".length));
  return said[label] ?? null;
}

/**
 * What Streamlit says when it has lost its server, in other words; null for anything else.
 * @param {string} text
 * @param {Words} words
 */
export function lostInWords(text, words) {
  if (text === "Connection error") return words.lost;
  if (/^(Streamlit server is not responding|Cannot connect to Streamlit)/.test(text)) return words.lost_what;
  if (text.startsWith("Is Streamlit still running?")) return words.lost_here; // on this very computer
  if (text === "streamlit run yourscript.py") return "fewshot app";
  return text.startsWith("Error: AxiosError") ? words.broken_off : null;
}

/** @param {Words} words */
function translate(words) {
  for (const shown of document.querySelectorAll('[role="dialog"] *, .stFileChip [role="alert"]')) {
    const said = shown.childElementCount ? null : lostInWords(shown.textContent ?? "", words);
    if (said === null) continue;
    // Each text stays, since it is Streamlit's to take away.
    shown.childNodes.forEach((text, i) => text.nodeValue = i ? "" : said);
    shown.setAttribute("data-in-words", ""); // Streamlit hides what it says of a file: page.css shows it
  }
  for (const button of document.querySelectorAll("button[aria-label]")) {
    const label = button.getAttribute("aria-label") ?? "";
    // Streamlit's own word is kept: after a change of language it is said anew.
    if (inWords(label, words) !== null) button.setAttribute(KEPT, label);
    const said = inWords(button.getAttribute(KEPT) ?? label, words);
    if (said !== null && said !== label) button.setAttribute("aria-label", said);
  }
  const uploads = '[data-testid="stFileUploaderDropzone"] button [data-testid="stMarkdownContainer"]';
  for (const shown of document.querySelectorAll(uploads)) {
    const text = document.createTreeWalker(shown, NodeFilter.SHOW_TEXT).nextNode();
    if (text && text.nodeValue !== words.upload) text.nodeValue = words.upload;
  }
  const skip = document.querySelector('[data-testid="stSkipToContent"]');
  if (skip && skip.textContent !== words.skip) skip.textContent = words.skip;
}

/** Say them now and whenever the page changes; returns what ends it. @param {Words} words */
export function sayInWords(words) {
  let asked = 0;
  const later = () => {
    cancelAnimationFrame(asked);
    asked = requestAnimationFrame(() => translate(words));
  };
  const watcher = new MutationObserver(later);
  watcher.observe(document.body, { childList: true, subtree: true });
  translate(words);
  return () => watcher.disconnect();
}
