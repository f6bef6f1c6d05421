// @ts-check
// One learner of a chart lit, the others faint.

/**
 * What Plotly keeps at the node of a chart: traces and annotations that belong to a learner bear its id.
 * @typedef {HTMLElement & { data?: { name?: string }[], layout?: { annotations?: { name?: string }[] } }} Plot
 */

/** @typedef {Plot & { on: (name: string, react: (at: any) => void) => void }} Drawn once Plotly has drawn it */

const FAINT = "0.22";

/** The chart in the container of this class, once it is drawn. @param {string} container */
export const plotIn = (
  container,
) => /** @type {Plot | null} */ (document.querySelector(`.${container} .js-plotly-plot`));

/**
 * Call whenever a chart in the container of this class is drawn, and now if one is; returns what ends that.
 * @param {string} container
 * @param {(plot: Drawn) => void} react
 */
export function whenDrawn(container, react) {
  const look = () => {
    const plot = /** @type {Drawn | null} */ (plotIn(container));
    if (typeof plot?.on === "function") react(plot);
  };
  const watcher = new MutationObserver(look);
  watcher.observe(document.querySelector(`.${container}`) ?? document.body, {
    childList: true,
    subtree: true,
  });
  look();
  return () => watcher.disconnect();
}

/**
 * Keep the learner that ``lit`` names lit when Plotly draws the chart anew; returns what ends that.
 * @param {string} container
 * @param {() => string | null} lit null leaves the chart as it is
 */
export function keepLit(container, lit) {
  /** @type {WeakSet<Drawn>} */
  const heard = new WeakSet();
  return whenDrawn(container, (plot) => {
    const again = () => {
      if (lit() !== null) light(plot, lit());
    };
    again();
    if (heard.has(plot)) return;
    heard.add(plot);
    plot.on("plotly_afterplot", again);
  });
}

/** Light the learner ``id``, all again with null. @param {Plot | null} plot @param {string | null} id */
export function light(plot, id) {
  const { data = [], layout } = plot ?? {};
  const lit = id !== null && data.some(({ name }) => name === id);
  /** @param {string | undefined} name */
  const opacity = (name) => (lit && name && name !== id ? FAINT : "");
  plot?.querySelectorAll(".scatterlayer > .trace").forEach((node, i) => {
    /** @type {SVGElement} */ (node).style.opacity = opacity(data[i]?.name);
  });
  plot?.querySelectorAll(".infolayer .annotation").forEach((node, i) => {
    /** @type {SVGElement} */ (node).style.opacity = opacity(layout?.annotations?.[i]?.name);
  });
}
