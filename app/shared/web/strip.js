// @ts-check
// Drawings that lie side by side in one picture, a strip: each tile shows its own part of it.

/**
 * The style that shows one drawing of a strip, in a tile of any size that has the strip as its background.
 * @param {number} index
 * @param {number} count how many drawings the strip has
 */
export const onStrip = (index, count) =>
  `background-size:${100 * count}% 100%;background-position:${
    count > 1 ? (100 * index) / (count - 1) : 0
  }% 0`;

/** A tile of the strip that its surroundings show. @param {number} index @param {number} count */
export const stripTile = (index, count) => `<i class="tile" style="${onStrip(index, count)}"></i>`;
