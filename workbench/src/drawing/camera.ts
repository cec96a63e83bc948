import type { Frame } from "./map-data.ts";

/** What the user looks at: the middle of the picture in unit-frame coordinates; zoom 1 shows all but outliers. */
export interface View {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Unit frame to CSS pixels: `x = u * scale + left`, `y = bottom - v * scale`. */
export interface Camera {
  readonly scale: number;
  readonly left: number;
  readonly bottom: number;
}

export const minZoom = 0.25;
export const maxZoom = 64;
const marginShare = 0.86;

/** The first view. */
export function fitView({ home }: Frame): View {
  return { x: (home.minX + home.maxX) / 2, y: (home.minY + home.maxY) / 2, zoom: 1 };
}

export function cameraOf(view: View, size: Size, frame: Frame): Camera {
  const width = Math.max(frame.home.maxX - frame.home.minX, 0.02);
  const height = Math.max(frame.home.maxY - frame.home.minY, 0.02);
  const scale = Math.max(1, Math.min(size.width / width, size.height / height) * marginShare) * view.zoom;
  return { scale, left: size.width / 2 - view.x * scale, bottom: size.height / 2 + view.y * scale };
}

export function toScreen(camera: Camera, u: number, v: number): Point {
  return { x: u * camera.scale + camera.left, y: camera.bottom - v * camera.scale };
}

export function fromScreen(camera: Camera, x: number, y: number): { u: number; v: number } {
  return { u: (x - camera.left) / camera.scale, v: (camera.bottom - y) / camera.scale };
}

/** Moves the picture by pixels, as a hand drags paper. */
export function panned(view: View, camera: Camera, dx: number, dy: number, frame: Frame): View {
  return clampView({ ...view, x: view.x - dx / camera.scale, y: view.y + dy / camera.scale }, frame);
}

/** Zooms by a factor; what lies under the given pixel stays there. */
export function zoomedAt(view: View, factor: number, at: Point, size: Size, frame: Frame): View {
  const zoom = Math.min(maxZoom, Math.max(minZoom, view.zoom * factor));
  const { u, v } = fromScreen(cameraOf(view, size, frame), at.x, at.y);
  const scale = cameraOf({ ...view, zoom }, size, frame).scale;
  const x = u - (at.x - size.width / 2) / scale;
  const y = v + (at.y - size.height / 2) / scale;
  return clampView({ x, y, zoom }, frame);
}

/** Keeps the middle of the picture on the data, and the zoom within its limits. */
export function clampView(view: View, frame: Frame): View {
  const finite = (value: number, fallback: number) => (Number.isFinite(value) ? value : fallback);
  return {
    x: Math.min(frame.width, Math.max(0, finite(view.x, frame.width / 2))),
    y: Math.min(frame.height, Math.max(0, finite(view.y, frame.height / 2))),
    zoom: Math.min(maxZoom, Math.max(minZoom, finite(view.zoom, 1))),
  };
}

/** The view at a share 0..1 of a flight; zoom changes evenly in ratio, so that the ground speed looks even. */
export function viewBetween(from: View, to: View, share: number): View {
  const t = share < 0.5 ? 4 * share ** 3 : 1 - (2 - 2 * share) ** 3 / 2;
  const zoom = from.zoom * (to.zoom / from.zoom) ** t;
  const ratio = to.zoom / from.zoom;
  const ground = Math.abs(ratio - 1) < 1e-3 ? t : (1 - ratio ** -t) / (1 - 1 / ratio);
  return { x: from.x + (to.x - from.x) * ground, y: from.y + (to.y - from.y) * ground, zoom };
}

export function sameView(a: View, b: View): boolean {
  const close = (one: number, other: number) => Math.abs(one - other) < 1e-6 * Math.max(1, Math.abs(one));
  return close(a.x, b.x) && close(a.y, b.y) && close(a.zoom, b.zoom);
}
