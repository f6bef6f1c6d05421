// @ts-check
// The page's nodes: what Streamlit hands to a component, and markup that is replaced only when it changed.

/**
 * What Streamlit calls a component's default export with. A trigger makes the page run again.
 * @template Data
 * @typedef {object} Component
 * @property {Data} data
 * @property {HTMLElement} parentElement
 * @property {(name: string, value: unknown) => void} setTriggerValue
 * @property {(name: string, value: unknown) => void} setStateValue
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
 * The node that an event happened on or in, of those that a selector finds.
 * @param {{ target: EventTarget | null }} event
 * @param {string} selector
 */
export const closest = (
  { target },
  selector,
) => /** @type {HTMLElement | null} */ (target instanceof Element ? target.closest(selector) : null);

/**
 * Draw anew; what had the focus has it again, if it is there still. It is known by an attribute.
 * @param {HTMLElement} root
 * @param {string} attribute
 * @param {() => void} draw
 */
export function keepFocus(root, attribute, draw) {
  const within = /** @type {ShadowRoot | Document} */ (root.getRootNode());
  const key = within.activeElement?.getAttribute(attribute);
  draw();
  const again = key ? root.querySelector(`[${attribute}="${CSS.escape(key)}"]`) : null;
  if (again instanceof HTMLElement && again !== within.activeElement) again.focus({ preventScroll: true });
}

/**
 * A component that keeps something for its root from call to call: opened by the first, closed when the last is
 * over.
 *
 * Streamlit may end the first call after the second has begun, which must not close what the second uses: what a
 * call returns to Streamlit does nothing once another call has followed.
 * @template Kept, Data
 * @param {string} selector of the root
 * @param {(root: HTMLElement, component: Component<Data>) => Kept} open
 * @param {(kept: Kept, component: Component<Data>) => void} show
 * @param {(kept: Kept) => void} close
 */
export function lasting(selector, open, show, close) {
  /** @type {WeakMap<HTMLElement, { kept: Kept, calls: number }>} */
  const all = new WeakMap();
  return (/** @type {Component<Data>} */ component) => {
    const root = one(component.parentElement, selector);
    const entry = all.get(root) ?? { kept: open(root, component), calls: 0 };
    all.set(root, entry);
    const call = ++entry.calls;
    show(entry.kept, component);
    return () => {
      if (call !== entry.calls || all.get(root) !== entry) return;
      all.delete(root);
      close(entry.kept);
    };
  };
}

/**
 * Draws a component again when what is observed changes its size. Without width it is about to leave its page.
 * @param {HTMLElement} root
 * @param {() => void} draw
 */
export const sizeWatcher = (root, draw) => new ResizeObserver(() => root.clientWidth > 0 && draw());
