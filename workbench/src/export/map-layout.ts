import { type Camera, cameraOf, fitView, type Size } from "../drawing/camera.ts";
import type { DrawnLabel } from "../drawing/canvas-labels.ts";
import { decodeMap } from "../drawing/decode-map.ts";
import { type HeightLine, heightLines } from "../drawing/density.ts";
import { labelText, placeTopics } from "../drawing/label-text.ts";
import { mapContent, type TopicOnMap } from "../drawing/map-content.ts";
import { type MapTopic, type PointSet, preparePoints } from "../drawing/map-data.ts";
import { paintTopics, type TopicPaint } from "../drawing/map-paint.ts";
import { type Theme, type ThemeColors, themeColors } from "../drawing/palette.ts";
import { type PointStyle, pointStyle } from "../drawing/point-style.ts";
import { colorsOfTopics } from "../drawing/topic-colors.ts";
import { pictureMeasure } from "./map-font.ts";

/** What a picture of the map is drawn from; sizes in CSS pixels, 96 an inch. */
export interface MapDrawing extends Size {
  readonly title: string;
  /** The map's columns (docs/map-format.md). */
  readonly columns: Uint8Array;
  /** Of all layers. */
  readonly topics: readonly TopicOnMap[];
  readonly theme: Theme;
}

/** Where everything goes, whatever the picture's format and resolution. */
export interface MapLayout {
  readonly size: Size;
  readonly colors: ThemeColors;
  readonly camera: Camera;
  readonly points: PointSet;
  readonly style: PointStyle;
  readonly paint: TopicPaint;
  readonly lines: readonly HeightLine[];
  readonly labels: readonly DrawnLabel[];
}

/** The page's first view: the suggested layer of topics and the next broader one, over all but far outliers. */
export function layOutMap(drawing: MapDrawing): MapLayout {
  const { topics: allTopics, theme, width, height } = drawing;
  const size = { width, height };
  const columns = decodeMap(Uint8Array.from(drawing.columns).buffer);
  const suggested = columns.layers.find((layer) => layer.suggested)?.layer ?? 0;
  const colorOfTopic = colorsOfTopics(allTopics, theme);
  const { data, topics } = mapContent(columns, {
    topics: allTopics,
    layer: suggested,
    colorOf: (topic) => colorOfTopic.get(topic) ?? null,
  });
  const points = preparePoints(data);
  const view = fitView(points.frame);
  const camera = cameraOf(view, size, points.frame);
  const colors = themeColors[theme];
  return {
    size,
    colors,
    camera,
    points,
    style: pointStyle(points.count, view.zoom, size),
    paint: paintTopics({ topics, theme, hasLit: false }).base,
    lines: heightLines(points),
    labels: placedLabels(topics, points, { camera, size, color: colors.accent }),
  };
}

function placedLabels(
  topics: readonly MapTopic[],
  points: PointSet,
  { camera, size, color }: { camera: Camera; size: Size; color: string },
): DrawnLabel[] {
  const measure = pictureMeasure();
  const named = topics.filter(({ isUnnamed }) => isUnnamed !== true);
  const labelled = named.map((topic) => ({ topic, text: labelText(topic, measure) }));
  const texts = new Map(labelled.map(({ text }) => [text.id, text]));
  return placeTopics(labelled, points.frame, camera, size).flatMap((box) => {
    const text = texts.get(box.id);
    return text ? [{ box, text, color, opacity: 1, state: "plain" as const }] : [];
  });
}
