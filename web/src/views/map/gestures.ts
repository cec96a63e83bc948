import type { Point } from "toposcope/drawing";

/** What the user's hands mean, in CSS pixels within the map. */
export interface GestureHandlers {
  onPan(dx: number, dy: number): void;
  onZoom(factor: number, at: Point): void;
  onDoubleClick(at: Point, backwards: boolean): void;
  onClick(at: Point): void;
  onPoint(at: Point | undefined): void;
  onLassoStart(): void;
  onLassoMove(at: Point): void;
  onLassoEnd(): void;
  /** Whether a plain drag draws a lasso. */
  isLassoMode(): boolean;
}

const clickSlop = 4;
const doubleClickMs = 320;
const wheelLineHeight = 16;

/** Listens to mouse, touch and pen; returns what ends the listening. */
export function listenToGestures(element: HTMLElement, handlers: GestureHandlers): () => void {
  const gestures = new Gestures(element, handlers);
  const listening = new AbortController();
  const { signal } = listening;
  element.addEventListener("pointerdown", (event) => gestures.press(event), { signal });
  element.addEventListener("pointermove", (event) => gestures.move(event), { signal });
  element.addEventListener("pointerup", (event) => gestures.release(event), { signal });
  element.addEventListener("pointercancel", (event) => gestures.cancel(event), { signal });
  element.addEventListener("pointerleave", () => handlers.onPoint(undefined), { signal });
  element.addEventListener("wheel", (event) => gestures.turn(event), { signal, passive: false });
  return () => listening.abort();
}

class Gestures {
  readonly #element: HTMLElement;
  readonly #handlers: GestureHandlers;
  readonly #pressed = new Map<number, Point>();
  #kind: "none" | "press" | "pan" | "lasso" | "pinch" = "none";
  #start: Point = { x: 0, y: 0 };
  #lastClick = { at: { x: 0, y: 0 }, time: Number.NEGATIVE_INFINITY };

  constructor(element: HTMLElement, handlers: GestureHandlers) {
    this.#element = element;
    this.#handlers = handlers;
  }

  press(event: PointerEvent): void {
    if (event.button !== 0) return;
    const at = this.#place(event);
    capture(this.#element, event.pointerId);
    this.#pressed.set(event.pointerId, at);
    if (this.#pressed.size === 2) {
      if (this.#kind === "lasso") this.#handlers.onLassoEnd();
      this.#kind = "pinch";
    } else if (event.shiftKey || this.#handlers.isLassoMode()) {
      this.#kind = "lasso";
      this.#handlers.onLassoStart();
      this.#handlers.onLassoMove(at);
    } else this.#kind = "press";
    this.#start = at;
  }

  move(event: PointerEvent): void {
    const at = this.#place(event);
    const before = this.#pressed.get(event.pointerId);
    if (!before) {
      if (event.pointerType !== "touch") this.#handlers.onPoint(at);
      return;
    }
    if (this.#kind === "pinch") this.#pinch(event.pointerId, at);
    else if (this.#kind === "lasso") this.#handlers.onLassoMove(at);
    else this.#drag(before, at);
    this.#pressed.set(event.pointerId, at);
  }

  release(event: PointerEvent): void {
    const at = this.#place(event);
    if (!this.#pressed.delete(event.pointerId)) return;
    if (this.#kind === "lasso") this.#handlers.onLassoEnd();
    if (this.#kind === "press") this.#click(at, event);
    this.#kind = this.#pressed.size > 0 ? "pan" : "none";
  }

  cancel(event: PointerEvent): void {
    this.#pressed.delete(event.pointerId);
    if (this.#kind === "lasso") this.#handlers.onLassoEnd();
    this.#kind = "none";
  }

  turn(event: WheelEvent): void {
    event.preventDefault();
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? wheelLineHeight : 1;
    const speed = event.ctrlKey ? 0.01 : 0.0018;
    const turned = Math.min(240, Math.max(-240, event.deltaY * unit));
    this.#handlers.onZoom(Math.exp(-turned * speed), this.#place(event));
  }

  #drag(before: Point, at: Point): void {
    if (this.#kind === "press" && distance(this.#start, at) > clickSlop) {
      this.#kind = "pan";
      this.#handlers.onPoint(undefined);
      this.#handlers.onPan(at.x - this.#start.x, at.y - this.#start.y);
      return;
    }
    if (this.#kind === "pan") this.#handlers.onPan(at.x - before.x, at.y - before.y);
  }

  #pinch(pointer: number, at: Point): void {
    const [one, other] = [...this.#pressed.values()];
    if (!one || !other) return;
    const fixed = [...this.#pressed].find(([id]) => id !== pointer)?.[1] ?? other;
    const before = this.#pressed.get(pointer)!;
    const middleBefore = { x: (before.x + fixed.x) / 2, y: (before.y + fixed.y) / 2 };
    const middle = { x: (at.x + fixed.x) / 2, y: (at.y + fixed.y) / 2 };
    this.#handlers.onPan(middle.x - middleBefore.x, middle.y - middleBefore.y);
    const spread = distance(before, fixed);
    if (spread > 1) this.#handlers.onZoom(distance(at, fixed) / spread, middle);
  }

  #click(at: Point, event: PointerEvent): void {
    const isSecond =
      event.timeStamp - this.#lastClick.time < doubleClickMs &&
      distance(this.#lastClick.at, at) < 2 * clickSlop;
    this.#lastClick = { at, time: isSecond ? Number.NEGATIVE_INFINITY : event.timeStamp };
    if (isSecond) this.#handlers.onDoubleClick(at, event.altKey);
    else this.#handlers.onClick(at);
  }

  #place(event: MouseEvent): Point {
    const box = this.#element.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }
}

/** A pointer that is gone, or a made-up one, cannot be captured; the drag then ends at the map's edge. */
function capture(element: HTMLElement, pointer: number): void {
  try {
    element.setPointerCapture(pointer);
  } catch {
    return;
  }
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
