import {
  type Camera,
  cameraOf,
  clampView,
  fitView,
  type MapData,
  maxZoom,
  type Point,
  paintTopics,
  panned,
  sameView,
  toUnit,
  type View,
  zoomedAt,
} from "toposcope/drawing";
import { Flight } from "./flight.ts";
import { listenToGestures } from "./gestures.ts";
import { keyCommand, nearestStop, nextStop } from "./keyboard.ts";
import { Lasso } from "./lasso.ts";
import { MapCanvases, type Overlay } from "./map-canvases.ts";
import { exportMapPng, exportMapSvg, type ImageOptions } from "./map-export.ts";
import { MapScene } from "./map-scene.ts";
import type { MapEvents, MapSettings } from "./map-settings.ts";
import { countByTopic, litPoints } from "./point-index.ts";
import { createStage, type Stage } from "./stage.ts";

const restMs = 140;
const hoverRadius = 9;
const panShare = 0.18;
/** First pixels come before the hills. */
const landDelayMs = 30;

const description =
  "Arrow keys walk from topic to topic, Enter opens the topic, plus and minus zoom, 0 shows everything, " +
  "Shift with arrow keys moves the map, Escape takes the selection off. The topic list holds the same as a list.";

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
  readonly #lasso = new Lasso();

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
    if (changed("data")) this.#takeData(settings, before?.data);
    if (changed("topics")) this.#scene.setTopics(settings.topics);
    if (changed("data", "lit")) this.#takeLit();
    if (changed("topics", "theme", "selectedTopic", "hoveredTopic", "lit", "data")) this.#repaint();
    if (changed("view")) this.#takeView(settings.view ?? null, before);
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
    if (this.#lasso.isEmpty) return;
    this.#lasso.clear();
    this.#showLasso();
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

  /** New colours of the same points leave the view and the lasso as they are. */
  #takeData({ data, view }: MapSettings, before: MapData | undefined): void {
    const isSamePlaces = before?.x === data.x && before.y === data.y;
    this.#scene.setData(data);
    this.#canvases.setPoints(this.#scene.points);
    this.#hoveredPoint = -1;
    if (!isSamePlaces) {
      this.#lasso.clear();
      this.#flight = undefined;
      this.#view = clampView(view ?? fitView(this.#scene.points.frame), this.#scene.points.frame);
    }
    clearTimeout(this.#landTimer);
    this.#landTimer = setTimeout(() => {
      this.#scene.makeLand();
      this.#redrawOverlay();
    }, landDelayMs);
  }

  #takeView(view: View | null, before: MapSettings | undefined): void {
    if (view && !this.#isOurs(view)) this.#goTo(view, before !== undefined);
    if (!view && before?.view) this.fit();
  }

  #takeLit(): void {
    this.#canvases.setLit(this.#litPoints());
  }

  #litPoints(): Uint32Array | undefined {
    const lit = this.#settings?.lit;
    return lit ? litPoints(lit) : this.#lasso.points;
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
    if (fly && !this.#calm.matches) this.#flight = new Flight(this.#view, to);
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
      lasso: this.#lasso.outlineOn(camera),
      lassoOpen: this.#lasso.isOpen,
      animated: !this.#calm.matches,
      now,
    };
  }

  #advanceFlight(now: number): void {
    const flight = this.#flight;
    if (!flight) return;
    const { view, isOver } = flight.at(now);
    this.#view = view;
    this.#movedAt = now;
    this.#resting = false;
    if (isOver) this.#flight = undefined;
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
      onLassoStart: () => this.#lasso.start(),
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

  #growLasso(at: Point): void {
    this.#lasso.grow(at, this.#camera());
    this.#redrawOverlay();
  }

  #endLasso(): void {
    const isClosed = this.#lasso.close(() => this.#scene.index);
    this.#showLasso();
    const indices = this.#lasso.points;
    if (!isClosed || !indices) {
      this.#events.onLasso?.(null);
      return;
    }
    this.#stage.announce(`${indices.length} passages selected`);
    this.#events.onLasso?.({ indices, counts: countByTopic(this.#scene.points.topic, indices) });
  }

  #showLasso(): void {
    this.#takeLit();
    this.#repaint();
    this.#redraw();
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
    if (command.type === "leave" && this.#lasso.isEmpty && this.#focusedTopic === null) return;
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
    const stops = this.#scene.placed.map(({ id, left, top, width, height }) => ({
      id,
      x: left + width / 2,
      y: top + height / 2,
    }));
    const from = stops.find(({ id }) => id === this.#focusedTopic);
    const { width, height } = this.#stage.size;
    const next = from ? nextStop(stops, from, { x, y }) : nearestStop(stops, { x: width / 2, y: height / 2 });
    if (next) this.#focusTopic(next.id);
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
