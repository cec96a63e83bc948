/** The topic number of a point that fits no topic. */
export const noTopic = 65_535;

/** What the first and the last step of quantised coordinates stand for. */
interface Extent {
  readonly minX: number;
  readonly minY: number;
  readonly maxX: number;
  readonly maxY: number;
}

/** Every chunk as columns of equal length. */
export interface MapData {
  /** Floats in map units, or 16-bit steps over `extent`. */
  readonly x: Float32Array | Uint16Array;
  readonly y: Float32Array | Uint16Array;
  /** `MapTopic.index` of each point, or `noTopic`. */
  readonly topic: Uint16Array;
  /** 0..1, or 0..255 as bytes: how firmly a point belongs to its topic; weak ones are drawn fainter. */
  readonly strength?: Float32Array | Uint8Array;
  readonly chunkIds?: ArrayLike<number>;
  /** Only for quantised coordinates; absent: topics have quantised coordinates too. */
  readonly extent?: Extent;
}

export interface MapTopic {
  readonly index: number;
  readonly name: string;
  /** CSS hex colour instead of the palette's. */
  readonly color?: string;
  /** Where the label wants to be, in the units of the data. */
  readonly x: number;
  readonly y: number;
  /** In chunks. */
  readonly size: number;
  /** 0: broad, large label; 1: finer, small label. */
  readonly level: number;
  /** The broader topic's index, whose colour this one takes when there are more topics than colours. */
  readonly parent?: number;
  /** Known, so that it can be emphasised with all under it, but not named on the map. */
  readonly isUnnamed?: boolean;
}

/** From map units to the unit frame: the longer side of the data goes from 0 to 1, y upwards. */
export interface Frame {
  readonly minX: number;
  readonly minY: number;
  readonly span: number;
  readonly width: number;
  readonly height: number;
  /** What the first view shows: all but the farthest outliers, in unit-frame coordinates. */
  readonly home: Extent;
}

/** Points ready to be drawn and searched: 16-bit steps over the unit square. */
export interface PointSet {
  readonly count: number;
  readonly x: Uint16Array;
  readonly y: Uint16Array;
  readonly topic: Uint16Array;
  readonly strength: Uint8Array | undefined;
  readonly frame: Frame;
}

export const steps = 65_535;

const wholeUnit: Extent = { minX: 0, minY: 0, maxX: 1, maxY: 1 };
const emptyFrame: Frame = { minX: 0, minY: 0, span: 1, width: 1, height: 1, home: wholeUnit };
const outlierShare = 0.004;
const homeSample = 20_000;

/** Brings the columns into one form; points without a finite place go to the middle of the frame. */
export function preparePoints(data: MapData): PointSet {
  const count = data.x.length;
  const low = count === 0 ? { minX: 0, minY: 0, maxX: 1, maxY: 1 } : boundsOf(data);
  const frame = count === 0 ? emptyFrame : frameOf(data, low);
  const scale = stepScale(data);
  const x = quantised(data.x, low.minX, frame.span / scale.x);
  const y = quantised(data.y, low.minY, frame.span / scale.y);
  const strength = data.strength && strengthBytes(data.strength);
  return { count, x, y, topic: data.topic, strength, frame: { ...frame, home: homeOf(x, y, frame.home) } };
}

/** A place in the data's units as unit-frame coordinates. */
export function toUnit(frame: Frame, x: number, y: number): { u: number; v: number } {
  return { u: (x - frame.minX) / frame.span, v: (y - frame.minY) / frame.span };
}

/** The middle of the data on each axis; few points are all shown. */
function homeOf(x: Uint16Array, y: Uint16Array, whole: Extent): Extent {
  if (x.length < 1 / outlierShare) return whole;
  const [minX, maxX] = middleRange(x);
  const [minY, maxY] = middleRange(y);
  return { minX, minY, maxX, maxY };
}

function middleRange(values: Uint16Array): [number, number] {
  const every = Math.ceil(values.length / homeSample);
  const sample = new Uint16Array(Math.ceil(values.length / every));
  for (let at = 0; at < sample.length; at++) sample[at] = values[at * every]!;
  sample.sort();
  const skipped = Math.floor(sample.length * outlierShare);
  return [sample[skipped]! / steps, sample[sample.length - 1 - skipped]! / steps];
}

function boundsOf({ x, y }: MapData): Extent {
  const [minX, maxX] = rangeOf(x);
  const [minY, maxY] = rangeOf(y);
  return { minX, minY, maxX, maxY };
}

function rangeOf(values: Float32Array | Uint16Array): [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < values.length; at++) {
    const value = values[at]!;
    if (value < low && value > Number.NEGATIVE_INFINITY) low = value;
    if (value > high && value < Number.POSITIVE_INFINITY) high = value;
  }
  return low <= high ? [low, high] : [0, 1];
}

/** Map units per stored step. */
function stepScale({ x, extent }: MapData): { x: number; y: number } {
  if (!(x instanceof Uint16Array) || !extent) return { x: 1, y: 1 };
  return { x: (extent.maxX - extent.minX) / steps, y: (extent.maxY - extent.minY) / steps };
}

function frameOf(data: MapData, bounds: Extent): Frame {
  const scale = stepScale(data);
  const origin = data.x instanceof Uint16Array && data.extent ? data.extent : { minX: 0, minY: 0 };
  const width = (bounds.maxX - bounds.minX) * scale.x;
  const height = (bounds.maxY - bounds.minY) * scale.y;
  const span = Math.max(width, height) || 1;
  return {
    minX: origin.minX + bounds.minX * scale.x,
    minY: origin.minY + bounds.minY * scale.y,
    span,
    width: width / span,
    height: height / span,
    home: { minX: 0, minY: 0, maxX: width / span, maxY: height / span },
  };
}

function quantised(values: Float32Array | Uint16Array, low: number, span: number): Uint16Array {
  const result = new Uint16Array(values.length);
  const factor = steps / span;
  for (let i = 0; i < values.length; i++) {
    const step = (values[i]! - low) * factor;
    const hasPlace = step - step === 0;
    result[i] = hasPlace ? Math.min(steps, Math.max(0, step)) + 0.5 : steps / 2;
  }
  return result;
}

function strengthBytes(strength: Float32Array | Uint8Array): Uint8Array {
  if (strength instanceof Uint8Array) return strength;
  const bytes = new Uint8Array(strength.length);
  for (let at = 0; at < bytes.length; at++) bytes[at] = Math.min(1, Math.max(0, strength[at]!)) * 255 + 0.5;
  return bytes;
}
