import type { MapTopic } from "./map-data.ts";

export type Theme = "light" | "dark";

/** Colours of everything on the map that is not a topic. */
export interface ThemeColors {
  readonly background: string;
  readonly label: string;
  readonly fineLabel: string;
  readonly halo: string;
  readonly contour: string;
  readonly land: string;
  readonly dim: string;
  readonly none: string;
  readonly accent: string;
}

export const themeColors: Readonly<Record<Theme, ThemeColors>> = {
  light: {
    background: "#fafbfc",
    label: "#10171f",
    fineLabel: "#3a4654",
    halo: "rgba(250, 251, 252, 0.92)",
    contour: "rgba(62, 84, 108, 0.20)",
    land: "rgba(62, 84, 108, 0.035)",
    dim: "#aab4bf",
    none: "#7d8894",
    accent: "#0b5cad",
  },
  dark: {
    background: "#10151c",
    label: "#f2f5f9",
    fineLabel: "#c3ccd7",
    halo: "rgba(16, 21, 28, 0.90)",
    contour: "rgba(160, 186, 214, 0.20)",
    land: "rgba(150, 180, 214, 0.04)",
    dim: "#4a5563",
    none: "#7d8894",
    accent: "#6cb6ff",
  },
};

/** Lightness, chroma and hue of the OKLCH colour space; hue in radians. */
interface Oklch {
  readonly l: number;
  readonly c: number;
  readonly h: number;
}

export type Rgb = readonly [red: number, green: number, blue: number];

/** Okabe and Ito's seven hues, in an order that puts unlike ones next to each other; on white, a dark olive stands for their yellow. */
const hues: Readonly<Record<Theme, readonly string[]>> = {
  light: ["#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#6a640b"],
  dark: ["#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#f0e442"],
};

const lightnessSteps: Readonly<Record<Theme, readonly number[]>> = {
  light: [0, -0.13, -0.25],
  dark: [0, 0.15, -0.15],
};
const leastContrast = 3;

/** How many colours can be told apart; with more topics, colours come from the broader topics. */
export const distinctColors = 20;

const palettes: Readonly<Record<Theme, readonly string[]>> = {
  light: makePalette("light"),
  dark: makePalette("dark"),
};

/** The colour of the n-th topic: seven hues that colour-blind readers can tell apart, then variants in lightness. */
export function paletteColor(rank: number, theme: Theme): string {
  const palette = palettes[theme];
  return palette[((rank % palette.length) + palette.length) % palette.length]!;
}

/**
 * Each topic's colour by its index: the one it brings; else one of its own while there are few on its level, or its
 * broader topic's.
 */
export function topicColors(topics: readonly MapTopic[], theme: Theme): Map<number, string> {
  const colors = new Map<number, string>();
  const byLevel = Map.groupBy(topics, (topic) => topic.level);
  for (const level of [...byLevel.keys()].sort((a, b) => a - b)) {
    const peers = [...byLevel.get(level)!].sort((a, b) => a.index - b.index);
    const free = freeColors(
      peers.map(({ color }) => color),
      theme,
    );
    for (const topic of peers) {
      const inherited =
        peers.length > distinctColors && topic.parent !== undefined ? colors.get(topic.parent) : undefined;
      colors.set(topic.index, topic.color ?? inherited ?? free.next().value);
    }
  }
  return colors;
}

/** The palette's colours in their order, over and over; the first time without those in use. */
function* freeColors(used: readonly (string | undefined)[], theme: Theme): Generator<string, never> {
  const taken = new Set(used);
  yield* palettes[theme].filter((color) => !taken.has(color));
  for (let rank = 0; ; rank++) yield paletteColor(rank, theme);
}

/** The contrast of two colours as WCAG 2 defines it, 1..21. */
export function contrast(one: Rgb, other: Rgb): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** @param color `#rrggbb` */
export function parseHex(color: string): Rgb {
  const value = Number.parseInt(color.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

function makePalette(theme: Theme): string[] {
  const background = parseHex(themeColors[theme].background);
  return lightnessSteps[theme].flatMap((step) =>
    hues[theme].map((hex) => {
      const base = withContrast(toOklch(parseHex(hex)), background, theme, leastContrast);
      return toHex(
        withContrast({ ...base, l: base.l + step, c: base.c * 0.92 }, background, theme, leastContrast),
      );
    }),
  );
}

function withContrast(color: Oklch, background: Rgb, theme: Theme, wanted: number): Oklch {
  const direction = theme === "light" ? -0.01 : 0.01;
  let next = { ...color, l: Math.min(0.93, Math.max(0.26, color.l)) };
  while (contrast(toRgb(next), background) < wanted && next.l > 0 && next.l < 1)
    next = { ...next, l: next.l + direction };
  return next;
}

function luminance(color: Rgb): number {
  const [red, green, blue] = color.map((byte) => toLinear(byte / 255)) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function toLinear(value: number): number {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

function fromLinear(value: number): number {
  return value <= 0.0031308 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055;
}

/** @see Björn Ottosson, "A perceptual color space for image processing", 2020 */
function toOklch(color: Rgb): Oklch {
  const [r, g, b] = color.map((byte) => toLinear(byte / 255)) as [number, number, number];
  const long = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const medium = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const short = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  const a = 1.9779984951 * long - 2.428592205 * medium + 0.4505937099 * short;
  const bb = 0.0259040371 * long + 0.7827717662 * medium - 0.808675766 * short;
  const l = 0.2104542553 * long + 0.793617785 * medium - 0.0040720468 * short;
  return { l, c: Math.hypot(a, bb), h: Math.atan2(bb, a) };
}

function toRgb({ l, c, h }: Oklch): Rgb {
  const a = c * Math.cos(h);
  const b = c * Math.sin(h);
  const long = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const medium = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (l - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const linear = [
    4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
    -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
    -0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short,
  ];
  return linear.map((value) =>
    Math.round(255 * Math.min(1, Math.max(0, fromLinear(value)))),
  ) as unknown as Rgb;
}

function toHex(color: Oklch): string {
  return `#${toRgb(color)
    .map((byte) => byte.toString(16).padStart(2, "0"))
    .join("")}`;
}
