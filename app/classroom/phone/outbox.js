// @ts-check
// Votes and drawings that this phone has made: each is sent until the server has answered for good, and counts
// once.

/**
 * @typedef {{ number: number, round: number }} Round
 * @typedef {"waiting" | "counted" | "late"} Fate
 * @typedef {Round & { code: string, answers: number[], fate: Fate, strokes?: number[][] }} Vote where it has
 *   strokes, it is a drawing of the class that it answers
 */

const MOST = 60; // votes that a phone remembers

/** Were these votes written by us? @param {unknown} found @returns {found is Vote[]} */
export const isVotes = (found) =>
  Array.isArray(found) && found.every((vote) => vote && Array.isArray(vote.answers) && "fate" in vote);

/** What was voted in a round. @param {Vote[]} votes @param {string} code @param {Round} round */
export const voted = (votes, code, { number, round }) =>
  votes.find((vote) => vote.code === code && vote.number === number && vote.round === round);

/**
 * The vote that came too late last of all, if nothing was voted since.
 * @param {Vote[]} votes
 * @param {string} code
 */
export const lateBefore = (votes, code) =>
  votes.filter((vote) => vote.code === code).slice(-1).find(({ fate }) => fate === "late");

/**
 * Where a vote is sent, and what. @param {Vote} vote @param {string} phone
 * @returns {[string, object]}
 */
export const requestOf = ({ number, round, answers, strokes }, phone) =>
  strokes ? ["/drawings", { phone, number, round, strokes }] : ["/votes", { phone, number, round, answers }];

/** The votes with a new one, unless there is one in its round already. @param {Vote[]} votes @param {Vote} vote */
export const withVote = (votes, vote) =>
  voted(votes, vote.code, vote) ? votes : [...votes, vote].slice(-MOST);

/** The votes without those of a room, which is closed. @param {Vote[]} votes @param {string} code */
export const without = (votes, code) => votes.filter((vote) => vote.code !== code);

/** The vote that is to be sent next. @param {Vote[]} votes @param {string} code */
export const nextOf = (votes, code) => votes.find((vote) => vote.code === code && vote.fate === "waiting");

/**
 * The votes after the server has answered about one of them; what it could not take now is sent again.
 * @param {Vote[]} votes
 * @param {Vote} sent
 * @param {number} status of the answer; 0: there was none
 * @param {{ answers?: number[] }} told
 */
export function settled(votes, sent, status, told) {
  if (status === 0 || status === 429 || status >= 500) return votes;
  const fate = /** @type {Fate} */ (status === 200 ? "counted" : "late");
  const same = voted(votes, sent.code, sent);
  return votes.map((vote) => vote === same ? { ...vote, fate, answers: told.answers ?? vote.answers } : vote);
}

/** Milliseconds before the next attempt: longer each time, and never the same for a whole class.
 * @param {number} failures so far
 * @param {number} chance 0…1
 */
export const pause = (failures, chance) => Math.min(15_000, 500 * 2 ** failures) * (0.5 + chance);
