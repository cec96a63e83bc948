import {
  type Camera,
  type DrawnLabel,
  drawLabels,
  labelStates,
  type Point,
  type PointSet,
  type paintTopics,
  type Size,
  type Theme,
  themeColors,
  toScreen,
} from "toposcope/drawing";
import type { MapScene } from "./map-scene.ts";
import { clearedContext, drawLand, drawLasso, drawRing, type LandPath } from "./overlay.ts";
import { CanvasPoints } from "./points-canvas.ts";
import type { Picture, PointsRenderer } from "./points-renderer.ts";
import { createWebglPoints, webglPointsOn } from "./points-webgl.ts";
import type { Stage } from "./stage.ts";

/** What lies over the points at this moment. */
export interface Overlay {
  readonly scene: MapScene;
  readonly settings: {
    readonly theme: Theme;
    readonly hovered?: number | null;
    readonly selected?: number | null;
    readonly selectedTopic?: number | null;
    readonly showContours?: boolean;
  };
  readonly hoveredPoint: number;
  readonly hoveredTopic: number | null;
  readonly focusedTopic: number | null;
  readonly lasso: readonly Point[];
  readonly lassoOpen: boolean;
  readonly animated: boolean;
  readonly now: number;
}

export interface DrawState {
  /** False: the graphics were busy, the picture before still stands. */
  readonly drawn: boolean;
  /** Whether there is more to draw in the next frame. */
  readonly again: boolean;
}

const fadeMs = 170;
/** How far the hills are drawn beyond the edges, so that there is ground when the map moves. */
const landMargin = 180;
const landStretch = 2.2;

/** The three canvases of the map: hills below, points, labels above. Goes on without WebGL2 when that is lost. */
export class MapCanvases {
  readonly #stage: Stage;
  readonly #onLost: () => void;
  readonly #land = document.createElement("canvas");
  readonly #overlay = document.createElement("canvas");
  #points: PointsRenderer;
  /** Kept while its graphics are lost: a canvas that nothing holds never hears that they are back. */
  readonly #lost = new Set<HTMLCanvasElement>();
  #set: PointSet | undefined;
  #paint: ReturnType<typeof paintTopics> | undefined;
  #lit: Uint32Array | undefined;
  #drawnLand: readonly LandPath[] | undefined;
  #landCamera: Camera | undefined;
  #landKey = "";
  #lastPicture: Picture | undefined;
  #refining = false;
  #appeared = new Map<number, number>();
  hasDrawnWhole = false;

  constructor(stage: Stage, onLost: () => void) {
    this.#stage = stage;
    this.#onLost = onLost;
    this.#points = createWebglPoints() ?? new CanvasPoints();
    this.#watch(this.#points.canvas);
    stage.addCanvas(this.#land);
    stage.addCanvas(this.#points.canvas);
    stage.addCanvas(this.#overlay);
  }

  setPoints(points: PointSet): void {
    this.#set = points;
    this.#points.setPoints(points);
    this.hasDrawnWhole = false;
    this.#appeared.clear();
  }

  setLit(lit: Uint32Array | undefined): void {
    this.#lit = lit;
    this.#points.setLit(lit);
  }

  setPaint(paint: ReturnType<typeof paintTopics>): void {
    this.#paint = paint;
    this.#points.setPaint(paint.base, paint.lit);
  }

  draw(
    picture: Picture,
    overlay: Overlay,
    { moved, overlayOnly }: { moved: boolean; overlayOnly: boolean },
  ): DrawState {
    if (moved) {
      if (!this.#points.drawQuick(picture)) return { drawn: false, again: true };
      this.#lastPicture = picture;
      this.#refining = false;
      this.#moveLand(picture, overlay);
      return { drawn: true, again: this.#drawOverlay(picture, overlay) };
    }
    if (this.#refining && this.#points.refine()) {
      this.#refining = false;
      this.hasDrawnWhole = true;
    }
    if (this.#drawnLand !== overlay.scene.land) this.#drawLand(picture, overlay);
    const fading = this.#isFading(overlay.now);
    const again = overlayOnly || fading ? this.#drawOverlay(picture, overlay) : false;
    return { drawn: true, again: again || this.#refining };
  }

  /** Begins to draw the last picture in full. */
  startWhole(overlay: Overlay): void {
    if (!this.#lastPicture) return;
    if (this.#landCamera !== this.#lastPicture.camera) this.#drawLand(this.#lastPicture, overlay);
    this.#points.startWhole(this.#lastPicture);
    this.#refining = true;
  }

  get isRefining(): boolean {
    return this.#refining;
  }

  dispose(): void {
    this.#lost.clear();
    this.#points.dispose();
  }

  /** While the map moves, the drawn hills are moved and stretched with it; they are drawn anew when it rests. */
  #moveLand(picture: Picture, overlay: Overlay): void {
    const from = this.#landCamera;
    const { camera, size } = picture;
    const key = landKey(overlay);
    if (
      !from ||
      key !== this.#landKey ||
      overlay.scene.land !== this.#drawnLand ||
      !covers(from, camera, size)
    ) {
      this.#drawLand(picture, overlay);
      return;
    }
    const ratio = camera.scale / from.scale;
    const origin = toScreen(
      camera,
      (-landMargin - from.left) / from.scale,
      (from.bottom + landMargin) / from.scale,
    );
    this.#land.style.transform = `translate(${origin.x}px, ${origin.y}px) scale(${ratio})`;
  }

  #drawLand(picture: Picture, overlay: Overlay): void {
    const { scene, settings } = overlay;
    const { camera, size, pixelRatio } = picture;
    const whole = { width: size.width + 2 * landMargin, height: size.height + 2 * landMargin };
    const colors = themeColors[settings.theme];
    this.#drawnLand = scene.land;
    this.#landCamera = camera;
    this.#landKey = landKey(overlay);
    this.#stage.root.style.backgroundColor = colors.background;
    Object.assign(this.#land.style, {
      inset: "auto",
      left: "0",
      top: "0",
      width: `${whole.width}px`,
      height: `${whole.height}px`,
      transformOrigin: "0 0",
      transform: `translate(${-landMargin}px, ${-landMargin}px)`,
    });
    const context = clearedContext(this.#land, whole, pixelRatio);
    const shifted = { ...camera, left: camera.left + landMargin, bottom: camera.bottom + landMargin };
    if (settings.showContours !== false) drawLand(context, scene.land, shifted, colors);
  }

  /** Returns whether labels are still appearing. */
  #drawOverlay(picture: Picture, overlay: Overlay): boolean {
    const { scene, settings } = overlay;
    const context = clearedContext(this.#overlay, picture.size, picture.pixelRatio);
    const colors = themeColors[settings.theme];
    drawLasso(context, overlay.lasso, colors, !overlay.lassoOpen);
    const boxes = scene.placeLabels(picture.camera, picture.size, {
      covers: this.#stage.covers(),
      first: settings.selectedTopic ?? null,
    });
    this.#noteAppeared(
      boxes.map(({ id }) => id),
      overlay,
    );
    drawLabels(context, this.#drawnLabels(overlay), colors);
    for (const [point, radius] of [
      [settings.selected ?? -1, 6],
      [settings.hovered ?? -1, 5],
      [overlay.hoveredPoint, 5],
    ] as const) {
      if (point < 0 || point >= scene.points.count) continue;
      const color = this.#paint?.css.get(scene.points.topic[point]!) ?? colors.none;
      drawRing(context, scene.screenPlace(point, picture.camera), radius, color, colors);
    }
    return this.#isFading(overlay.now);
  }

  #drawnLabels({ scene, settings, hoveredTopic, focusedTopic, animated, now }: Overlay): DrawnLabel[] {
    const texts = new Map(scene.labelled.map(({ text }) => [text.id, text]));
    const stateOf = labelStates(scene.topics, settings.selectedTopic ?? null);
    return scene.placed.map((box) => ({
      box,
      text: texts.get(box.id)!,
      color: this.#paint?.css.get(box.id) ?? themeColors[settings.theme].accent,
      opacity: animated ? Math.min(1, (now - this.#appeared.get(box.id)! + 16) / fadeMs) : 1,
      state: box.id === focusedTopic || box.id === hoveredTopic ? "focused" : stateOf(box.id),
    }));
  }

  #noteAppeared(ids: readonly number[], { now }: Overlay): void {
    const isFirst = this.#appeared.size === 0;
    this.#appeared = new Map(ids.map((id) => [id, this.#appeared.get(id) ?? (isFirst ? now - fadeMs : now)]));
  }

  #isFading(now: number): boolean {
    for (const since of this.#appeared.values()) if (now - since < fadeMs) return true;
    return false;
  }

  #watch(canvas: HTMLCanvasElement): void {
    canvas.addEventListener("webglcontextlost", (event) => {
      event.preventDefault();
      if (this.#points.canvas !== canvas) return;
      this.#lost.add(canvas);
      this.#replace(new CanvasPoints());
    });
    canvas.addEventListener("webglcontextrestored", () => {
      const points = this.#lost.delete(canvas) ? webglPointsOn(canvas) : undefined;
      if (points) this.#replace(points);
    });
  }

  #replace(points: PointsRenderer): void {
    this.#stage.addCanvas(points.canvas, this.#points.canvas);
    this.#points = points;
    if (this.#set) points.setPoints(this.#set);
    points.setLit(this.#lit);
    if (this.#paint) points.setPaint(this.#paint.base, this.#paint.lit);
    this.hasDrawnWhole = false;
    this.#onLost();
  }
}

function landKey({ settings }: Overlay): string {
  return `${settings.theme} ${settings.showContours !== false}`;
}

/** Whether hills drawn for one camera still fill the picture of another, and look sharp enough. */
function covers(from: Camera, to: Camera, size: Size): boolean {
  const ratio = to.scale / from.scale;
  if (ratio > landStretch || ratio < 1 / landStretch) return false;
  const upperLeft = toScreen(
    to,
    (-landMargin - from.left) / from.scale,
    (from.bottom + landMargin) / from.scale,
  );
  const right = upperLeft.x + (size.width + 2 * landMargin) * ratio;
  const lower = upperLeft.y + (size.height + 2 * landMargin) * ratio;
  return upperLeft.x <= 0 && upperLeft.y <= 0 && right >= size.width && lower >= size.height;
}
