// @ts-check
// One query image from inside: choose it, guess it, then see how sure the learner is and what it finds near.

import { closest, lasting, one, put } from "../../shared/web/dom.js";
import { Echo } from "../../shared/web/echo.js";
import { guessCard, guessOf } from "../../shared/web/guess_card.js";
import { badge } from "../../shared/web/marks.js";
import { afterPause } from "../../shared/web/pause.js";
import { escape, say } from "../../shared/web/text.js";
import { answerMarkup, isAnswered } from "./answer.js";
import { tile } from "./parts.js";

/** @import { Data } from "./parts.js" */
/** @typedef {import("../../shared/web/dom.js").Component<Data>} Component */
/**
 * @typedef {object} View
 * @property {HTMLElement} root
 * @property {Data} data
 * @property {number} step
 * @property {Echo} echo of the step
 * @property {(step: number) => void} sendStep
 * @property {(name: string, value: unknown) => void} send
 */

const PARTS = `<section><div data-part="strip"></div></section>
  <div class="one"><figure data-part="large"></figure>
    <div><div data-part="ask"></div><div data-part="answer"></div></div></div>`;

export default lasting(".inside", open, (view, /** @type {Component} */ { data, setTriggerValue }) => {
  view.send = setTriggerValue;
  if (view.echo.isNews(data.step) || view.data.task !== data.task) view.step = data.step;
  view.data = data;
  draw(view);
}, () => {});

/** @param {HTMLElement} root @param {Component} component */
function open(root, { data }) {
  /** @type {View} */
  const view = {
    root,
    data,
    step: data.step,
    echo: new Echo(),
    send: () => {},
    sendStep: afterPause((step) => {
      view.echo.sent(step);
      view.send("step", step);
    }),
  };
  root.innerHTML = PARTS;
  root.oninput = (event) => {
    view.step = Number(/** @type {HTMLInputElement} */ (event.target).value);
    drawAnswer(view);
  };
  root.onchange = () => view.sendStep(view.step);
  root.onclick = (event) => onClick(view, event);
  return view;
}

/** @param {View} view @param {Event} event */
function onClick(view, event) {
  const guess = guessOf(event);
  const pick = closest(event, "[data-image]");
  if (guess !== null) view.send("guess", guess);
  else if (pick) view.send("image", Number(pick.dataset.image));
}

/** @param {View} view */
function draw(view) {
  const { data, root } = view;
  for (const strip of [data.query, data.support]) {
    root.style.setProperty(`--${strip.id}`, `url(${strip.url})`);
  }
  put(root, "strip", stripMarkup(data));
  for (const pick of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll(".pick"))) {
    pick.ariaPressed = String(pick.dataset.image === String(data.image));
  }
  put(root, "large", largeMarkup(data));
  put(root, "ask", askMarkup(data));
  drawAnswer(view);
}

/** @param {View} view */
function drawAnswer({ root, data, step }) {
  const rail = root.querySelector("input");
  if (rail) {
    rail.value = String(step);
    one(root, "output").textContent = rail.value;
  }
  put(root, "answer", isAnswered(data) ? answerMarkup(data, step) : "");
}

/** @param {Data} data */
function stripMarkup({ words, order, query }) {
  const picks = order.map((image, place) =>
    `<button type="button" class="pick" data-image="${image}" aria-label="${
      say(words.pick, { number: place + 1 })
    }">${tile(query, image)}</button>`
  );
  return `<h3>${escape(words.choose)}</h3><div class="strip">${picks.join("")}</div>`;
}

/** @param {Data} data */
function largeMarkup({ words, order, image, query }) {
  const place = say(words.query, { number: order.indexOf(image) + 1, of: query.count });
  return `${tile(query, image, words.query_alt, "big")}<figcaption>${place}</figcaption>`;
}

/** The guess before the answer; then the slider over the steps, where there are some. @param {Data} data */
function askMarkup(data) {
  const { words, classes, support, shot } = data;
  if (!data.asked) {
    const options = classes.map((name, i) => ({
      ...{ id: String(i), name },
      sample: badge(i) + tile(support, i * shot),
    }));
    return guessCard({ title: words.first, question: words.question, options, skip: words.skip });
  }
  if (!isAnswered(data)) return `<p class="quiet">${escape(words.waiting)}</p>`;
  const last = data.shares.length - 1;
  if (!last) return "";
  return `<label class="rail"><span>${escape(words.step)} <output></output></span>
    <input type="range" min="0" max="${last}" step="1"></label>`;
}
