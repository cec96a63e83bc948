import { type Camera, fromScreen, type Point, toScreen } from "toposcope/drawing";
import { type PointIndex, pointsInside, type UnitPoint } from "./point-index.ts";

const leastStep = 3;

/** A line drawn around points; it lies on the map, not on the screen, so it moves and grows with it. */
export class Lasso {
  #outline: UnitPoint[] = [];
  #isOpen = false;
  #points: Uint32Array | undefined;

  /** The points inside, once the line is closed. */
  get points(): Uint32Array | undefined {
    return this.#points;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  get isEmpty(): boolean {
    return this.#outline.length === 0 && this.#points === undefined;
  }

  outlineOn(camera: Camera): Point[] {
    return this.#outline.map(({ u, v }) => toScreen(camera, u, v));
  }

  start(): void {
    this.#outline = [];
    this.#isOpen = true;
  }

  /** Adds a corner, unless it lies within three pixels of the last. */
  grow(at: Point, camera: Camera): void {
    const corner = fromScreen(camera, at.x, at.y);
    const last = this.#outline.at(-1);
    if (last && Math.hypot(last.u - corner.u, last.v - corner.v) * camera.scale < leastStep) return;
    this.#outline.push(corner);
  }

  /** Closes the line. False when it is too short to enclose anything: then it is gone. */
  close(index: () => PointIndex): boolean {
    this.#isOpen = false;
    if (this.#outline.length < 3) {
      this.clear();
      return false;
    }
    this.#points = pointsInside(index(), this.#outline);
    return true;
  }

  clear(): void {
    this.#outline = [];
    this.#isOpen = false;
    this.#points = undefined;
  }
}
