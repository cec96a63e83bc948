import type { Camera, PointSet, Size, TopicPaint } from "toposcope/drawing";

/** What one picture shows. */
export interface Picture {
  readonly camera: Camera;
  readonly size: Size;
  /** Device pixels per CSS pixel. */
  readonly pixelRatio: number;
  readonly zoom: number;
}

/** Draws the points into a canvas of its own. */
export interface PointsRenderer {
  readonly canvas: HTMLCanvasElement;
  setPoints(points: PointSet): void;
  setPaint(paint: TopicPaint, litPaint: TopicPaint): void;
  /** Points that are drawn over all others in the lit paint; undefined: none. */
  setLit(lit: Uint32Array | undefined): void;
  /** Draws a part of the points at once, for a picture that moves. False: still busy with the one before. */
  drawQuick(picture: Picture): boolean;
  /** Begins the whole picture; `refine` goes on with it until it returns true. */
  startWhole(picture: Picture): void;
  refine(): boolean;
  /** Draws everything before it returns, for an export. */
  drawAll(picture: Picture): void;
  dispose(): void;
}

/** The whole numbers below `count` as they are drawn: early ones spread evenly over all. */
export function scatteredOrder(count: number, stride: number): Uint32Array {
  const order = new Uint32Array(count);
  for (let i = 0, at = 0; i < count; i++) {
    order[i] = at;
    at += stride;
    if (at >= count) at -= count;
  }
  return order;
}
