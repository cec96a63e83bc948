import { describe, expect, test } from "vitest";
import type { MapTopic } from "../../src/drawing/map-data.ts";
import { familyOf, labelStates, paintTopics } from "../../src/drawing/map-paint.ts";
import {
  contrast,
  distinctColors,
  paletteColor,
  parseHex,
  type Rgb,
  themeColors,
  topicColors,
} from "../../src/drawing/palette.ts";

const themes = ["light", "dark"] as const;

function topic(index: number, level = 0, parent?: number): MapTopic {
  return {
    index,
    name: `Topic ${index}`,
    x: 0,
    y: 0,
    size: 10,
    level,
    ...(parent === undefined ? {} : { parent }),
  };
}

describe.each(themes)("the %s palette", (theme) => {
  const background = parseHex(themeColors[theme].background);
  const colors = Array.from({ length: distinctColors }, (_, rank) => paletteColor(rank, theme));

  test("has a contrast of at least 3 to 1 with the background", () => {
    for (const color of colors)
      expect(contrast(parseHex(color), background), color).toBeGreaterThanOrEqual(3);
  });

  test("has no two colours that look alike", () => {
    for (const [one, other] of pairs(colors))
      expect(distance(one, other), `${one} ${other}`).toBeGreaterThan(18);
  });

  test("keeps its first seven colours apart for readers without red or green", () => {
    for (const seen of [withoutRed, withoutGreen]) {
      for (const [one, other] of pairs(colors.slice(0, 7))) {
        expect(
          distance(toHex(seen(parseHex(one))), toHex(seen(parseHex(other)))),
          `${one} ${other}`,
        ).toBeGreaterThan(18);
      }
    }
  });

  test("writes labels with a contrast of at least 7 to 1", () => {
    for (const color of [themeColors[theme].label, themeColors[theme].fineLabel]) {
      expect(contrast(parseHex(color), background)).toBeGreaterThanOrEqual(7);
    }
  });
});

describe("topic colours", () => {
  test("a topic keeps the colour it brings, and no other on its level takes it", () => {
    const red = paletteColor(0, "light");
    const colors = topicColors([topic(1), topic(2), { ...topic(7), color: red }], "light");
    expect([1, 2, 7].map((index) => colors.get(index))).toEqual([
      paletteColor(1, "light"),
      paletteColor(2, "light"),
      red,
    ]);
  });

  test("depend on the topic's index, not on the order of the list", () => {
    const topics = [topic(4), topic(2), topic(9)];
    expect(topicColors(topics, "light")).toEqual(topicColors([...topics].reverse(), "light"));
  });

  test("of too many fine topics are those of their broader topics", () => {
    const topics = [topic(0), topic(1), ...Array.from({ length: 30 }, (_, i) => topic(10 + i, 1, i % 2))];
    const colors = topicColors(topics, "dark");
    for (let i = 0; i < 30; i++) expect(colors.get(10 + i)).toBe(colors.get(i % 2));
  });

  test("of few fine topics are their own", () => {
    const colors = topicColors([topic(0), topic(1, 1, 0), topic(2, 1, 0)], "dark");
    expect(colors.get(1)).not.toBe(colors.get(2));
  });

  test("a colour that cannot be read is replaced by one of the palette", () => {
    const { css } = paintTopics({
      topics: [{ ...topic(0), color: "url(x)" }],
      theme: "light",
      hasLit: false,
    });
    expect(css.get(0)).toBe(paletteColor(0, "light"));
  });
});

describe("paint", () => {
  const topics = [topic(0), topic(1), topic(2, 1, 0), topic(3, 2, 2)];

  test("a topic's family is the topic and all that lies under it", () => {
    expect([...familyOf(topics, 0)].sort()).toEqual([0, 2, 3]);
    expect([...familyOf(topics, 1)]).toEqual([1]);
  });

  test("a selected topic keeps its colour with those under it, the others step back", () => {
    const { base } = paintTopics({ topics, theme: "dark", emphasised: 0, hasLit: false });
    expect(base.topics.get(3)?.opacity).toBe(1);
    expect(base.topics.get(1)?.opacity).toBeLessThan(0.5);
    expect(base.none.opacity).toBeLessThan(0.5);
  });

  test("the labels of a selected topic's family stand out, the others step back", () => {
    const state = labelStates(topics, 0);
    expect([0, 1, 2, 3].map(state)).toEqual(["selected", "dimmed", "plain", "plain"]);
    expect(labelStates(topics, null)(1)).toBe("plain");
  });

  test("while a search lights points, all others step back", () => {
    const { base, lit } = paintTopics({ topics, theme: "dark", hasLit: true });
    expect(base.topics.size).toBe(0);
    expect(base.none.opacity).toBeLessThan(0.5);
    expect(lit.topics.get(1)?.opacity).toBe(1);
  });
});

function pairs<T>(items: readonly T[]): [T, T][] {
  return items.flatMap((one, at) => items.slice(at + 1).map((other): [T, T] => [one, other]));
}

/** Compuphase's weighted distance of two sRGB colours, 0..765. */
function distance(one: string, other: string): number {
  const [a, b] = [parseHex(one), parseHex(other)];
  const red = (a[0] + b[0]) / 2;
  const [dr, dg, db] = [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
  return Math.sqrt((2 + red / 256) * dr * dr + 4 * dg * dg + (2 + (255 - red) / 256) * db * db);
}

/** Viénot, Brettel and Mollon 1999, on linear light. */
function withoutRed(color: Rgb): Rgb {
  return simulated(color, [0.11238, 0.88762, 0, 0.11238, 0.88762, 0, 0.00401, -0.00401, 1]);
}

function withoutGreen(color: Rgb): Rgb {
  return simulated(color, [0.29275, 0.70725, 0, 0.29275, 0.70725, 0, -0.02234, 0.02234, 1]);
}

function simulated(color: Rgb, m: readonly number[]): Rgb {
  const [r, g, b] = color.map((byte) => (byte / 255) ** 2.2) as [number, number, number];
  const out = [0, 3, 6].map((row) => m[row]! * r + m[row + 1]! * g + m[row + 2]! * b);
  return out.map((value) => Math.round(255 * Math.min(1, Math.max(0, value)) ** (1 / 2.2))) as unknown as Rgb;
}

function toHex(color: Rgb): string {
  return `#${color.map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}
