import {
  type Box,
  type Camera,
  cssFont,
  type HeightLine,
  heightLines,
  type LabelledTopic,
  labelText,
  type MapData,
  type MapTopic,
  type MeasureText,
  type PlacedLabel,
  type Point,
  type PointSet,
  placeTopics,
  preparePoints,
  type Size,
  steps,
  toScreen,
} from "toposcope/drawing";
import { type LandPath, landPaths } from "./overlay.ts";
import { indexPoints, nearestPoint, type PointIndex } from "./point-index.ts";

const emptyData: MapData = { x: new Float32Array(), y: new Float32Array(), topic: new Uint16Array() };

/** What follows from the data and topics alone: points, their index, height lines, label texts. Costly parts wait. */
export class MapScene {
  data: MapData = emptyData;
  points: PointSet = preparePoints(emptyData);
  topics: readonly MapTopic[] = [];
  labelled: readonly LabelledTopic[] = [];
  placed: readonly PlacedLabel[] = [];
  #index: PointIndex | undefined;
  #lines: readonly HeightLine[] | undefined;
  #paths: readonly LandPath[] = [];

  /** New topics of the same points keep the index and the height lines. */
  setData(data: MapData): void {
    const isSamePlaces = data.x === this.data.x && data.y === this.data.y;
    this.data = data;
    this.points = preparePoints(data);
    if (isSamePlaces) return;
    this.#index = undefined;
    this.#lines = undefined;
    this.#paths = [];
    this.placed = [];
  }

  setTopics(topics: readonly MapTopic[]): void {
    this.topics = topics;
    const measure = textMeasure();
    this.labelled = topics
      .filter(({ isUnnamed }) => isUnnamed !== true)
      .map((topic) => ({ topic, text: labelText(topic, measure) }));
    this.placed = [];
  }

  get index(): PointIndex {
    this.#index ??= indexPoints(this.points);
    return this.#index;
  }

  /** Height lines that were made already; `makeLand` makes them. */
  get land(): readonly LandPath[] {
    return this.#paths;
  }

  get lines(): readonly HeightLine[] {
    return this.#lines ?? [];
  }

  makeLand(): void {
    this.#lines ??= heightLines(this.points);
    if (this.#paths.length === 0) this.#paths = landPaths(this.#lines);
  }

  topic(index: number): MapTopic | undefined {
    return this.topics.find((topic) => topic.index === index);
  }

  /** Labels for a picture; those of the picture before stay where they can. */
  placeLabels(
    camera: Camera,
    size: Size,
    { covers, first }: { covers: readonly Box[]; first: number | null },
  ): readonly PlacedLabel[] {
    this.placed = placeTopics(this.labelled, this.points.frame, camera, {
      ...size,
      previous: this.placed,
      covers,
      first,
    });
    return this.placed;
  }

  labelAt(at: Point): PlacedLabel | undefined {
    const within = ({ left, top, width, height }: PlacedLabel) =>
      at.x >= left - 2 && at.x <= left + width + 2 && at.y >= top && at.y <= top + height;
    return this.placed.find(within);
  }

  /** The point nearest to a place on the screen, or -1. */
  pointAt(at: Point, camera: Camera, radius: number): number {
    const u = (at.x - camera.left) / camera.scale;
    const v = (camera.bottom - at.y) / camera.scale;
    return nearestPoint(this.index, u, v, radius / camera.scale);
  }

  screenPlace(point: number, camera: Camera): Point {
    return toScreen(camera, this.points.x[point]! / steps, this.points.y[point]! / steps);
  }
}

/** Measures with a canvas of its own, each text once. */
export function textMeasure(): MeasureText {
  const context = document.createElement("canvas").getContext("2d")!;
  return (text, font) => {
    context.font = cssFont(font);
    return context.measureText(text).width;
  };
}
