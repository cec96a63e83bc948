import type { PointPaint } from "../drawing/map-paint.ts";

/** Points of a picture, in its own units. */
export interface Discs {
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** Index into `paints` of each disc. */
  readonly paint: Uint16Array;
  readonly paints: readonly PointPaint[];
  readonly radius: number;
}

/** Whole rows of a picture: RGBA bytes, not premultiplied. */
export interface Band {
  readonly pixels: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
  /** How many rows of the picture lie above. */
  readonly top: number;
}

/** Paints discs with smooth edges over the pixels of a band. Cost O(n) and the pixels that the discs cover. */
export function blendPoints(band: Band, discs: Discs, scale: number): void {
  const reach = discs.radius * scale + 1;
  for (let disc = 0; disc < discs.x.length; disc++) {
    const x = discs.x[disc]! * scale;
    const y = discs.y[disc]! * scale - band.top;
    if (y < -reach || y > band.height + reach) continue;
    blendDisc(band, { x, y, radius: discs.radius * scale }, discs.paints[discs.paint[disc]!]!);
  }
}

function blendDisc(
  { pixels, width, height }: Band,
  { x, y, radius }: { x: number; y: number; radius: number },
  { color, opacity }: PointPaint,
): void {
  const reach = radius + 0.5;
  const lastRow = Math.min(height - 1, Math.floor(y + reach));
  const lastColumn = Math.min(width - 1, Math.floor(x + reach));
  for (let row = Math.max(0, Math.floor(y - reach)); row <= lastRow; row++) {
    for (let column = Math.max(0, Math.floor(x - reach)); column <= lastColumn; column++) {
      const away = Math.hypot(column + 0.5 - x, row + 0.5 - y);
      const alpha = opacity * Math.min(1, reach - away);
      if (alpha > 0) blendPixel(pixels, (row * width + column) * 4, color, alpha);
    }
  }
}

/** @see Porter & Duff, "Compositing digital images", SIGGRAPH 1984 (over) */
function blendPixel(
  pixels: Uint8ClampedArray,
  at: number,
  [red, green, blue]: PointPaint["color"],
  alpha: number,
): void {
  const below = (pixels[at + 3]! / 255) * (1 - alpha);
  const whole = alpha + below;
  pixels[at] = (red * alpha + pixels[at]! * below) / whole;
  pixels[at + 1] = (green * alpha + pixels[at + 1]! * below) / whole;
  pixels[at + 2] = (blue * alpha + pixels[at + 2]! * below) / whole;
  pixels[at + 3] = whole * 255;
}
