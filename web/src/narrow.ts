// The drawn map on a phone: all of it in the width of its box, signs and names as large as on a screen, and names only where there is room.
// All of it is styles of the screen: on paper the map stands as the server drew it.

import { make } from "./dom";
import { type Name, Taken } from "./names";
import type { Scene } from "./stage";
import { word } from "./words";

const NARROW = 600; // pixels of the box
const SIGN = 1; // pixels of a sign to those that it was drawn with
const TYPE = { place: 12, land: 10.5, tall: 14, family: "system-ui, sans-serif" }; // pixels
const DRAWN = { place: 11, land: 10 }; // font sizes that the server draws with
const RISE = 0.35; // from the line on which letters stand to their middle, in font sizes
const AGAIN = 0.02; // of the scale: less needs no new places

type Point = [x: number, y: number];

interface Words {
  element: SVGElement;
  name: Name;
  /** Font size as wanted on the screen to that drawn. */
  size: number;
  /** The middle of the words as drawn, and the point that they name, in units of the sheet. */
  middle: Point;
  point: Point;
}

/** Return what fits the map's signs and names to the width of its box, when so many times its whole is shown. */
export function fitter(svg: SVGSVGElement, sheet: SVGSVGElement, scene: Scene): (zoom: number) => void {
  const { width, height } = sheet.viewBox.baseVal;
  const signs = spotsOf(svg);
  const credit = creditOf(svg);
  let names: Words[] | null = null;
  let before = 0;
  return (zoom) => {
    const wide = svg.clientWidth;
    if (wide === 0) return; // the live map is shown
    const isNarrow = wide < NARROW;
    svg.classList.toggle("narrow", isNarrow);
    const unit = (wide / width) * zoom;
    if (!isNarrow || Math.abs(unit / before - 1) < AGAIN) return;
    before = unit;
    sheet.style.setProperty("--sign", String(SIGN / unit));
    credit(unit);
    names ??= [...namesOf(svg, scene, signs), ...landsOf(svg)];
    const taken = new Taken([width * unit, height * unit]);
    for (const [x, y] of signs.values()) taken.sign(x * unit, y * unit);
    for (const one of names) put(one, unit, taken);
  };
}

function put({ element, name, size, middle, point }: Words, unit: number, taken: Taken): void {
  [name.x, name.y] = [point[0] * unit, point[1] * unit];
  const spot = taken.place(name);
  element.classList.toggle("crowded", spot === null);
  if (!spot) return;
  const by = size / unit;
  element.style.setProperty("--x", `${(point[0] + spot.dx / unit - by * middle[0]).toFixed(2)}px`);
  element.style.setProperty("--y", `${(point[1] + spot.dy / unit - by * middle[1]).toFixed(2)}px`);
  element.style.setProperty("--by", by.toFixed(4));
}

function spotsOf(svg: SVGSVGElement): Map<string, Point> {
  const found = new Map<string, Point>();
  for (const mark of svg.querySelectorAll(".mark")) {
    const [, x, y] = /translate\(([-\d.]+) ([-\d.]+)\)/.exec(mark.getAttribute("transform") ?? "") ?? [];
    found.set(mark.getAttribute("data-p") ?? "", [Number(x), Number(y)]);
  }
  return found;
}

/** The names of places, the best attested first. */
function namesOf(svg: SVGSVGElement, scene: Scene, signs: Map<string, Point>): Words[] {
  const claims = (one: Element): number => scene.history.byId.get(one.getAttribute("data-p") ?? "")?.claims ?? 0;
  const all = [...svg.querySelectorAll<SVGElement>(".names g[data-p]")].sort((a, b) => claims(b) - claims(a));
  return all.flatMap((element) => {
    const text = element.querySelector("text");
    const point = signs.get(element.getAttribute("data-p") ?? "");
    return text && point ? [wordsOf(element, text, point, "place")] : [];
  });
}

function landsOf(svg: SVGSVGElement): Words[] {
  return [...svg.querySelectorAll<SVGElement>(".lands text")].map((text) => wordsOf(text, text, null, "land"));
}

const pen = document.createElement("canvas").getContext("2d");

function wordsOf(element: SVGElement, text: Element, point: Point | null, kind: "place" | "land"): Words {
  const [x, y] = [Number(text.getAttribute("x")), Number(text.getAttribute("y"))];
  const words = text.textContent ?? "";
  if (pen) pen.font = `${DRAWN[kind]}px ${TYPE.family}`;
  const wide = (pen?.measureText(words).width ?? words.length * 6) + (kind === "land" ? words.length : 0); // names of countries are spaced
  const anchor = kind === "land" ? "middle" : text.getAttribute("text-anchor");
  const middle: Point = [anchor === "middle" ? x : anchor === "end" ? x - wide / 2 : x + wide / 2, y - RISE * DRAWN[kind]];
  const size = TYPE[kind] / DRAWN[kind];
  return { element, size, middle, point: point ?? middle, name: { lines: [words], wide: wide * size, tall: TYPE.tall, x: 0, y: 0, middle: point === null } };
}

/** Put the scale and the credit of the ground under the map, in letters that can be read; return what sets the scale's length. */
function creditOf(svg: SVGSVGElement): (unit: number) => void {
  const drawn = Number(/h([\d.]+)/.exec(svg.querySelector(".scale path")?.getAttribute("d") ?? "")?.[1] ?? 0);
  const length = (svg.querySelector(".scale text")?.textContent ?? "").split(" · ")[0] ?? "";
  const bar = make("span", { class: "bar" });
  svg.parentElement?.querySelector(".ground")?.remove();
  svg.after(make("p", { class: "ground" }, bar, `${length} · ${word("credit")}`));
  return (unit) => (bar.style.width = `${(drawn * unit).toFixed(1)}px`);
}
