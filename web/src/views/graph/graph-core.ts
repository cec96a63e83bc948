import {
  cameraOf,
  clampView,
  type DrawnLabel,
  fitView,
  type LabelText,
  labelText,
  type PlacedLabel,
  type Point,
  panned,
  placeLabels,
  type Theme,
  themeColors,
  type View,
  zoomedAt,
} from "toposcope/drawing";
import { Flight } from "../map/flight.ts";
import { listenToGestures } from "../map/gestures.ts";
import { keyCommand, nextStop } from "../map/keyboard.ts";
import { textMeasure } from "../map/map-scene.ts";
import { clearedContext } from "../map/overlay.ts";
import { createStage, type Stage } from "../map/stage.ts";
import { drawGraph, nodeBox, nodePlace, nodeRadius } from "./graph-drawing.ts";
import { frameAround, type GraphEdge, GraphLayout, type GraphNode, type PlacedNode } from "./graph-layout.ts";

export interface GraphSettings {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  readonly theme: Theme;
  /** The graph's name for screen readers. */
  readonly label: string;
  /** Only edges of at least this weight are shown; nodes stay where they are. */
  readonly threshold?: number;
  readonly selected?: number | null;
  /** A node marked from outside. */
  readonly hovered?: number | null;
}

export interface GraphEvents {
  onHover?(id: number | null): void;
  onSelect?(id: number | null): void;
}

const description =
  "Arrow keys walk from topic to topic, Enter opens the topic, plus and minus zoom, 0 shows everything, " +
  "Shift with arrow keys moves the graph. The table below holds the same topics and links.";
const settleMsPerFrame = 14;
const panShare = 0.18;
const clickRoom = 6;
/** Pixels: smaller nodes may be written over, else a crowd has no names. */
const leastObstacle = 11;

/** The topic graph, without any framework: draws itself into `host` and tells what the user does. */
export class GraphCore {
  readonly #events: GraphEvents;
  readonly #stage: Stage;
  readonly #canvas = document.createElement("canvas");
  readonly #listening = new AbortController();
  readonly #stopGestures: () => void;
  readonly #calm = globalThis.matchMedia("(prefers-reduced-motion: reduce)");
  readonly #measure = textMeasure();
  #settings: GraphSettings | undefined;
  #layout = new GraphLayout([], []);
  #frame = frameAround([]);
  #nodes = new Map<number, GraphNode>();
  #texts = new Map<number, LabelText>();
  #edges: readonly GraphEdge[] = [];
  #view: View = fitView(this.#frame);
  #flight: Flight | undefined;
  #labels: readonly PlacedLabel[] = [];
  #hovered: number | null = null;
  #focused: number | null = null;
  #request = 0;

  constructor(host: HTMLElement, events: GraphEvents) {
    this.#events = events;
    this.#stage = createStage(host, description, "graph", () => this.#redraw());
    this.#stage.addCanvas(this.#canvas);
    const { root } = this.#stage;
    this.#stopGestures = listenToGestures(root, this.#gestures());
    const { signal } = this.#listening;
    root.addEventListener("keydown", (event) => this.#key(event), { signal });
    root.addEventListener("blur", () => this.#focus(null), { signal });
  }

  /** Shows what changed since the last settings. */
  update(settings: GraphSettings): void {
    const before = this.#settings;
    this.#settings = settings;
    this.#stage.root.setAttribute("aria-label", settings.label);
    const hasNewShape = !before || !sameShape(before, settings);
    if (settings.nodes !== before?.nodes) this.#takeNodes(settings.nodes);
    if (hasNewShape) this.#layOut(settings);
    const threshold = settings.threshold ?? 0;
    this.#edges = settings.edges.filter(({ weight }) => weight >= threshold);
    this.#redraw();
  }

  fit(): void {
    this.#goTo(fitView(this.#frame));
  }

  zoomBy(factor: number): void {
    const { width, height } = this.#stage.size;
    this.#goTo(this.#zoomed(factor, { x: width / 2, y: height / 2 }));
  }

  focus(): void {
    this.#stage.root.focus();
  }

  destroy(): void {
    cancelAnimationFrame(this.#request);
    this.#listening.abort();
    this.#stopGestures();
    this.#stage.remove();
  }

  #takeNodes(nodes: readonly GraphNode[]): void {
    this.#nodes = new Map(nodes.map((node) => [node.id, node]));
    const label = (node: GraphNode) =>
      labelText({ index: node.id, name: node.name, x: 0, y: 0, size: node.size, level: 1 }, this.#measure);
    this.#texts = new Map(nodes.map((node) => [node.id, label(node)]));
  }

  #layOut({ nodes, edges }: GraphSettings): void {
    this.#layout = new GraphLayout(nodes, edges);
    this.#labels = [];
    this.#flight = undefined;
    if (this.#calm.matches) this.#layout.advance();
    this.#frame = frameAround(this.#layout.nodes);
    this.#view = fitView(this.#frame);
  }

  #camera() {
    return cameraOf(this.#view, this.#stage.size, this.#frame);
  }

  #zoomed(factor: number, at: Point): View {
    return zoomedAt(this.#flight?.to ?? this.#view, factor, at, this.#stage.size, this.#frame);
  }

  #goTo(view: View): void {
    const to = clampView(view, this.#frame);
    if (this.#calm.matches) this.#view = to;
    else this.#flight = new Flight(this.#view, to);
    this.#redraw();
  }

  #moveTo(view: View): void {
    this.#flight = undefined;
    this.#view = view;
    this.#redraw();
  }

  #redraw(): void {
    if (this.#request === 0) this.#request = requestAnimationFrame((now) => this.#draw(now));
  }

  #draw(now: number): void {
    this.#request = 0;
    const settings = this.#settings;
    if (!settings) return;
    this.#settle();
    this.#advanceFlight(now);
    const colors = themeColors[settings.theme];
    const camera = this.#camera();
    const centre = this.#centre();
    const near = this.#neighbours(centre);
    this.#stage.root.style.backgroundColor = colors.background;
    const context = clearedContext(this.#canvas, this.#stage.size, this.#stage.pixelRatio);
    drawGraph(context, {
      camera,
      frame: this.#frame,
      colors,
      nodes: this.#nodes,
      placed: this.#layout.nodes,
      edges: this.#edges,
      centre,
      near,
      selected: settings.selected ?? null,
      labels: this.#drawnLabels(centre, near),
    });
    if (this.#flight || !this.#layout.isSettled) this.#redraw();
  }

  #settle(): void {
    if (this.#layout.isSettled) return;
    this.#layout.advance(settleMsPerFrame);
    const isAtHome = this.#view.zoom === 1 && !this.#flight;
    this.#frame = frameAround(this.#layout.nodes);
    if (isAtHome) this.#view = fitView(this.#frame);
  }

  #advanceFlight(now: number): void {
    const flight = this.#flight;
    if (!flight) return;
    const { view, isOver } = flight.at(now);
    this.#view = view;
    if (isOver) this.#flight = undefined;
  }

  #centre(): number | null {
    return this.#focused ?? this.#hovered ?? this.#settings?.hovered ?? this.#settings?.selected ?? null;
  }

  #neighbours(id: number | null): Set<number> {
    const near = new Set<number>(id === null ? [] : [id]);
    for (const { source, target } of this.#edges) {
      if (source === id) near.add(target);
      if (target === id) near.add(source);
    }
    return near;
  }

  #drawnLabels(centre: number | null, near: ReadonlySet<number>): DrawnLabel[] {
    const camera = this.#camera();
    const requests = this.#layout.nodes.map((node) => {
      const text = this.#texts.get(node.id)!;
      const at = nodePlace(node, this.#frame, camera);
      const level = node.id === centre ? 0 : near.has(node.id) ? 1 : 2;
      const { width, height } = text;
      const down = nodeRadius(node, this.#frame, camera) + height / 2 + 3;
      const right = nodeRadius(node, this.#frame, camera) + width / 2 + 5;
      const places: [number, number][] = [
        [0, down],
        [right, 0],
        [-right, 0],
        [0, -down],
      ];
      return { id: node.id, ...at, width, height, level, size: this.#nodes.get(node.id)?.size ?? 0, places };
    });
    const obstacles = this.#layout.nodes
      .filter(({ id }) => centre === null || near.has(id))
      .map((node) => nodeBox(node, this.#frame, camera))
      .filter(({ width }) => width >= leastObstacle);
    this.#labels = placeLabels(requests, {
      ...this.#stage.size,
      previous: this.#labels,
      limit: 90,
      obstacles,
      covers: this.#stage.covers(),
    });
    return this.#labels.map((box) => ({
      box,
      text: this.#texts.get(box.id)!,
      opacity: 1,
      color: this.#nodes.get(box.id)?.color ?? "",
      state: box.id === this.#focused ? "focused" : centre === null || near.has(box.id) ? "plain" : "dimmed",
    }));
  }

  #nodeAt(at: Point): PlacedNode | undefined {
    const camera = this.#camera();
    const label = this.#labels.find(
      ({ left, top, width, height }) =>
        at.x >= left && at.x <= left + width && at.y >= top && at.y <= top + height,
    );
    let best = this.#layout.nodes.find(({ id }) => id === label?.id);
    let least = Number.POSITIVE_INFINITY;
    for (const node of this.#layout.nodes) {
      const place = nodePlace(node, this.#frame, camera);
      const away = Math.hypot(place.x - at.x, place.y - at.y) - nodeRadius(node, this.#frame, camera);
      if (away < clickRoom && away < least) [best, least] = [node, away];
    }
    return best;
  }

  #gestures() {
    return {
      onPan: (dx: number, dy: number) =>
        this.#moveTo(panned(this.#view, this.#camera(), dx, dy, this.#frame)),
      onZoom: (factor: number, at: Point) => this.#moveTo(this.#zoomed(factor, at)),
      onDoubleClick: (at: Point, backwards: boolean) => this.#goTo(this.#zoomed(backwards ? 0.5 : 2, at)),
      onClick: (at: Point) => this.#events.onSelect?.(this.#nodeAt(at)?.id ?? null),
      onPoint: (at: Point | undefined) => this.#point(at),
      onLassoStart: () => {},
      onLassoMove: () => {},
      onLassoEnd: () => {},
      isLassoMode: () => false,
    };
  }

  #point(at: Point | undefined): void {
    const hovered = (at && this.#nodeAt(at)?.id) ?? null;
    if (hovered === this.#hovered) return;
    this.#hovered = hovered;
    this.#stage.root.style.cursor = hovered === null ? "grab" : "pointer";
    this.#events.onHover?.(hovered);
    this.#redraw();
  }

  #key(event: KeyboardEvent): void {
    const command = keyCommand(event);
    if (!command || (command.type === "leave" && this.#focused === null)) return;
    event.preventDefault();
    event.stopPropagation();
    const { width, height } = this.#stage.size;
    if (command.type === "walk") this.#walk(command.x, command.y);
    else if (command.type === "zoom") this.zoomBy(command.factor);
    else if (command.type === "reset") this.fit();
    else if (command.type === "pan")
      this.#panBy(-command.x * width * panShare, -command.y * height * panShare);
    else if (command.type === "open") this.#openFocused();
    else this.#focus(null);
  }

  #panBy(dx: number, dy: number): void {
    this.#goTo(panned(this.#flight?.to ?? this.#view, this.#camera(), dx, dy, this.#frame));
  }

  #openFocused(): void {
    if (this.#focused !== null) this.#events.onSelect?.(this.#focused);
  }

  #walk(x: number, y: number): void {
    const camera = this.#camera();
    const stops = this.#layout.nodes.map((node) => ({
      id: node.id,
      ...nodePlace(node, this.#frame, camera),
    }));
    const start = stops.find(({ id }) => id === (this.#focused ?? this.#settings?.selected));
    const next = start ? nextStop(stops, start, { x, y }) : stops[0];
    if (next) this.#focus(next.id);
    else if (start) this.#focus(start.id);
  }

  #focus(id: number | null): void {
    if (this.#focused === id) return;
    this.#focused = id;
    if (id !== null) this.#stage.announce(this.#spoken(id));
    this.#events.onHover?.(id);
    this.#redraw();
  }

  #spoken(id: number): string {
    const node = this.#nodes.get(id);
    const links = [...this.#neighbours(id)].filter((other) => other !== id);
    const names = links.slice(0, 5).map((other) => this.#nodes.get(other)?.name);
    const linked = links.length === 0 ? "no links" : `${links.length} links: ${names.join(", ")}`;
    return `${node?.name}, ${node?.size} passages, ${linked}`;
  }
}

/** Whether two graphs have the same nodes and edges, whatever their names and colours. */
function sameShape(a: GraphSettings, b: GraphSettings): boolean {
  const sameNodes =
    a.nodes === b.nodes ||
    (a.nodes.length === b.nodes.length &&
      a.nodes.every(({ id, size }, at) => id === b.nodes[at]?.id && size === b.nodes[at]?.size));
  const sameEdges =
    a.edges === b.edges ||
    (a.edges.length === b.edges.length &&
      a.edges.every(({ source, target, weight }, at) => {
        const other = b.edges[at];
        return source === other?.source && target === other.target && weight === other.weight;
      }));
  return sameNodes && sameEdges;
}
