import { type MapTopic, noTopic } from "./map-data.ts";
import { parseHex, type Rgb, type Theme, themeColors, topicColors } from "./palette.ts";

/** Colour and opacity 0..1 of each topic; `none` for points without one. */
export interface TopicPaint {
  readonly topics: ReadonlyMap<number, PointPaint>;
  readonly none: PointPaint;
}

export interface PointPaint {
  readonly color: Rgb;
  readonly opacity: number;
}

export interface PaintRequest {
  readonly topics: readonly MapTopic[];
  readonly theme: Theme;
  /** Only this topic and those under it keep their colour. */
  readonly emphasised?: number | null;
  /** Whether some points are lit, so that all others step back. */
  readonly hasLit: boolean;
}

const hex = /^#[0-9a-f]{6}$/i;
const dimOpacity = 0.32;
const noneOpacity = 0.6;

/** Colours of all points, and of the lit ones that are drawn over them. */
export function paintTopics(request: PaintRequest): {
  base: TopicPaint;
  lit: TopicPaint;
  css: ReadonlyMap<number, string>;
} {
  const { topics, theme, emphasised = null, hasLit } = request;
  const css = topicColors(topics.map(withSafeColor), theme);
  const none: PointPaint = { color: parseHex(themeColors[theme].none), opacity: noneOpacity };
  const dim: PointPaint = { color: parseHex(themeColors[theme].dim), opacity: dimOpacity };
  const plain = new Map([...css].map(([index, color]) => [index, { color: parseHex(color), opacity: 1 }]));
  const lit: TopicPaint = { topics: plain, none };
  if (hasLit) return { base: { topics: new Map(), none: dim }, lit, css };
  if (emphasised === null) return { base: { topics: plain, none }, lit, css };
  const kept = familyOf(topics, emphasised);
  const shown = [...plain].filter(([index]) => kept.has(index));
  const noneShown = emphasised === noTopic ? { ...none, opacity: 1 } : dim;
  return { base: { topics: new Map(shown.concat(dimmed(plain, kept, dim))), none: noneShown }, lit, css };
}

export type LabelState = "plain" | "dimmed" | "focused" | "selected";

/** How each topic's label looks while one topic is selected: it and those under it stand out. */
export function labelStates(
  topics: readonly MapTopic[],
  selected: number | null,
): (index: number) => LabelState {
  if (selected === null) return () => "plain";
  const family = familyOf(topics, selected);
  return (index) => (index === selected ? "selected" : family.has(index) ? "plain" : "dimmed");
}

/** A topic and every topic under it. */
export function familyOf(topics: readonly MapTopic[], index: number): Set<number> {
  const family = new Set([index]);
  for (let grown = true; grown; ) {
    const before = family.size;
    for (const topic of topics)
      if (topic.parent !== undefined && family.has(topic.parent)) family.add(topic.index);
    grown = family.size > before;
  }
  return family;
}

function dimmed(plain: ReadonlyMap<number, PointPaint>, kept: ReadonlySet<number>, dim: PointPaint) {
  return [...plain.keys()]
    .filter((index) => !kept.has(index))
    .map((index): [number, PointPaint] => [index, dim]);
}

function withSafeColor(topic: MapTopic): MapTopic {
  if (topic.color === undefined || hex.test(topic.color)) return topic;
  const { color: _unreadable, ...rest } = topic;
  return rest;
}
