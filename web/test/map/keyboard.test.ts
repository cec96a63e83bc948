import { describe, expect, test } from "vitest";
import { keyCommand, nextStop } from "../../src/views/map/keyboard.ts";

describe("keys", () => {
  const key = (name: string, shiftKey = false) =>
    keyCommand({ key: name, shiftKey, ctrlKey: false, metaKey: false, altKey: false });

  test("arrows walk, with Shift they move the map", () => {
    expect(key("ArrowLeft")).toEqual({ type: "walk", x: -1, y: 0 });
    expect(key("ArrowDown", true)).toEqual({ type: "pan", x: 0, y: 1 });
  });

  test("plus and minus undo each other, 0 shows everything, Tab is left to the page", () => {
    const [closer, away] = [key("+"), key("-")];
    expect(closer?.type === "zoom" && away?.type === "zoom" && closer.factor * away.factor).toBeCloseTo(1);
    expect(key("0")).toEqual({ type: "reset" });
    expect(key("Tab")).toBeUndefined();
  });

  test("keys with Ctrl, Meta or Alt belong to the browser", () => {
    expect(
      keyCommand({ key: "+", shiftKey: false, ctrlKey: true, metaKey: false, altKey: false }),
    ).toBeUndefined();
  });

  test("walking goes to the nearest stop on that side, and nowhere when there is none", () => {
    const stops = [
      { id: 1, x: 0, y: 0 },
      { id: 2, x: 100, y: 10 },
      { id: 3, x: 60, y: 150 },
      { id: 4, x: 300, y: 0 },
    ];
    expect(nextStop(stops, stops[0]!, { x: 1, y: 0 })?.id).toBe(2);
    expect(nextStop(stops, stops[0]!, { x: 0, y: 1 })?.id).toBe(3);
    expect(nextStop(stops, stops[0]!, { x: -1, y: 0 })).toBeUndefined();
  });
});
