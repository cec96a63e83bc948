import type { Camera } from "./camera.ts";
import { toScreen } from "./camera.ts";
import { type LabelRequest, type PlacedLabel, type PlacementOptions, placeLabels } from "./labels.ts";
import { type Frame, type MapTopic, toUnit } from "./map-data.ts";

export interface LabelFont {
  readonly weight: number;
  readonly size: number;
  readonly lineHeight: number;
}

/** A topic's name as it is written on the map. */
export interface LabelText {
  readonly id: number;
  readonly lines: readonly string[];
  readonly font: LabelFont;
  readonly level: number;
  readonly width: number;
  readonly height: number;
}

export type MeasureText = (text: string, font: LabelFont) => number;

export const fontFamily = 'system-ui, -apple-system, "Segoe UI", Roboto, "Open Sans", sans-serif';
const broadFont: LabelFont = { weight: 700, size: 14.5, lineHeight: 18 };
const fineFont: LabelFont = { weight: 500, size: 11.5, lineHeight: 14.5 };

const widestLine = 176;
const ellipsis = "…";
const termSeparator = " · ";
const danglingSeparator = /^· | ·$/;
const fewestLabels = 6;
const pixelsPerLabel = 13_000;

export function cssFont({ weight, size }: LabelFont, family = fontFamily): string {
  return `${weight} ${size}px ${family}`;
}

/** Breaks a name into at most two lines of about equal length and shortens what is still too long. */
export function labelText(topic: MapTopic, measure: MeasureText): LabelText {
  const font = topic.level === 0 ? broadFont : fineFont;
  const lines = brokenLines(topic.name.trim() || `Topic ${topic.index}`, (text) => measure(text, font));
  const width = Math.max(...lines.map((line) => measure(line, font)));
  return {
    id: topic.index,
    lines,
    font,
    level: topic.level,
    width: Math.ceil(width),
    height: lines.length * font.lineHeight,
  };
}

export interface LabelledTopic {
  readonly topic: MapTopic;
  readonly text: LabelText;
}

/**
 * Where each topic's label goes in a picture, as many as it has room for.
 *
 * @param first the topic whose label comes before all others, and beside its members
 */
export function placeTopics(
  topics: readonly LabelledTopic[],
  frame: Frame,
  camera: Camera,
  { first, ...options }: PlacementOptions & { readonly first?: number | null },
): PlacedLabel[] {
  const requests = topics.map(({ topic, text }): LabelRequest => {
    const { u, v } = toUnit(frame, topic.x, topic.y);
    const { width, height } = text;
    return {
      id: topic.index,
      ...toScreen(camera, u, v),
      width,
      height,
      size: topic.size,
      ...(topic.index === first ? { level: -1, places: besidePlace(text) } : { level: topic.level }),
    };
  });
  const limit = Math.max(fewestLabels, Math.round((options.width * options.height) / pixelsPerLabel));
  return placeLabels(requests, { limit, ...options });
}

const clearOfMembers = 24;

/** Above, below, right or left of a topic's members, which its own label is not to hide. */
function besidePlace({ width, height }: LabelText): [number, number][] {
  const [right, down] = [width / 2 + clearOfMembers, height / 2 + clearOfMembers];
  return [
    [0, -down],
    [0, down],
    [right, 0],
    [-right, 0],
  ];
}

/** Between the terms of a name if the lines then fit, else between words. */
function brokenLines(name: string, measure: (text: string) => number): string[] {
  if (measure(name) <= widestLine) return [name];
  const terms = evenLines(name.split(termSeparator), termSeparator, measure);
  if (terms.every((line) => measure(line) <= widestLine)) return terms;
  return evenLines(name.split(/\s+/), " ", measure).map((line) =>
    shortened(line.replace(danglingSeparator, ""), measure),
  );
}

function evenLines(parts: readonly string[], separator: string, measure: (text: string) => number): string[] {
  let best = [parts.join(separator)];
  let bestWidth = Number.POSITIVE_INFINITY;
  for (let at = 1; at < parts.length; at++) {
    const halves = [parts.slice(0, at).join(separator), parts.slice(at).join(separator)];
    const width = Math.max(...halves.map(measure));
    if (width < bestWidth) [best, bestWidth] = [halves, width];
  }
  return best;
}

function shortened(line: string, measure: (text: string) => number): string {
  if (measure(line) <= widestLine) return line;
  const letters = [...line];
  while (letters.length > 1 && measure(letters.join("") + ellipsis) > widestLine) letters.pop();
  return letters.join("").trimEnd() + ellipsis;
}
