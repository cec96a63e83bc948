import type { Camera, Point, Size } from "./camera.ts";
import { type PointSet, steps } from "./map-data.ts";
import type { TopicPaint } from "./map-paint.ts";
import type { PointStyle } from "./point-style.ts";
import type { SvgPoints } from "./svg.ts";

/** With more points than this, an SVG holds them as one picture. */
export const mostCircles = 20_000;

interface CircleOptions {
  readonly camera: Camera;
  readonly style: PointStyle;
  readonly paintOf: (point: number) => TopicPaint;
}

/** The pixel on which a point lies. */
export function placeOf(points: PointSet, point: number, camera: Camera): Point {
  return {
    x: (points.x[point]! / steps) * camera.scale + camera.left,
    y: camera.bottom - (points.y[point]! / steps) * camera.scale,
  };
}

/** The points whose middle lies within the picture. */
export function visiblePoints(points: PointSet, camera: Camera, size: Size): Uint32Array {
  const found = new Uint32Array(points.count);
  let count = 0;
  for (let point = 0; point < points.count; point++) {
    const { x, y } = placeOf(points, point, camera);
    if (x >= 0 && y >= 0 && x <= size.width && y <= size.height) found[count++] = point;
  }
  return found.slice(0, count);
}

/** Points as circles of an SVG, the later ones over the earlier ones. */
export function pointCircles(
  points: PointSet,
  shown: Iterable<number>,
  { camera, style, paintOf }: CircleOptions,
): SvgPoints {
  const circles = Array.from(shown, (point) => {
    const { topics, none } = paintOf(point);
    const { color, opacity } = topics.get(points.topic[point]!) ?? none;
    return { ...placeOf(points, point, camera), color, opacity: opacity * style.opacity };
  });
  return { type: "circles", radius: style.diameter / 2, circles };
}
