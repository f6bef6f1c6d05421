// @ts-check

/** Fails unless both are the same when written as JSON. @param {unknown} found @param {unknown} wanted */
export function equal(found, wanted) {
  const [a, b] = [JSON.stringify(found), JSON.stringify(wanted)];
  if (a !== b) throw new Error(`found ${a}, wanted ${b}`);
}
