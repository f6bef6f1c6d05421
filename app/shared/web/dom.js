// @ts-check
// The page's nodes: what Streamlit hands to a component, and markup that is replaced only when it changed.

/**
 * What Streamlit calls a component's default export with. A trigger makes the page run again.
 * @template Data
 * @typedef {object} Component
 * @property {Data} data
 * @property {HTMLElement} parentElement
 * @property {(name: string, value: unknown) => void} setTriggerValue
 */

/** The one node that a selector finds below another. @param {ParentNode} root @param {string} selector */
export function one(root, selector) {
  const found = root.querySelector(selector);
  if (!found) throw new Error(`nothing is ${selector}`);
  return /** @type {HTMLElement} */ (found);
}

/** @type {WeakMap<Element, string>} */
const written = new WeakMap();

/**
 * Put markup into the node marked data-part=NAME, unless it holds just that already; true if it did not.
 * @param {ParentNode} root
 * @param {string} name
 * @param {string} markup
 */
export function put(root, name, markup) {
  const holder = one(root, `[data-part="${name}"]`);
  if (written.get(holder) === markup) return false;
  holder.innerHTML = markup;
  written.set(holder, markup);
  return true;
}
