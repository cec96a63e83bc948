import type { Point } from "toposcope/drawing";

/** What a key asks of a map or a graph. */
export type KeyCommand =
  | { readonly type: "walk" | "pan"; readonly x: -1 | 0 | 1; readonly y: -1 | 0 | 1 }
  | { readonly type: "zoom"; readonly factor: number }
  | { readonly type: "reset" | "open" | "leave" };

const arrows: Readonly<Record<string, readonly [-1 | 0 | 1, -1 | 0 | 1]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Arrows walk from label to label, Shift and arrows pan, + and - zoom, 0 shows all, Enter opens, Escape leaves. */
export function keyCommand(
  event: Pick<KeyboardEvent, "key" | "shiftKey" | "ctrlKey" | "metaKey" | "altKey">,
): KeyCommand | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey) return undefined;
  const arrow = arrows[event.key];
  if (arrow) return { type: event.shiftKey ? "pan" : "walk", x: arrow[0], y: arrow[1] };
  switch (event.key) {
    case "+":
    case "=":
      return { type: "zoom", factor: 1.5 };
    case "-":
    case "_":
      return { type: "zoom", factor: 1 / 1.5 };
    case "0":
    case "Home":
      return { type: "reset" };
    case "Enter":
    case " ":
      return { type: "open" };
    case "Escape":
      return { type: "leave" };
    default:
      return undefined;
  }
}

export interface Stop extends Point {
  readonly id: number;
}

/**
 * The stop to walk to: the nearest in the wanted direction, sideways distance counting double.
 *
 * @returns undefined when nothing lies that way
 */
export function nextStop(
  stops: readonly Stop[],
  from: Stop,
  direction: { x: number; y: number },
): Stop | undefined {
  let best: Stop | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const stop of stops) {
    const dx = stop.x - from.x;
    const dy = stop.y - from.y;
    const ahead = dx * direction.x + dy * direction.y;
    const aside = Math.abs(dx * direction.y) + Math.abs(dy * direction.x);
    if (stop.id === from.id || ahead <= 1 || aside > 3 * ahead) continue;
    const cost = ahead + 2 * aside;
    if (cost < least) [best, least] = [stop, cost];
  }
  return best;
}

export function nearestStop(stops: readonly Stop[], to: Point): Stop | undefined {
  const away = (stop: Stop) => Math.hypot(stop.x - to.x, stop.y - to.y);
  return stops.toSorted((a, b) => away(a) - away(b))[0];
}
