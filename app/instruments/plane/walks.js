// @ts-check
// Where outer updates have taken θ, as the address holds it (see walks.py).

const BACK = "back";
const MOST = 40; // walks and ways back
const LONGEST = 99; // updates of one walk

/**
 * @typedef {object} Settings
 * @property {string} learner
 * @property {number} inner_rate
 * @property {number} inner_steps
 * @property {number} outer_rate
 */

/** Is θ where it was put by hand? @param {string} walks */
export const atStart = (walks) => walks === "" || walks.endsWith(BACK);

/**
 * The walks with ``count`` more updates: they go on with the last walk if all is set as it was then. Empty when
 * there is no room for more.
 * @param {string} walks
 * @param {Settings} settings
 * @param {number} count
 */
export function further(walks, settings, count) {
  const parts = walks ? walks.split("_") : [];
  const set = [settings.inner_rate, settings.inner_steps, settings.outer_rate].map(String);
  const [learner, before, ...as] = (parts.at(-1) ?? "").split("~");
  const same = learner === settings.learner && as.join() === set.join();
  const goesOn = same && Number(before) + count <= LONGEST;
  if (goesOn) parts.pop();
  parts.push([settings.learner, goesOn ? Number(before) + count : count, ...set].join("~"));
  return parts.length < MOST ? parts.join("_") : "";
}

/** The walks, and θ is back where it was put. @param {string} walks */
export const back = (walks) => atStart(walks) ? walks : `${walks}_${BACK}`;
