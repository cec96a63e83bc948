import { setImmediate } from "node:timers/promises";
import { createCanvas, Path2D, type SKRSContext2D } from "@napi-rs/canvas";
import { drawLabels } from "../drawing/canvas-labels.ts";
import { mostCircles, placeOf, pointCircles, visiblePoints } from "../drawing/point-circles.ts";
import { contourPath, type SvgPoints, svgDocument } from "../drawing/svg.ts";
import { type Band, blendPoints, type Discs } from "./blend-points.ts";
import { pictureFontFamily, svgFontFamily } from "./map-font.ts";
import { layOutMap, type MapDrawing, type MapLayout } from "./map-layout.ts";
import { encodePng } from "./png.ts";

const screenDotsPerInch = 96;
const pixelsPerBand = 500_000;
const embeddedScale = 2;
/** How far a label's halo reaches beyond its box. */
const haloReach = 8;

/** The map as SVG: height lines and labels as vectors; points as circles, or as one picture where they are too many. */
export async function drawSvg(drawing: MapDrawing): Promise<string> {
  const layout = layOutMap(drawing);
  const { size, colors, camera, lines, labels } = layout;
  const shown = visiblePoints(layout.points, camera, size);
  const points =
    shown.length > mostCircles
      ? await embeddedPoints(layout, shown)
      : pointCircles(layout.points, shown, { camera, style: layout.style, paintOf: () => layout.paint });
  return svgDocument({
    title: drawing.title,
    size,
    colors,
    camera,
    lines,
    points,
    labels,
    fontFamily: svgFontFamily,
  });
}

/**
 * The map as PNG of any resolution; labels, points and lines keep their size in inches.
 *
 * Drawn and packed in bands of half a million pixels, with other work of the process between them.
 */
export function drawPng(drawing: MapDrawing, dotsPerInch: number): AsyncIterable<Uint8Array> {
  const layout = layOutMap(drawing);
  const scale = dotsPerInch / screenDotsPerInch;
  const width = Math.round(drawing.width * scale);
  const height = Math.round(drawing.height * scale);
  return encodePng({ width, height, dotsPerInch }, drawnBands(layout, { width, height, scale }));
}

async function* drawnBands(
  layout: MapLayout,
  { width, height, scale }: { width: number; height: number; scale: number },
): AsyncGenerator<Uint8Array> {
  const { points, camera, size, lines } = layout;
  const discs = discsOf(layout, visiblePoints(points, camera, size));
  const land = lines.map((line) => new Path2D(contourPath(line, camera)));
  const rows = Math.max(1, Math.min(height, Math.floor(pixelsPerBand / width)));
  const canvas = createCanvas(width, rows).getContext("2d");
  for (let top = 0; top < height; top += rows) {
    await setImmediate();
    canvas.setTransform(scale, 0, 0, scale, 0, -top);
    drawGround(canvas, layout, land);
    const image = canvas.getImageData(0, 0, width, rows);
    blendPoints({ pixels: image.data, width, height: rows, top }, discs, scale);
    canvas.putImageData(image, 0, 0);
    drawLabels(
      canvas,
      labelsWithin(layout, top / scale, (top + rows) / scale),
      layout.colors,
      pictureFontFamily,
    );
    yield bytesOf(canvas.getImageData(0, 0, width, Math.min(rows, height - top)).data);
  }
}

function drawGround(canvas: SKRSContext2D, { size, colors }: MapLayout, land: readonly Path2D[]): void {
  canvas.fillStyle = colors.background;
  canvas.fillRect(0, 0, size.width, size.height);
  canvas.fillStyle = colors.land;
  canvas.strokeStyle = colors.contour;
  canvas.lineWidth = 1;
  for (const path of land) {
    canvas.fill(path);
    canvas.stroke(path);
  }
}

const labelsWithin = ({ labels }: MapLayout, top: number, bottom: number) =>
  labels.filter(({ box }) => box.top - haloReach < bottom && box.top + box.height + haloReach > top);

async function embeddedPoints(layout: MapLayout, shown: Uint32Array): Promise<SvgPoints> {
  const width = Math.round(layout.size.width * embeddedScale);
  const height = Math.round(layout.size.height * embeddedScale);
  const band: Band = { pixels: new Uint8ClampedArray(width * height * 4), width, height, top: 0 };
  blendPoints(band, discsOf(layout, shown), embeddedScale);
  const dotsPerInch = embeddedScale * screenDotsPerInch;
  const parts = await Array.fromAsync(encodePng({ width, height, dotsPerInch }, [bytesOf(band.pixels)]));
  return { type: "bitmap", dataUrl: `data:image/png;base64,${Buffer.concat(parts).toString("base64")}` };
}

function discsOf({ points, camera, paint, style }: MapLayout, shown: Uint32Array): Discs {
  const topics = [...paint.topics];
  const paints = [...topics.map(([, one]) => one), paint.none].map(({ color, opacity }) => ({
    color,
    opacity: opacity * style.opacity,
  }));
  const paintOfTopic = new Map(topics.map(([topic], at) => [topic, at]));
  const [x, y] = [new Float32Array(shown.length), new Float32Array(shown.length)];
  const paintOfDisc = new Uint16Array(shown.length);
  shown.forEach((point, at) => {
    const place = placeOf(points, point, camera);
    x[at] = place.x;
    y[at] = place.y;
    paintOfDisc[at] = paintOfTopic.get(points.topic[point]!) ?? topics.length;
  });
  return { x, y, paint: paintOfDisc, paints, radius: style.diameter / 2 };
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Uint8ClampedArray) =>
  new Uint8Array(buffer, byteOffset, byteLength);
