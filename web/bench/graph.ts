import { paletteColor } from "toposcope/drawing";
import { GraphCore, type GraphSettings } from "../src/views/graph/graph-core.ts";
import { syntheticGraph } from "./synthetic.ts";

const asked = new URLSearchParams(location.search);
const theme = asked.get("theme") === "dark" ? "dark" : "light";
const { nodes, edges } = syntheticGraph(Number(asked.get("count") ?? 100));
const settings: GraphSettings = {
  nodes: nodes.map((node) => ({ ...node, color: paletteColor(node.group, theme) })),
  edges,
  theme,
  label: "Synthetic topics",
};
const core = new GraphCore(document.querySelector<HTMLElement>("#graph")!, {});
const startedAt = performance.now();
core.update(settings);

declare global {
  interface Window {
    graphBench: { core: GraphCore; settings: GraphSettings; startedAt: number };
  }
}
window.graphBench = { core, settings, startedAt };
