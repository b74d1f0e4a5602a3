// The time slider: a handle over bars of claims a day, a period to brush, a day to compare with, and play.

import type { History } from "./data";
import { type Day, iso, plusMonths, readDay, ticks, written } from "./days";
import { calm, draw, make } from "./dom";
import { word } from "./words";

export interface Times {
  on: Day;
  compare: Day | null;
  from: Day | null;
  to: Day | null;
}

export interface Timeline {
  element: HTMLElement;
  set(times: Times): void;
  step(by: number): void;
  month(by: number): void;
  toChange(by: 1 | -1): void;
  play(): void;
}

const PAD = 9; // half the width of the slider's handle: bars and handle share one scale
const HEIGHT = 56;
const EDGE = 32; // half of what a label of a month takes
const FRAME_MS = 90;
const CALM_MS = 900;
const PLAY_STEPS = 260;
const CLICK = 5; // pixels: a shorter pull is a click

export function timeline(history: History, change: (times: Partial<Times>) => void): Timeline {
  const { first, last } = history;
  const changes = [...new Set(history.spans.filter(({ span }) => span.begins).map(({ span }) => span.from).filter((day) => day > first && day <= last))].sort((a, b) => a - b);
  let times: Times = { on: last, compare: null, from: null, to: null };
  let timer = 0;

  const slider = make("input", { type: "range", min: String(first), max: String(last), step: "1", "aria-label": word("day_shown"), class: "slider" });
  const day = make("output", { class: "day" });
  const playButton = make("button", { type: "button", "data-key": "Space", class: "icon play", "aria-label": word("play"), title: `${word("play")} (Space)` });
  const chart = draw("svg", { class: "bars", role: "img", "aria-label": word("bars") });
  const compare = dateField(word("compare_with"), "compare", first, last);
  const from = dateField(word("period_from"), "from", first, last);
  const to = dateField(word("period_to"), "to", first, last);
  const clear = make("button", { type: "button", class: "quiet", hidden: "" }, word("clear"));
  const compareNow = make("button", { type: "button", "data-key": "c", title: `${word("compare_why")} (c)` }, word("compare_here"));

  const element = make("section", { class: "timeline", "aria-label": word("time") },
    make("div", { class: "transport" },
      button("first", word("change_before"), "p", () => api.toChange(-1)), button("back", word("day_before"), ",", () => api.step(-1)), playButton,
      button("on", word("day_after"), ".", () => api.step(1)), button("next", word("next_change"), "n", () => api.toChange(1)), day),
    make("div", { class: "track" }, chart, slider),
    make("div", { class: "periods" }, compareNow, compare.label, make("span", { class: "group" }, from.label, to.label), clear));

  const at = (value: Day): number => PAD + ((value - first) / (last - first)) * (chart.clientWidth - 2 * PAD);
  const dayAt = (x: number): Day => Math.round(first + (Math.min(Math.max(x - PAD, 0), chart.clientWidth - 2 * PAD) / Math.max(1, chart.clientWidth - 2 * PAD)) * (last - first));
  const clamp = (value: Day): Day => Math.min(Math.max(value, times.from ?? first), times.to ?? last);
  const go = (value: Day): void => change({ on: Math.min(Math.max(value, first), last) });

  function bars(): void {
    const width = chart.clientWidth;
    if (!width) return;
    chart.setAttribute("viewBox", `0 0 ${width} ${HEIGHT}`);
    const sums = new Map<number, number>();
    for (const [one, count] of history.perDay) {
      const x = Math.floor(at(one) / 2) * 2;
      sums.set(x, (sums.get(x) ?? 0) + count);
    }
    const most = Math.max(1, ...sums.values());
    const tall = HEIGHT - 18;
    const path = [...sums].map(([x, sum]) => `M${x} ${tall}v${-Math.max(1.5, Math.sqrt(sum / most) * (tall - 2)).toFixed(1)}`).join("");
    const marks = changes.map((one) => `M${at(one).toFixed(1)} ${tall + 1}v3`).join("");
    const labels = ticks(first, last, Math.max(2, Math.floor(width / 90)));
    chart.replaceChildren(
      draw("rect", { class: "brushed", y: 0, height: tall }), draw("path", { class: "told", d: path }), draw("path", { class: "change", d: marks }),
      draw("path", { class: "axis", d: `M${PAD} ${tall + 0.5}H${width - PAD}${labels.map(([one]) => `M${at(one).toFixed(1)} ${tall}v5`).join("")}` }),
      ...labels.map(([one, text]) => draw("text", { x: Math.min(Math.max(at(one), EDGE), width - EDGE).toFixed(1), y: HEIGHT - 3 }, text)),
      draw("path", { class: "compared" }), draw("path", { class: "now" }));
    marksOf();
  }

  function marksOf(): void {
    const tall = HEIGHT - 18;
    const brushed = chart.querySelector(".brushed");
    const [a, b] = [times.from === null ? null : at(times.from), times.to === null ? null : at(times.to)];
    brushed?.setAttribute("x", String(a ?? PAD));
    brushed?.setAttribute("width", a === null && b === null ? "0" : String(Math.max(1, (b ?? chart.clientWidth - PAD) - (a ?? PAD))));
    chart.querySelector(".compared")?.setAttribute("d", times.compare === null ? "" : `M${at(times.compare).toFixed(1)} 0v${tall}m-4 ${-tall}h8l-4 6z`);
    chart.querySelector(".now")?.setAttribute("d", `M${at(times.on).toFixed(1)} 0v${tall}`);
  }

  function stop(): void {
    clearInterval(timer);
    timer = 0;
    playButton.classList.remove("playing");
    playButton.setAttribute("aria-label", word("play"));
  }

  const api: Timeline = {
    element,
    set(next) {
      times = next;
      slider.value = String(next.on);
      slider.setAttribute("aria-valuetext", written(next.on));
      day.textContent = written(next.on);
      for (const [field, value] of [[compare, next.compare], [from, next.from], [to, next.to]] as const) if (document.activeElement !== field.input) field.input.value = value === null ? "" : iso(value);
      clear.hidden = next.compare === null && next.from === null && next.to === null;
      compareNow.setAttribute("aria-pressed", String(next.compare !== null));
      marksOf();
    },
    step: (by) => go(times.on + by),
    month: (by) => go(plusMonths(times.on, by)),
    toChange(by) {
      const next = by > 0 ? changes.find((one) => one > times.on) : changes.findLast((one) => one < times.on);
      if (next !== undefined) go(next);
    },
    play() {
      if (timer) return stop();
      const [start, end] = [clamp(first), clamp(last)];
      if (times.on >= end || times.on < start) change({ on: start });
      const pace = calm() ? 7 : Math.max(1, Math.round((end - start) / PLAY_STEPS));
      playButton.classList.add("playing");
      playButton.setAttribute("aria-label", word("pause"));
      timer = setInterval(() => {
        change({ on: Math.min(times.on + pace, end) });
        if (times.on >= end) stop();
      }, calm() ? CALM_MS : FRAME_MS);
    },
  };

  playButton.addEventListener("click", () => api.play());
  slider.addEventListener("input", () => change({ on: Number(slider.value) }));
  slider.addEventListener("keydown", (event) => sliderKey(event, api));
  compareNow.addEventListener("click", () => change({ compare: times.compare === null ? times.on : null }));
  compare.input.addEventListener("change", () => change({ compare: readDay(compare.input.value) }));
  from.input.addEventListener("change", () => change({ from: readDay(from.input.value) }));
  to.input.addEventListener("change", () => change({ to: readDay(to.input.value) }));
  clear.addEventListener("click", () => change({ compare: null, from: null, to: null }));
  brush(chart, dayAt, { pulled: (a, b) => change({ from: Math.min(a, b), to: Math.max(a, b) }), clicked: go });
  new ResizeObserver(bars).observe(chart);
  return api;
}

export function sliderKey(event: KeyboardEvent, line: Timeline): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  const sign = { ArrowRight: 1, ArrowUp: 1, PageUp: 1, ArrowLeft: -1, ArrowDown: -1, PageDown: -1 }[event.key] ?? 0;
  if (sign === 0) return false;
  const month = event.key.startsWith("Page") || (event.shiftKey && (event.key === "ArrowUp" || event.key === "ArrowDown"));
  event.preventDefault();
  if (month) line.month(sign);
  else line.step(sign * (event.shiftKey ? 7 : 1));
  return true;
}

function brush(chart: SVGElement, dayAt: (x: number) => Day, told: { pulled: (a: Day, b: Day) => void; clicked: (day: Day) => void }): void {
  let start: number | null = null;
  const x = (event: PointerEvent): number => event.clientX - chart.getBoundingClientRect().left;
  chart.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    start = x(event);
    chart.setPointerCapture(event.pointerId);
  });
  chart.addEventListener("pointermove", (event) => {
    if (start !== null && Math.abs(x(event) - start) > CLICK) told.pulled(dayAt(start), dayAt(x(event)));
  });
  chart.addEventListener("pointerup", (event) => {
    if (start !== null && Math.abs(x(event) - start) <= CLICK) told.clicked(dayAt(start));
    start = null;
  });
  chart.addEventListener("pointercancel", () => (start = null));
}

function button(sign: string, name: string, key: string, press: () => void): HTMLButtonElement {
  const made = make("button", { type: "button", class: "icon", "data-key": key, "aria-label": name, title: `${name} (${key})` }, arrow(sign));
  made.addEventListener("click", press);
  return made;
}

/** Arrows as drawings: fonts differ in which of these signs they have. */
function arrow(kind: string): SVGElement {
  const paths: Record<string, string> = { first: "M3 2v10M12 2l-7 5l7 5z", back: "M10 2l-7 5l7 5z", on: "M4 2l7 5l-7 5z", next: "M11 2v10M2 2l7 5l-7 5z" };
  return draw("svg", { viewBox: "0 0 14 14", width: 14, height: 14, "aria-hidden": "true" }, draw("path", { d: paths[kind] ?? "", fill: "currentColor", stroke: "currentColor", "stroke-width": 1.6, "stroke-linejoin": "round" }));
}

function dateField(text: string, name: string, first: Day, last: Day): { label: HTMLLabelElement; input: HTMLInputElement } {
  const input = make("input", { type: "date", "data-time": name, min: iso(first), max: iso(last) });
  return { label: make("label", {}, `${text} `, input), input };
}
