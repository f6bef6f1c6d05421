// @ts-check
// What a visitor does in a row counts once, when he or she pauses: one step of the browser's history, not ten.

const PAUSE = 400; // ms

/**
 * A function that passes on the value of its last call, once no other has come for a while.
 * @template Value
 * @param {(value: Value) => void} act
 */
export function afterPause(act, pause = PAUSE) {
  /** @type {number | undefined} */
  let timer;
  return (/** @type {Value} */ value) => {
    clearTimeout(timer);
    timer = setTimeout(() => act(value), pause);
  };
}
