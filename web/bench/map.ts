import { MapCore } from "../src/views/map/map-core.ts";
import type { MapSettings } from "../src/views/map/map-settings.ts";
import { syntheticMap } from "./synthetic.ts";

const asked = new URLSearchParams(location.search);
const count = Number(asked.get("count") ?? 50_000);
const { data, topics } = syntheticMap(count);
const theme = asked.get("theme") === "dark" ? "dark" : "light";
const events: unknown[] = [];
const settings: MapSettings = { data, topics, theme, label: "Synthetic passages" };

const startedAt = performance.now();
const core = new MapCore(document.querySelector<HTMLElement>("#map")!, {
  onHover: (index, at) => events.push(["hover", index, at]),
  onSelect: (index) => events.push(["select", index]),
  onSelectTopic: (topic) => events.push(["topic", topic]),
  onLasso: (selection) =>
    events.push(["lasso", selection && { count: selection.indices.length, counts: selection.counts }]),
  onViewChange: (view) => events.push(["view", view]),
});
core.update(settings);

declare global {
  interface Window {
    bench: { core: MapCore; settings: MapSettings; events: unknown[]; startedAt: number };
  }
}
window.bench = { core, settings, events, startedAt };
