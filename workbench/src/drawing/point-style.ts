import type { Size } from "./camera.ts";

/** How points are drawn; sizes in CSS pixels. */
export interface PointStyle {
  readonly diameter: number;
  readonly opacity: number;
}

const emptyStyle: PointStyle = { diameter: 6, opacity: 0.9 };

/**
 * Size and opacity from how much room each point has: few points are large and solid, a crowd is fine and translucent,
 * so that density shows. A drawn part of all points stands for the rest by being larger and more opaque.
 *
 * @param drawn how many points are drawn, of those in the data
 */
export function pointStyle(drawn: number, zoom: number, { width, height }: Size): PointStyle {
  if (drawn === 0) return emptyStyle;
  const spread = Math.max(0.25, zoom) ** 1.6;
  const room = Math.sqrt((width * height * spread) / drawn);
  const diameter = Math.min(9, Math.max(1.25, 0.6 * room));
  const opacity = Math.min(0.88, Math.max(0.22, 0.3 + 0.12 * room));
  return { diameter, opacity };
}

/** Lit points are a little larger than the others, and few of them large enough to be found at a glance. */
export function litStyle(lit: number, count: number, zoom: number, size: Size): PointStyle {
  const usual = pointStyle(count, zoom, size);
  const findable = Math.min(7, 0.12 * Math.sqrt((size.width * size.height) / Math.max(1, lit)));
  return { diameter: Math.max(1.2 * usual.diameter, findable), opacity: 0.9 };
}

/** A step through 0..count-1 that visits each number once, every stretch of it spread evenly over all of them. */
export function scatterStride(count: number): number {
  let stride = Math.max(1, Math.round(count * 0.618_033_988_75));
  while (divisor(stride, count) !== 1) stride++;
  return stride;
}

function divisor(a: number, b: number): number {
  return b === 0 ? a : divisor(b, a % b);
}
