import { useMemo, useSyncExternalStore } from "react";

export const tabs = [
  "map",
  "ask",
  "insights",
  "graph",
  "trends",
  "documents",
  "facets",
  "sources",
  "runs",
] as const;
export type Tab = (typeof tabs)[number];

export const chartShapes = ["lines", "stack", "table"] as const;
export type ChartShape = (typeof chartShapes)[number];

/** Where the map looks: its centre in the unit frame, and its zoom. */
interface MapPlace {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

/** Everything a link says. An absent key is an absent parameter. */
export interface Place {
  readonly project?: string;
  readonly tab?: Tab;
  readonly layer?: number;
  readonly topic?: number;
  readonly document?: number;
  readonly chunk?: number;
  /** The stretch of the document that is marked in place of the passage. */
  readonly mark?: { readonly start: number; readonly end: number };
  /** The question that is open. */
  readonly question?: number;
  readonly query?: string;
  /** The passage that a search looks for others like. */
  readonly like?: number;
  /** Percent: how much meaning counts in a search. */
  readonly meaning?: number;
  /** What a search is narrowed to, as a query string. */
  readonly only?: string;
  /** Percent: members of topics that are weaker are drawn as noise. */
  readonly firm?: number;
  /** What topics are compared by, where it is not time. */
  readonly over?: "class";
  /** The column that parts documents into classes. */
  readonly column?: string;
  readonly chart?: ChartShape;
  /** Shares in place of documents. */
  readonly shares?: true;
  /** The facet that is open in its list. */
  readonly facet?: string;
  /** The facet that colours the map, in place of the topics. */
  readonly color?: string;
  readonly map?: MapPlace;
}

const integer = (text: string | null) =>
  text !== null && /^\d{1,15}$/.test(text) ? Number(text) : undefined;

function percentage(text: string | null): number | undefined {
  const value = integer(text);
  return value === undefined || value < 1 || value > 100 ? undefined : value;
}

function shareOf(text: string | null): number | undefined {
  const value = integer(text);
  return value === undefined || value > 100 ? undefined : value;
}

function parseMark(text: string | null): Place["mark"] {
  const [, start, end] = /^(\d{1,15})-(\d{1,15})$/.exec(text ?? "") ?? [];
  return start === undefined || end === undefined ? undefined : { start: Number(start), end: Number(end) };
}

function parseMapPlace(text: string | null): MapPlace | undefined {
  const [x, y, zoom, ...rest] = (text ?? "")
    .split(",")
    .map((part) => (part === "" ? Number.NaN : Number(part)));
  if (x === undefined || y === undefined || zoom === undefined || rest.length > 0) return undefined;
  return Number.isFinite(x) && Number.isFinite(y) && Number.isFinite(zoom) && zoom > 0
    ? { x, y, zoom }
    : undefined;
}

/** Reads a link's query string; whatever is not understood is left out. */
export function parsePlace(search: string): Place {
  const parameters = new URLSearchParams(search);
  const tab = tabs.find((name) => name === parameters.get("tab"));
  const entries: Place = {
    project: parameters.get("project") || undefined,
    tab,
    layer: integer(parameters.get("layer")),
    topic: integer(parameters.get("topic")),
    document: integer(parameters.get("document")),
    chunk: integer(parameters.get("chunk")),
    mark: parseMark(parameters.get("mark")),
    question: integer(parameters.get("question")),
    query: parameters.get("query") || undefined,
    like: integer(parameters.get("like")),
    meaning: shareOf(parameters.get("meaning")),
    only: parameters.get("only") || undefined,
    firm: percentage(parameters.get("firm")),
    over: parameters.get("over") === "class" ? "class" : undefined,
    column: parameters.get("column") || undefined,
    chart: chartShapes.find((shape) => shape === parameters.get("chart")),
    shares: parameters.get("shares") === "true" ? true : undefined,
    facet: parameters.get("facet") || undefined,
    color: parameters.get("color") || undefined,
    map: parseMapPlace(parameters.get("map")),
  };
  return Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined));
}

const short = (value: number) => String(Number(value.toPrecision(6)));

/** Writes a link's query string, `""` for the list of projects. */
export function formatPlace(place: Place): string {
  if (place.project === undefined) return "";
  const { map, mark, ...plain } = place;
  const parameters = new URLSearchParams();
  for (const [key, value] of Object.entries(plain)) {
    if (value === undefined || (key === "tab" && value === "map")) continue;
    parameters.set(key, String(value));
  }
  if (mark !== undefined && place.document !== undefined) parameters.set("mark", `${mark.start}-${mark.end}`);
  if (map !== undefined) parameters.set("map", [map.x, map.y, map.zoom].map(short).join(","));
  return `?${parameters}`;
}

export type PlaceChange = { readonly [K in keyof Place]?: Place[K] | undefined };

const listeners = new Set<() => void>();
const notify = () => {
  for (const listener of listeners) listener();
};

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) window.addEventListener("popstate", notify);
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) window.removeEventListener("popstate", notify);
  };
}

export const currentPlace = () => parsePlace(window.location.search);

/** The link to a place, for `href`. */
export const hrefTo = (place: Place) => formatPlace(place) || "/";

/**
 * Moves within the current project: keys that are given change, `undefined` takes one out, the others stay.
 *
 * @param replace whether Back passes over the place left; for what changes in passing, as the map's view
 */
export function move(change: PlaceChange, { replace = false }: { replace?: boolean } = {}): void {
  goTo({ ...currentPlace(), ...change }, { replace });
}

/** Goes to a place, leaving nothing of the current one. */
export function goTo(place: Place, { replace = false }: { replace?: boolean } = {}): void {
  const address = hrefTo(place);
  const here = window.location.pathname + window.location.search;
  if (address === here || address === window.location.search) return;
  if (replace) window.history.replaceState(null, "", address);
  else window.history.pushState(null, "", address);
  notify();
}

/** The current place, kept up to date. */
export function usePlace(): Place {
  const search = useSyncExternalStore(subscribe, () => window.location.search);
  return useMemo(() => parsePlace(search), [search]);
}
