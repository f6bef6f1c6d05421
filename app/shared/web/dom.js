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

/**
 * What a component keeps for its root from call to call: opened by the first, closed when the last is over.
 *
 * Streamlit may end the first call after the second has begun, which must not close what the second uses:
 * ``leave``, which a component returns to Streamlit, does nothing once another call has followed.
 * @template Kept, Data
 * @param {(root: HTMLElement, data: Data) => Kept} open
 * @param {(kept: Kept) => void} close
 */
export function lasting(open, close) {
  /** @type {WeakMap<HTMLElement, { kept: Kept, calls: number }>} */
  const all = new WeakMap();
  return (/** @type {HTMLElement} */ root, /** @type {Data} */ data) => {
    const entry = all.get(root) ?? { kept: open(root, data), calls: 0 };
    all.set(root, entry);
    const call = ++entry.calls;
    const leave = () => {
      if (call !== entry.calls || all.get(root) !== entry) return;
      all.delete(root);
      close(entry.kept);
    };
    return { kept: entry.kept, leave };
  };
}

/**
 * Draws a component again when what is observed changes its size. Without width it is about to leave its page.
 * @param {HTMLElement} root
 * @param {() => void} draw
 */
export const sizeWatcher = (root, draw) => new ResizeObserver(() => root.clientWidth > 0 && draw());
