// @ts-check
// A friend is challenged: the address of the same tasks, with the score to beat.

import { one } from "../../shared/web/dom.js";
import { beatText, rowTo, store } from "./score.js";

/** @import { Data } from "./types.js" */

/** The whole address of these tasks, with the score to beat where there is one. @param {Data} data */
export function challenge({ link, form, seed }) {
  const address = new URL(link, document.baseURI);
  const row = rowTo(store.read(), form, seed);
  if (row) {
    address.searchParams.set("seed", String(row.first));
    address.searchParams.set("beat", beatText(row));
  }
  return address.href;
}

/** @param {HTMLElement} root @param {Record<string, string>} words */
export async function copy(root, words) {
  const link = /** @type {HTMLInputElement} */ (one(root, "[data-part=link]"));
  link.select();
  const note = one(root, ".share .note");
  try {
    await navigator.clipboard.writeText(link.value);
    note.textContent = `✓ ${words.copied}`;
  } catch {
    note.textContent = words.not_copied;
  }
}
