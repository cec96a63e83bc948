import {
  litStyle,
  type PointPaint,
  type PointSet,
  type PointStyle,
  pointStyle,
  scatterStride,
  steps,
  type TopicPaint,
} from "toposcope/drawing";
import { type Picture, type PointsRenderer, scatteredOrder } from "./points-renderer.ts";

const sample = 60_000;
const quickSample = 20_000;
const noPaint: TopicPaint = { topics: new Map(), none: { color: [128, 128, 128], opacity: 1 } };

/** Draws an even sample of the points where there is no WebGL2. */
export class CanvasPoints implements PointsRenderer {
  readonly canvas: HTMLCanvasElement;
  readonly #context: CanvasRenderingContext2D;
  #points: PointSet | undefined;
  #order = new Uint32Array();
  #lit: Uint32Array | undefined;
  #paint = noPaint;
  #litPaint = noPaint;
  #whole: Picture | undefined;

  constructor() {
    this.canvas = document.createElement("canvas");
    this.#context = this.canvas.getContext("2d")!;
  }

  setPoints(points: PointSet): void {
    this.#points = points;
    this.#order = scatteredOrder(points.count, scatterStride(points.count)).slice(0, sample);
    this.#lit = undefined;
  }

  setPaint(paint: TopicPaint, litPaint: TopicPaint): void {
    this.#paint = paint;
    this.#litPaint = litPaint;
  }

  setLit(lit: Uint32Array | undefined): void {
    this.#lit = lit;
  }

  drawQuick(picture: Picture): boolean {
    this.#whole = undefined;
    this.#draw(picture, quickSample);
    return true;
  }

  startWhole(picture: Picture): void {
    this.#whole = picture;
  }

  refine(): boolean {
    if (this.#whole) this.#draw(this.#whole, sample);
    this.#whole = undefined;
    return true;
  }

  drawAll(picture: Picture): void {
    this.#draw(picture, sample);
  }

  dispose(): void {
    this.#points = undefined;
  }

  #draw(picture: Picture, limit: number): void {
    const { size, pixelRatio } = picture;
    const width = Math.max(1, Math.round(size.width * pixelRatio));
    const height = Math.max(1, Math.round(size.height * pixelRatio));
    if (this.canvas.width !== width) this.canvas.width = width;
    if (this.canvas.height !== height) this.canvas.height = height;
    this.#context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
    this.#context.clearRect(0, 0, size.width, size.height);
    const shown = this.#order.subarray(0, limit);
    this.#drawSome(picture, shown, this.#paint, pointStyle(shown.length, picture.zoom, size));
    const lit = this.#lit?.subarray(0, limit);
    if (lit)
      this.#drawSome(picture, lit, this.#litPaint, litStyle(lit.length, shown.length, picture.zoom, size));
  }

  #drawSome({ camera, size }: Picture, indices: Uint32Array, paint: TopicPaint, style: PointStyle): void {
    const points = this.#points;
    if (!points) return;
    const side = style.diameter;
    const context = this.#context;
    let current: PointPaint | undefined;
    for (const index of indices) {
      const x = (points.x[index]! / steps) * camera.scale + camera.left;
      const y = camera.bottom - (points.y[index]! / steps) * camera.scale;
      if (x < -side || y < -side || x > size.width + side || y > size.height + side) continue;
      const point = paint.topics.get(points.topic[index]!) ?? paint.none;
      if (point !== current) {
        current = point;
        const [red, green, blue] = point.color;
        context.fillStyle = `rgb(${red} ${green} ${blue} / ${point.opacity * style.opacity})`;
      }
      context.fillRect(x - side / 2, y - side / 2, side, side);
    }
  }
}
