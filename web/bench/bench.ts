import { paletteColor, type Theme } from "toposcope/drawing";
import { GraphCore, type GraphSettings } from "../src/views/graph/graph-core.ts";
import { MapCore } from "../src/views/map/map-core.ts";
import type { MapSettings } from "../src/views/map/map-settings.ts";
import { syntheticGraph, syntheticMap } from "./synthetic.ts";

interface Shown<Core, Settings> {
  readonly core: Core;
  readonly settings: Settings;
}

/** What the bench page shows, for the bench to get hold of. */
export interface Benches {
  readonly map: Shown<MapCore, MapSettings> & {
    /** What the map told, the oldest first. */
    readonly events: readonly (readonly [name: string, told: unknown])[];
  };
  readonly graph: Shown<GraphCore, GraphSettings>;
}

function showMap(host: HTMLElement, count: number, theme: Theme): Benches["map"] {
  const events: [string, unknown][] = [];
  const core = new MapCore(host, {
    onSelectTopic: (topic) => events.push(["topic", topic]),
    onLasso: (lasso) =>
      events.push(["lasso", lasso && { count: lasso.indices.length, counts: lasso.counts }]),
    onViewChange: (view) => events.push(["view", view]),
  });
  const settings: MapSettings = { ...syntheticMap(count), theme, label: "Synthetic passages" };
  core.update(settings);
  return { core, settings, events };
}

function showGraph(host: HTMLElement, count: number, theme: Theme): Benches["graph"] {
  const core = new GraphCore(host, {});
  const { nodes, edges } = syntheticGraph(count);
  const settings: GraphSettings = {
    nodes: nodes.map((node) => ({ ...node, color: paletteColor(node.group, theme) })),
    edges,
    theme,
    label: "Synthetic topics",
  };
  core.update(settings);
  return { core, settings };
}

declare global {
  interface Window {
    bench: Partial<Benches>;
  }
}

const asked = new URLSearchParams(location.search);
const theme = asked.get("theme") === "dark" ? "dark" : "light";
const host = document.querySelector<HTMLElement>("#view")!;
const count = Number(asked.get("count"));
window.bench =
  asked.get("view") === "graph"
    ? { graph: showGraph(host, count, theme) }
    : { map: showMap(host, count, theme) };
