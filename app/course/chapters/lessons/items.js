// @ts-check
// The items of a lesson as a visitor changes them.

/**
 * @typedef {import("../../../shared/web/my_lesson.js").Item} Item
 * @typedef {import("../../../shared/web/my_lesson.js").Said} Said
 */

/** A text in this language, or in the first that it has. @param {Said | undefined} said @param {string} lang */
export const inLanguage = (said, lang) =>
  typeof said === "object" ? said[lang] ?? Object.values(said)[0] ?? "" : said ?? "";

/**
 * An item with one field changed as a visitor typed it; what is empty is left out.
 * @param {Item} item
 * @param {string} name
 * @param {string} typed
 * @param {string} lang
 * @returns {Item}
 */
export function changed(item, name, typed, lang) {
  const { [name]: before, ...rest } = /** @type {Record<string, unknown>} */ (item);
  const text = before && typeof before === "object" ? { ...before, [lang]: typed } : typed;
  const value = name === "minutes" ? Number(typed) : text;
  return typed ? { ...rest, [name]: value } : rest;
}

/** The items after a button was pressed. @param {Item[]} items @param {string} what @param {number} i */
export function rearranged(items, what, i) {
  const rest = items.filter((_, at) => at !== i);
  if (what === "remove") return rest;
  const to = Math.max(0, Math.min(rest.length, i + (what === "up" ? -1 : 1)));
  return [...rest.slice(0, to), items[i], ...rest.slice(to)];
}
