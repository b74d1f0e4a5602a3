// The signs as pictures for the live map, taken from the drawings in the page's own SVG; a plain disc where the page has none.

import type { Side } from "./data";
import { make } from "./dom";

export const SIZE = 20; // units that a sign fills

/** Each look as a picture of so many pixels. */
export async function pictures(looks: Iterable<string>, svg: SVGSVGElement | null, sides: Side[], pixels: number): Promise<Map<string, ImageBitmap>> {
  const all = [...looks];
  const drawn = await Promise.all(all.map((look) => picture(svg?.querySelector(`#${CSS.escape(look)}`)?.innerHTML ?? disc(look, sides), pixels)));
  return new Map(all.map((look, i) => [look, drawn[i]!]));
}

async function picture(inner: string, pixels: number): Promise<ImageBitmap> {
  const words = `<svg xmlns="http://www.w3.org/2000/svg" width="${pixels}" height="${pixels}" viewBox="-10 -10 20 20">${inner}</svg>`;
  const image = new Image(pixels, pixels);
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(words)}`;
  await image.decode();
  const canvas = make("canvas", { width: String(pixels), height: String(pixels) });
  canvas.getContext("2d")!.drawImage(image, 0, 0, pixels, pixels);
  return createImageBitmap(canvas);
}

function disc(look: string, sides: Side[]): string {
  const side = sides.find((one) => look.endsWith(`-${one.id}`));
  return `<circle r="7" fill="${side?.colour ?? "#6b6f76"}" stroke="#22262b"/>`;
}
