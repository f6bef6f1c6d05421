// @ts-check
// How this phone speaks to the server, and by which name.

import { Kept } from "../../shared/web/kept.js";

/** @param {unknown} found @returns {found is string} */
const isName = (found) => typeof found === "string" && /^[0-9a-f]{32}$/.test(found);

/** This phone's name in all rooms: kept in its browser, and known to nobody else. */
export function ownName() {
  const kept = new Kept("fewshot-phone", isName, "");
  if (!kept.read()) {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    kept.write(Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join(""));
  }
  return kept.value;
}

/**
 * What asks the server about a room; status 0 where it cannot be reached.
 * @param {string} room its address
 * @returns {(path: string, sent?: object) => Promise<{ status: number, told: any }>}
 */
export const asker = (room) => async (path, sent) => {
  const how = sent && { method: "POST", body: JSON.stringify(sent) };
  try {
    const answer = await fetch(room + path, { ...how, signal: AbortSignal.timeout(10_000) });
    return { status: answer.status, told: await answer.json() };
  } catch {
    return { status: 0, told: {} };
  }
};
