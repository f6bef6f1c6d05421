// @ts-check
// The slots of a task that a visitor fills: B2 is the second example of class B, q3 the third query image.

import { escape, fill, letterOf, say } from "./text.js";

const QUERIES = 10;

/** The slots of the support set, class by class. @param {{ way: number, shot: number }} task */
export const supportSlots = ({ way, shot }) =>
  Array.from({ length: way * shot }, (_, i) => `${letterOf(Math.floor(i / shot))}${i % shot + 1}`);

/** The slots of the query images that are filled, and one more. @param {(slot: string) => boolean} filled */
export function openSlots(filled) {
  const all = Array.from({ length: QUERIES }, (_, i) => `q${i + 1}`);
  return all.slice(0, all.findLastIndex(filled) + 2);
}

/**
 * What a slot is called; that of a query image begins with a small letter.
 * @param {string} slot
 * @param {{ shot: number, words: Record<string, string> }} task
 * @param {(label: number) => string} nameOf what a class is called
 */
export function slotName(slot, { shot, words }, nameOf) {
  const [letter, number] = [slot[0], slot.slice(1)];
  if (letter > "Z") return fill(words.query_slot, { number });
  return fill(words.support_slot, { letter, name: nameOf(letter.charCodeAt(0) - 65), number, shot });
}

/** Where a class is named. @param {number} label @param {string} name @param {Record<string, string>} words */
export function nameField(label, name, words) {
  const letter = letterOf(label);
  return `<input type="text" maxlength="24" data-name="${label}" data-key="name${label}" value="${
    escape(name)
  }" placeholder="${say(words.thing, { letter })}" aria-label="${say(words.name_of, { letter })}">`;
}
