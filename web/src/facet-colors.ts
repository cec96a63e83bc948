import { type MapContent, type MapTopic, noTopic, paletteColor, type Theme } from "toposcope/drawing";
import type { FacetDetail } from "toposcope/facet-contract";

/** From few to much, as light to dark on a light ground and the other way round on a dark one. */
const ramps: Readonly<Record<Theme, readonly [from: string, to: string]>> = {
  light: ["#8fc1e3", "#0a2d5e"],
  dark: ["#2f5d8a", "#d9efff"],
};

/** The colour of each of a facet's groups: of numbers and dates a scale, of others the palette. */
export function groupColors({ type, groups }: Pick<FacetDetail, "type" | "groups">, theme: Theme): string[] {
  if (type !== "number" && type !== "date") return groups.map((_, at) => paletteColor(at, theme));
  const [from, to] = ramps[theme];
  const last = Math.max(1, groups.length - 1);
  return groups.map((_, at) => mixed(from, to, at / last));
}

function mixed(from: string, to: string, share: number): string {
  const channel = (at: number) => {
    const [a, b] = [from, to].map((color) => Number.parseInt(color.slice(at, at + 2), 16)) as [
      number,
      number,
    ];
    return Math.round(a + (b - a) * share)
      .toString(16)
      .padStart(2, "0");
  };
  return `#${channel(1)}${channel(3)}${channel(5)}`;
}

/** Groups go as topics with numbers that no topic has. */
const firstGroup = 60_000;

/**
 * A map whose points are coloured by a facet's groups; the topics keep their labels.
 *
 * @param column group of each point, `noTopic` where there is none
 */
export function colouredByGroups(
  content: MapContent,
  column: Uint16Array,
  colors: readonly string[],
): MapContent {
  if (column.length !== content.data.x.length) return content;
  const topic = column.map((group) => (group < colors.length ? firstGroup + group : noTopic));
  const groups = colors.map(
    (color, at): MapTopic => ({
      index: firstGroup + at,
      name: "",
      x: 0,
      y: 0,
      size: 0,
      level: 1,
      color,
      isUnnamed: true,
    }),
  );
  return { ...content, data: { ...content.data, topic }, topics: [...content.topics, ...groups] };
}
