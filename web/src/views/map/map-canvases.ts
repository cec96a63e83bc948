import type { Point } from "./camera.ts";
import type { PointSet } from "./map-data.ts";
import type { paintTopics } from "./map-paint.ts";
import type { MapScene } from "./map-scene.ts";
import {
  clearedContext,
  type DrawnLabel,
  drawLabels,
  drawLand,
  drawLasso,
  drawRing,
  type LandPath,
} from "./overlay.ts";
import { type Theme, themeColors } from "./palette.ts";
import { CanvasPoints } from "./points-canvas.ts";
import type { Picture, PointsRenderer } from "./points-renderer.ts";
import { createWebglPoints } from "./points-webgl.ts";
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

/** The three canvases of the map: hills below, points, labels above. Goes on without WebGL2 when that is lost. */
export class MapCanvases {
  readonly #stage: Stage;
  readonly #onLost: () => void;
  readonly #land = document.createElement("canvas");
  readonly #overlay = document.createElement("canvas");
  #points: PointsRenderer;
  #set: PointSet | undefined;
  #paint: ReturnType<typeof paintTopics> | undefined;
  #lit: Uint32Array | undefined;
  #drawnLand: readonly LandPath[] = [];
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
      this.#drawLand(picture, overlay);
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

  /** Begins to draw every point of the last picture. */
  startWhole(): void {
    if (!this.#lastPicture) return;
    this.#points.startWhole(this.#lastPicture);
    this.#refining = true;
  }

  dispose(): void {
    this.#points.dispose();
  }

  #drawLand(picture: Picture, { scene, settings }: Overlay): void {
    this.#drawnLand = scene.land;
    const context = clearedContext(this.#land, picture.size, picture.pixelRatio);
    const colors = themeColors[settings.theme];
    context.fillStyle = colors.background;
    context.fillRect(0, 0, picture.size.width, picture.size.height);
    if (settings.showContours !== false) drawLand(context, scene.land, picture.camera, colors);
  }

  /** Returns whether labels are still appearing. */
  #drawOverlay(picture: Picture, overlay: Overlay): boolean {
    const { scene, settings } = overlay;
    const context = clearedContext(this.#overlay, picture.size, picture.pixelRatio);
    const colors = themeColors[settings.theme];
    drawLasso(context, overlay.lasso, colors, !overlay.lassoOpen);
    const boxes = scene.placeLabels(picture.camera, picture.size);
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
    const selected = settings.selectedTopic ?? null;
    return scene.placed.map((box) => ({
      box,
      text: texts.get(box.id)!,
      color: this.#paint?.css.get(box.id) ?? themeColors[settings.theme].accent,
      opacity: animated ? Math.min(1, (now - this.#appeared.get(box.id)! + 16) / fadeMs) : 1,
      state:
        box.id === focusedTopic || box.id === hoveredTopic
          ? "focused"
          : box.id === selected
            ? "selected"
            : selected === null
              ? "plain"
              : "dimmed",
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
      if (this.#points.canvas === canvas) this.#replace(new CanvasPoints());
    });
    canvas.addEventListener("webglcontextrestored", () => {
      const fresh = createWebglPoints();
      if (!fresh) return;
      this.#watch(fresh.canvas);
      this.#replace(fresh);
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
