import {
  type Camera,
  cameraOf,
  drawLabels,
  fontFamily,
  type LabelledTopic,
  labelStates,
  mostCircles,
  paintTopics,
  placeTopics,
  pointCircles,
  pointStyle,
  type Size,
  type SvgMap,
  type SvgPoints,
  svgDocument,
  type Theme,
  themeColors,
  type View,
  visiblePoints,
} from "toposcope/drawing";
import type { MapScene } from "./map-scene.ts";
import { clearedContext, drawLand } from "./overlay.ts";
import { CanvasPoints } from "./points-canvas.ts";
import { createWebglPoints } from "./points-webgl.ts";

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
    fontFamily,
  };
  return new Blob([svgDocument(map)], { type: "image/svg+xml" });
}

function plainLabels({ scene, settings, options }: ImageRequest, camera: Camera, size: Size) {
  const boxes = placeTopics(scene.labelled, scene.points.frame, camera, { ...size, previous: scene.placed });
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
  const litSet = new Set(lit);
  const litLast = [...visible].sort((a, b) => Number(litSet.has(a)) - Number(litSet.has(b)));
  const paint = paintOf(request);
  const paintOfPoint = (point: number) => (litSet.has(point) ? paint.lit : paint.base);
  const style = pointStyle(scene.points.count, view.zoom, size);
  return pointCircles(scene.points, litLast, { camera, style, paintOf: paintOfPoint });
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
