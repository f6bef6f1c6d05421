// @ts-check
// The slots of a task that a visitor fills: B2 is the second example of class B, q3 the third query image.

import { letterOf } from "./text.js";

/** The slots of the support set, class by class. @param {{ way: number, shot: number }} task */
export const supportSlots = ({ way, shot }) =>
  Array.from({ length: way * shot }, (_, i) => `${letterOf(Math.floor(i / shot))}${i % shot + 1}`);
