import { type Camera, cameraOf, type Size, type View } from "./camera.ts";
import { type LabelledTopic, placeTopics } from "./label-text.ts";
import { type PointSet, steps } from "./map-data.ts";
import { labelStates, paintTopics } from "./map-paint.ts";
import type { MapScene } from "./map-scene.ts";
import { clearedContext, drawLabels, drawLand } from "./overlay.ts";
import { type Theme, themeColors } from "./palette.ts";
import { pointStyle } from "./point-style.ts";
import { CanvasPoints } from "./points-canvas.ts";
import { createWebglPoints } from "./points-webgl.ts";
import { type SvgMap, type SvgPoints, svgDocument } from "./svg.ts";

export interface ImageOptions {
  /** In CSS pixels; labels have the size that they have on a screen of this size. */
  readonly width: number;
  readonly height: number;
  /** Pixels per CSS pixel, 1 for a screen, 3 for print. Only for bitmaps. */
  readonly scale?: number;
  readonly theme?: Theme;
}

export interface ImageRequest {
  readonly scene: MapScene;
  readonly settings: {
    readonly theme: Theme;
    readonly selectedTopic?: number | null;
    readonly showContours?: boolean;
    readonly label: string;
  };
  readonly view: View;
  readonly lit: Uint32Array | undefined;
  readonly options: ImageOptions;
}

const mostCircles = 20_000;
const largestSide = 8_192;
const bitmapScale = 2;

/** The map as it stands, as a PNG of any size. */
export async function exportMapPng(request: ImageRequest): Promise<Blob> {
  const { scene, settings, options } = request;
  const size = { width: options.width, height: options.height };
  const scale = Math.min(options.scale ?? 2, largestSide / Math.max(size.width, size.height));
  const theme = options.theme ?? settings.theme;
  const colors = themeColors[theme];
  const camera = cameraOf(request.view, size, scene.points.frame);
  const canvas = document.createElement("canvas");
  const context = clearedContext(canvas, size, scale);
  context.fillStyle = colors.background;
  context.fillRect(0, 0, size.width, size.height);
  if (settings.showContours !== false) drawLand(context, scene.land, camera, colors);
  context.drawImage(drawnPoints(request, size, scale), 0, 0, size.width, size.height);
  drawLabels(context, plainLabels(request, camera, size), colors);
  return pngOf(canvas);
}

/** The map as SVG: lines and labels as vectors; points as circles, or as one picture where they are too many. */
export async function exportMapSvg(request: ImageRequest): Promise<Blob> {
  const { scene, settings, options } = request;
  const size = { width: options.width, height: options.height };
  const theme = options.theme ?? settings.theme;
  const camera = cameraOf(request.view, size, scene.points.frame);
  const map: SvgMap = {
    title: settings.label,
    size,
    colors: themeColors[theme],
    camera,
    lines: settings.showContours === false ? [] : scene.lines,
    points: await svgPoints(request, camera, size),
    labels: plainLabels(request, camera, size),
  };
  return new Blob([svgDocument(map)], { type: "image/svg+xml" });
}

function plainLabels({ scene, settings, options }: ImageRequest, camera: Camera, size: Size) {
  const limit = Math.max(6, Math.round((size.width * size.height) / 13_000));
  const boxes = placeTopics(scene.labelled, scene.points.frame, camera, {
    ...size,
    limit,
    previous: scene.placed,
  });
  const texts = new Map(scene.labelled.map(({ text }: LabelledTopic) => [text.id, text]));
  const accent = themeColors[options.theme ?? settings.theme].accent;
  const stateOf = labelStates(scene.topics, settings.selectedTopic ?? null);
  return boxes.map(
    (box) => ({ box, text: texts.get(box.id)!, opacity: 1, color: accent, state: stateOf(box.id) }) as const,
  );
}

function paintOf({ settings, scene, lit, options }: ImageRequest) {
  return paintTopics({
    topics: scene.topics,
    theme: options.theme ?? settings.theme,
    emphasised: settings.selectedTopic ?? null,
    hasLit: lit !== undefined,
  });
}

function drawnPoints(request: ImageRequest, size: Size, pixelRatio: number): HTMLCanvasElement {
  const { scene, view, lit } = request;
  const renderer = createWebglPoints({ preserve: true }) ?? new CanvasPoints();
  const paint = paintOf(request);
  renderer.setPoints(scene.points);
  renderer.setPaint(paint.base, paint.lit);
  renderer.setLit(lit);
  const camera = cameraOf(view, size, scene.points.frame);
  renderer.drawAll({ camera, size, pixelRatio, zoom: view.zoom });
  const copy = document.createElement("canvas");
  copy.width = renderer.canvas.width;
  copy.height = renderer.canvas.height;
  copy.getContext("2d")!.drawImage(renderer.canvas, 0, 0);
  renderer.dispose();
  return copy;
}

async function svgPoints(request: ImageRequest, camera: Camera, size: Size): Promise<SvgPoints> {
  const { scene, view, lit } = request;
  const visible = visiblePoints(scene.points, camera, size);
  if (visible.length > mostCircles) {
    const bitmap = await pngOf(drawnPoints(request, size, bitmapScale));
    return { type: "bitmap", dataUrl: await dataUrlOf(bitmap) };
  }
  const paint = paintOf(request);
  const style = pointStyle(scene.points.count, view.zoom, size);
  const litSet = new Set(lit);
  const litLast = [...visible].sort((a, b) => Number(litSet.has(a)) - Number(litSet.has(b)));
  const circles = litLast.map((point) => {
    const source = litSet.has(point) ? paint.lit : paint.base;
    const { color, opacity } = source.topics.get(scene.points.topic[point]!) ?? source.none;
    return { ...placeOf(scene.points, point, camera), color, opacity: opacity * style.opacity };
  });
  return { type: "circles", radius: style.diameter / 2, circles };
}

function placeOf(points: PointSet, point: number, camera: Camera): { x: number; y: number } {
  return {
    x: (points.x[point]! / steps) * camera.scale + camera.left,
    y: camera.bottom - (points.y[point]! / steps) * camera.scale,
  };
}

function visiblePoints(points: PointSet, camera: Camera, size: Size): Uint32Array {
  const found: number[] = [];
  for (let point = 0; point < points.count; point++) {
    const { x, y } = placeOf(points, point, camera);
    if (x >= 0 && y >= 0 && x <= size.width && y <= size.height) found.push(point);
  }
  return Uint32Array.from(found);
}

function pngOf(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error("the picture is too large for this browser"))),
      "image/png",
    );
  });
}

function dataUrlOf(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });
}
