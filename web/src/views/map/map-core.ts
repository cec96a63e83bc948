import {
  type Camera,
  cameraOf,
  clampView,
  fitView,
  fromScreen,
  maxZoom,
  type Point,
  panned,
  sameView,
  toScreen,
  type View,
  viewBetween,
  zoomedAt,
} from "./camera.ts";
import { listenToGestures } from "./gestures.ts";
import { keyCommand, nextStop } from "./keyboard.ts";
import { MapCanvases, type Overlay } from "./map-canvases.ts";
import { type MapData, type MapTopic, toUnit } from "./map-data.ts";
import { exportMapPng, exportMapSvg, type ImageOptions } from "./map-export.ts";
import { paintTopics } from "./map-paint.ts";
import { MapScene } from "./map-scene.ts";
import { type Theme, themeColors } from "./palette.ts";
import { countByTopic, pointsInside, type UnitPoint } from "./point-index.ts";
import { createStage, type Stage } from "./stage.ts";

/** What the map shows; the page passes it anew whenever something changed. */
export interface MapSettings {
  readonly data: MapData;
  readonly topics: readonly MapTopic[];
  readonly theme: Theme;
  /** The map's name for screen readers. */
  readonly label: string;
  /** A point marked from outside, such as the row under the mouse in a list. */
  readonly hovered?: number | null;
  /** The point whose passage is open. */
  readonly selected?: number | null;
  readonly selectedTopic?: number | null;
  readonly hoveredTopic?: number | null;
  /** A byte a point, not zero for those that match a search. */
  readonly lit?: Uint8Array | null;
  /** Where to look; absent: at everything. */
  readonly view?: View | null;
  /** A plain drag draws a lasso. */
  readonly lassoMode?: boolean;
  readonly showContours?: boolean;
}

export interface LassoSelection {
  /** Ascending. */
  readonly indices: Uint32Array;
  /** How many of them each topic has, the most first. */
  readonly counts: readonly { readonly topic: number; readonly count: number }[];
}

export interface MapEvents {
  onHover?(index: number | null, at: Point | null): void;
  onHoverTopic?(topic: number | null): void;
  onSelect?(index: number | null): void;
  onSelectTopic?(topic: number | null): void;
  /** Null when the lasso is taken off. */
  onLasso?(selection: LassoSelection | null): void;
  /** When the map has come to rest at a new place. */
  onViewChange?(view: View): void;
}

const restMs = 140;
const flightMs = 520;
const hoverRadius = 9;
const panShare = 0.18;

const description =
  "Arrow keys walk from topic to topic, Enter opens the topic, plus and minus zoom, 0 shows everything, " +
  "Shift with arrow keys moves the map, Escape takes the selection off. The topic list holds the same as a list.";

interface Flight {
  readonly from: View;
  readonly to: View;
  readonly startedAt: number;
}

/** The map of every chunk, without any framework: draws itself into `host` and tells what the user does. */
export class MapCore {
  readonly #events: MapEvents;
  readonly #stage: Stage;
  readonly #canvases: MapCanvases;
  readonly #scene = new MapScene();
  readonly #stopListening: () => void;
  readonly #calm = globalThis.matchMedia("(prefers-reduced-motion: reduce)");
  #settings: MapSettings | undefined;
  #view: View = { x: 0.5, y: 0.5, zoom: 1 };
  #reported: View | undefined;
  #flight: Flight | undefined;
  #movedAt = Number.NEGATIVE_INFINITY;
  #frame = 0;
  #resting = true;
  #overlayOnly = false;
  #landTimer: ReturnType<typeof setTimeout> | undefined;
  #hoveredPoint = -1;
  #hoveredTopic: number | null = null;
  #focusedTopic: number | null = null;
  #lasso: UnitPoint[] = [];
  #lassoOpen = false;
  #lassoed: Uint32Array | undefined;

  constructor(host: HTMLElement, events: MapEvents) {
    this.#events = events;
    this.#stage = createStage(host, description, "map", () => this.#redraw());
    this.#canvases = new MapCanvases(this.#stage, () => this.#redraw());
    const { root } = this.#stage;
    const ends = [listenToGestures(root, this.#gestures()), this.#listenToKeys(root)];
    this.#stopListening = () => {
      for (const end of ends) end();
    };
  }

  /** Shows what changed since the last settings. */
  update(settings: MapSettings): void {
    const before = this.#settings;
    this.#settings = settings;
    const changed = (...names: (keyof MapSettings)[]) =>
      names.some((name) => before?.[name] !== settings[name]);
    this.#stage.root.setAttribute("aria-label", settings.label);
    if (changed("data")) this.#takeData(settings);
    if (changed("topics")) this.#scene.setTopics(settings.topics);
    if (changed("data", "lit")) this.#takeLit();
    if (changed("topics", "theme", "selectedTopic", "hoveredTopic", "lit", "data")) this.#repaint();
    if (changed("view") && settings.view && !this.#isOurs(settings.view))
      this.#goTo(settings.view, before !== undefined);
    this.#stage.root.style.cursor = settings.lassoMode ? "crosshair" : "grab";
    if (changed("data", "topics", "theme", "selectedTopic", "hoveredTopic", "lit", "showContours"))
      this.#redraw();
    else this.#redrawOverlay();
  }

  get view(): View {
    return this.#view;
  }

  /** Shows every point. */
  fit(): void {
    this.#goTo(fitView(this.#scene.points.frame), true);
  }

  zoomBy(factor: number): void {
    const { width, height } = this.#stage.size;
    this.#goTo(this.#zoomed(factor, { x: width / 2, y: height / 2 }), true);
  }

  /** Brings a topic's label to the middle. */
  flyToTopic(index: number): void {
    const topic = this.#scene.topic(index);
    if (!topic) return;
    const { u, v } = toUnit(this.#scene.points.frame, topic.x, topic.y);
    const zoom = Math.min(maxZoom, Math.max(this.#view.zoom, topic.level === 0 ? 2.2 : 4));
    this.#goTo({ x: u, y: v, zoom }, true);
  }

  clearLasso(): void {
    if (this.#lasso.length === 0) return;
    this.#lasso = [];
    this.#lassoed = undefined;
    this.#takeLit();
    this.#repaint();
    this.#redraw();
    this.#events.onLasso?.(null);
  }

  focus(): void {
    this.#stage.root.focus();
  }

  exportPng(options: ImageOptions): Promise<Blob> {
    return exportMapPng(this.#image(options));
  }

  exportSvg(options: ImageOptions): Promise<Blob> {
    return exportMapSvg(this.#image(options));
  }

  destroy(): void {
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#landTimer);
    this.#stopListening();
    this.#canvases.dispose();
    this.#stage.remove();
  }

  #image(options: ImageOptions) {
    const settings = this.#settings;
    if (!settings) throw new Error("the map has no data yet");
    this.#scene.makeLand();
    return { scene: this.#scene, settings, view: this.#view, lit: this.#litPoints(), options };
  }

  #takeData({ data, view }: MapSettings): void {
    this.#scene.setData(data);
    this.#canvases.setPoints(this.#scene.points);
    this.#hoveredPoint = -1;
    this.#lasso = [];
    this.#lassoed = undefined;
    this.#flight = undefined;
    this.#view = clampView(view ?? fitView(this.#scene.points.frame), this.#scene.points.frame);
    clearTimeout(this.#landTimer);
    this.#landTimer = setTimeout(() => {
      this.#scene.makeLand();
      this.#redrawOverlay();
    }, 30);
  }

  #takeLit(): void {
    this.#canvases.setLit(this.#litPoints());
  }

  #litPoints(): Uint32Array | undefined {
    const lit = this.#settings?.lit;
    return lit ? indicesOf(lit) : this.#lassoed;
  }

  #repaint(): void {
    const settings = this.#settings;
    if (!settings) return;
    const emphasised = settings.hoveredTopic ?? settings.selectedTopic ?? null;
    const hasLit = this.#litPoints() !== undefined;
    this.#canvases.setPaint(
      paintTopics({ topics: settings.topics, theme: settings.theme, emphasised, hasLit }),
    );
  }

  #camera(): Camera {
    return cameraOf(this.#view, this.#stage.size, this.#scene.points.frame);
  }

  #zoomed(factor: number, at: Point): View {
    return zoomedAt(this.#flight?.to ?? this.#view, factor, at, this.#stage.size, this.#scene.points.frame);
  }

  /** Whether a view from outside is only the echo of what was reported, rounded by a URL. */
  #isOurs(view: View): boolean {
    const near = (a: number, b: number, step: number) => Math.abs(a - b) <= step;
    const seen = this.#reported;
    if (!seen) return false;
    return near(view.x, seen.x, 1e-3) && near(view.y, seen.y, 1e-3) && near(view.zoom / seen.zoom, 1, 0.01);
  }

  #goTo(view: View, fly: boolean): void {
    const to = clampView(view, this.#scene.points.frame);
    if (fly && !this.#calm.matches) this.#flight = { from: this.#view, to, startedAt: performance.now() };
    else {
      this.#flight = undefined;
      this.#view = to;
    }
    this.#redraw();
  }

  #moveTo(view: View): void {
    this.#flight = undefined;
    this.#view = view;
    this.#redraw();
  }

  #redraw(): void {
    this.#movedAt = performance.now();
    this.#resting = false;
    this.#overlayOnly = false;
    this.#requestFrame();
  }

  #redrawOverlay(): void {
    if (this.#resting) this.#overlayOnly = true;
    this.#requestFrame();
  }

  #requestFrame(): void {
    if (this.#frame === 0) this.#frame = requestAnimationFrame((now) => this.#drawFrame(now));
  }

  #drawFrame(now: number): void {
    this.#frame = 0;
    if (!this.#settings) return;
    this.#advanceFlight(now);
    const picture = {
      camera: this.#camera(),
      size: this.#stage.size,
      pixelRatio: this.#stage.pixelRatio,
      zoom: this.#view.zoom,
    };
    const moved = this.#flight !== undefined || !this.#resting;
    const overlay = this.#overlay(picture.camera, now);
    const state = this.#canvases.draw(picture, overlay, { moved, overlayOnly: this.#overlayOnly });
    if (state.drawn) this.#overlayOnly = false;
    if (!this.#flight && moved && state.drawn) this.#rest(overlay);
    if (this.#flight || state.again || !this.#resting || this.#canvases.isRefining) this.#requestFrame();
  }

  #overlay(camera: Camera, now: number): Overlay {
    return {
      scene: this.#scene,
      settings: this.#settings!,
      hoveredPoint: this.#hoveredPoint,
      hoveredTopic: this.#hoveredTopic,
      focusedTopic: this.#focusedTopic,
      lasso: this.#lasso.map(({ u, v }) => toScreen(camera, u, v)),
      lassoOpen: this.#lassoOpen,
      animated: !this.#calm.matches,
      now,
    };
  }

  #advanceFlight(now: number): void {
    const flight = this.#flight;
    if (!flight) return;
    const share = Math.min(1, Math.max(0, (now - flight.startedAt) / flightMs));
    this.#view = share === 1 ? flight.to : viewBetween(flight.from, flight.to, share);
    this.#movedAt = now;
    this.#resting = false;
    if (share === 1) this.#flight = undefined;
  }

  #rest(overlay: Overlay): void {
    if (overlay.now - this.#movedAt < restMs && this.#canvases.hasDrawnWhole) return;
    this.#resting = true;
    this.#canvases.startWhole(overlay);
    if (this.#reported && sameView(this.#reported, this.#view)) return;
    const isFirst = this.#reported === undefined;
    this.#reported = this.#view;
    if (!isFirst) this.#events.onViewChange?.(this.#view);
  }

  #gestures() {
    return {
      onPan: (dx: number, dy: number) =>
        this.#moveTo(panned(this.#view, this.#camera(), dx, dy, this.#scene.points.frame)),
      onZoom: (factor: number, at: Point) => this.#moveTo(this.#zoomed(factor, at)),
      onDoubleClick: (at: Point, backwards: boolean) =>
        this.#goTo(this.#zoomed(backwards ? 0.5 : 2, at), true),
      onClick: (at: Point) => this.#click(at),
      onPoint: (at: Point | undefined) => this.#point(at),
      onLassoStart: () => this.#startLasso(),
      onLassoMove: (at: Point) => this.#growLasso(at),
      onLassoEnd: () => this.#endLasso(),
      isLassoMode: () => this.#settings?.lassoMode ?? false,
    };
  }

  #click(at: Point): void {
    const label = this.#scene.labelAt(at);
    if (label) {
      this.#events.onSelectTopic?.(label.id);
      return;
    }
    const point = this.#scene.pointAt(at, this.#camera(), hoverRadius);
    this.#events.onSelect?.(point < 0 ? null : point);
  }

  #point(at: Point | undefined): void {
    const label = at && this.#scene.labelAt(at);
    const point = at && !label ? this.#scene.pointAt(at, this.#camera(), hoverRadius) : -1;
    const topic = label?.id ?? null;
    const root = this.#stage.root;
    root.style.cursor = this.#settings?.lassoMode ? "crosshair" : label || point >= 0 ? "pointer" : "grab";
    if (topic !== this.#hoveredTopic) {
      this.#hoveredTopic = topic;
      this.#events.onHoverTopic?.(topic);
      this.#redrawOverlay();
    }
    if (point === this.#hoveredPoint) return;
    this.#hoveredPoint = point;
    this.#events.onHover?.(
      point < 0 ? null : point,
      point < 0 ? null : this.#scene.screenPlace(point, this.#camera()),
    );
    this.#redrawOverlay();
  }

  #startLasso(): void {
    this.#lasso = [];
    this.#lassoOpen = true;
  }

  #growLasso(at: Point): void {
    const corner = fromScreen(this.#camera(), at.x, at.y);
    const last = this.#lasso.at(-1);
    const apart = last
      ? Math.hypot(last.u - corner.u, last.v - corner.v) * this.#camera().scale
      : Number.POSITIVE_INFINITY;
    if (apart < 3) return;
    this.#lasso.push(corner);
    this.#redrawOverlay();
  }

  #endLasso(): void {
    this.#lassoOpen = false;
    if (this.#lasso.length < 3) {
      if (this.#lassoed) this.clearLasso();
      else this.#lasso = [];
      this.#redrawOverlay();
      return;
    }
    const indices = pointsInside(this.#scene.index, this.#lasso);
    this.#lassoed = indices;
    this.#takeLit();
    this.#repaint();
    this.#redraw();
    this.#stage.announce(`${indices.length} passages selected`);
    this.#events.onLasso?.({ indices, counts: countByTopic(this.#scene.points.topic, indices) });
  }

  #listenToKeys(root: HTMLElement): () => void {
    const listening = new AbortController();
    const { signal } = listening;
    root.addEventListener("keydown", (event) => this.#key(event), { signal });
    root.addEventListener("blur", () => this.#focusTopic(null), { signal });
    return () => listening.abort();
  }

  #key(event: KeyboardEvent): void {
    const command = keyCommand(event);
    if (!command) return;
    if (command.type === "leave" && this.#lasso.length === 0 && this.#focusedTopic === null) return;
    event.preventDefault();
    event.stopPropagation();
    const { width, height } = this.#stage.size;
    if (command.type === "walk") this.#walk(command.x, command.y);
    else if (command.type === "pan") {
      const [dx, dy] = [-command.x * width * panShare, -command.y * height * panShare];
      this.#goTo(
        panned(this.#flight?.to ?? this.#view, this.#camera(), dx, dy, this.#scene.points.frame),
        true,
      );
    } else if (command.type === "zoom") this.zoomBy(command.factor);
    else if (command.type === "reset") this.fit();
    else if (command.type === "open") this.#openFocused();
    else this.#leave();
  }

  #walk(x: number, y: number): void {
    const { width, height } = this.#stage.size;
    const stops = this.#scene.placed.map((box) => ({
      id: box.id,
      x: box.left + box.width / 2,
      y: box.top + box.height / 2,
    }));
    const from = stops.find(({ id }) => id === this.#focusedTopic);
    if (from) {
      const next = nextStop(stops, from, { x, y });
      if (next) this.#focusTopic(next.id);
      return;
    }
    const middle = { x: width / 2, y: height / 2 };
    const byDistance = (a: Point, b: Point) =>
      Math.hypot(a.x - middle.x, a.y - middle.y) - Math.hypot(b.x - middle.x, b.y - middle.y);
    const first = stops.sort(byDistance)[0];
    if (first) this.#focusTopic(first.id);
  }

  #focusTopic(index: number | null): void {
    if (this.#focusedTopic === index) return;
    this.#focusedTopic = index;
    const topic = index === null ? undefined : this.#scene.topic(index);
    if (topic) this.#stage.announce(`${topic.name}, ${topic.size} passages`);
    this.#events.onHoverTopic?.(index);
    this.#redrawOverlay();
  }

  #openFocused(): void {
    if (this.#focusedTopic !== null) this.#events.onSelectTopic?.(this.#focusedTopic);
  }

  #leave(): void {
    this.clearLasso();
    this.#focusTopic(null);
  }
}

function indicesOf(lit: Uint8Array): Uint32Array {
  let count = 0;
  for (const byte of lit) if (byte !== 0) count++;
  const indices = new Uint32Array(count);
  for (let point = 0, at = 0; point < lit.length; point++) if (lit[point] !== 0) indices[at++] = point;
  return indices;
}

/** The colour behind the map, for a page that paints around it. */
export function mapBackground(theme: Theme): string {
  return themeColors[theme].background;
}
