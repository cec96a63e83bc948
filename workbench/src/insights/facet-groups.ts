import type { FacetSpec } from "../model.ts";

/** One document's answer, as it is stored. */
export interface GroupedValue {
  readonly document: number;
  readonly entries: readonly string[];
  readonly number: number | null;
}

/** Documents with the same answer, or with numbers or dates of the same stretch. */
export interface AnswerGroup {
  readonly label: string;
  readonly documents: number;
  /** Conditions under which a document is in it. */
  readonly where: readonly string[];
}

export interface Grouping {
  readonly groups: readonly AnswerGroup[];
  /** Positions of the groups that a value is in. */
  groupsOf(value: GroupedValue): readonly number[];
  /** Answers beyond the groups. */
  readonly others: number;
}

const mostGroups = 30;
const wantedBins = 12;

/** Parts the answers to a facet into groups: by what they say, in the order of the values allowed or by size; numbers and dates by even stretches. */
export function group(
  facet: { readonly name: string; readonly spec: FacetSpec },
  values: readonly GroupedValue[],
): Grouping {
  const { type } = facet.spec;
  return type === "number" || type === "date" ? byStretch(facet, values) : byEntry(facet, values);
}

function byEntry(
  { name, spec }: { readonly name: string; readonly spec: FacetSpec },
  values: readonly GroupedValue[],
): Grouping {
  const counts = new Map<string, number>();
  for (const { name: choice } of spec.choices ?? []) counts.set(choice, 0);
  for (const { entries } of values)
    for (const entry of new Set(entries)) counts.set(entry, (counts.get(entry) ?? 0) + 1);
  const isOrdered = spec.choices !== undefined;
  const ranked = [...counts];
  if (!isOrdered) ranked.sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const kept = isOrdered ? ranked : ranked.slice(0, mostGroups);
  const positions = new Map(kept.map(([entry], at) => [entry, at]));
  return {
    groups: kept.map(([label, documents]) => ({ label, documents, where: [`${name}=${label}`] })),
    groupsOf: ({ entries }) =>
      [...new Set(entries)].map((entry) => positions.get(entry)).filter((at) => at !== undefined),
    others: ranked.length - kept.length,
  };
}

const dayMs = 86_400_000;

function byStretch(
  { name, spec }: { readonly name: string; readonly spec: FacetSpec },
  values: readonly GroupedValue[],
): Grouping {
  const numbers = values.map(({ number }) => number).filter((number) => number !== null);
  if (numbers.length === 0) return { groups: [], groupsOf: () => [], others: 0 };
  const least = numbers.reduce((a, b) => Math.min(a, b));
  const most = numbers.reduce((a, b) => Math.max(a, b));
  const edges =
    spec.type === "date"
      ? calendarEdges(least, most)
      : roundEdges(least, most, numbers.every(Number.isInteger));
  const show = spec.type === "date" ? (at: number) => new Date(at).toISOString().slice(0, 10) : String;
  const binOf = (number: number) =>
    Math.max(
      0,
      edges.findLastIndex((edge) => edge <= number),
    );
  const counts = edges.map(() => 0);
  for (const number of numbers) counts[binOf(number)]! += 1;
  return {
    groups: edges.map((from, at) => {
      const end = edges[at + 1];
      return {
        label: labelOf(spec, from, end ?? nextEdge(edges)),
        documents: counts[at] as number,
        where: [`${name}>=${show(from)}`, ...(end === undefined ? [] : [`${name}<${show(end)}`])],
      };
    }),
    groupsOf: ({ number }) => (number === null ? [] : [binOf(number)]),
    others: 0,
  };
}

const nextEdge = (edges: readonly number[]) => 2 * edges.at(-1)! - (edges.at(-2) ?? edges.at(-1)! - 1);

function labelOf({ type }: FacetSpec, from: number, end: number): string {
  if (type !== "date") return end - from === 1 && Number.isInteger(from) ? String(from) : `${from} – ${end}`;
  const day = new Date(from).toISOString().slice(0, 10);
  const days = (end - from) / dayMs;
  if (days < 2) return day;
  if (days < 32) return day.slice(0, 7);
  return days < 367
    ? day.slice(0, 4)
    : `${day.slice(0, 4)} – ${new Date(end - dayMs).toISOString().slice(0, 4)}`;
}

/** Where stretches of a round length begin, that cover all numbers. */
function roundEdges(least: number, most: number, isWhole: boolean): number[] {
  const wanted = (most - least) / wantedBins;
  const power = 10 ** Math.floor(Math.log10(wanted || 1));
  const round = [1, 2, 2.5, 5, 10].map((step) => step * power).find((step) => step >= wanted) ?? 1;
  const width = isWhole ? Math.max(1, Math.ceil(round)) : round;
  const first = Math.floor(least / width);
  const count = Math.floor(most / width) - first + 1;
  return Array.from({ length: count }, (_, at) => Number(((first + at) * width).toPrecision(12)));
}

/** Where days, months, years or several years begin, whichever are not too many. */
function calendarEdges(least: number, most: number): number[] {
  const days = (most - least) / dayMs;
  const first = new Date(least);
  if (days < wantedBins)
    return Array.from({ length: Math.floor(days) + 1 }, (_, day) => Math.floor(least / dayMs + day) * dayMs);
  if (days < 90 * wantedBins)
    return edgesFrom(Date.UTC(first.getUTCFullYear(), first.getUTCMonth()), most, (start, at) => {
      const begin = new Date(start);
      return Date.UTC(begin.getUTCFullYear(), begin.getUTCMonth() + at);
    });
  const years = Math.max(1, Math.ceil(days / 365.25 / (2 * wantedBins)));
  const begin = Math.floor(first.getUTCFullYear() / years) * years;
  return edgesFrom(yearStart(begin), most, (_, at) => yearStart(begin + at * years));
}

function yearStart(year: number): number {
  const date = new Date(Date.UTC(2000, 0));
  return date.setUTCFullYear(year);
}

function edgesFrom(start: number, most: number, edge: (start: number, at: number) => number): number[] {
  const edges: number[] = [];
  for (let at = 0; edges.length === 0 || edge(start, at) <= most; at++) edges.push(edge(start, at));
  return edges;
}
