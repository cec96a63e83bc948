/** A label that wants to be near a place; positions in pixels. */
export interface LabelRequest {
  readonly id: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Lower levels are placed before higher ones, whatever their size. */
  readonly level: number;
  readonly size: number;
  /** Where its middle may be, in pixels from the wanted place, the best first; absent: around that place. */
  readonly places?: readonly (readonly [x: number, y: number])[];
}

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface PlacedLabel extends Box {
  readonly id: number;
  /** Which of the offsets it took. */
  readonly offset: number;
}

export interface PlacementOptions {
  readonly width: number;
  readonly height: number;
  /** What the last placement returned: a label that was shown keeps its place against slightly larger ones. */
  readonly previous?: readonly PlacedLabel[];
  /** Pixels kept free around each label. */
  readonly gap?: number;
  readonly limit?: number;
  /** What no label may cover but those of level 0. */
  readonly obstacles?: readonly Box[];
  /** What lies over the picture: no label may be under it. */
  readonly covers?: readonly Box[];
}

/** In label widths and heights from the wanted place; the middle is best. */
const aroundPlace: readonly (readonly [x: number, y: number])[] = [
  [0, 0],
  [0, -1],
  [0, 1],
  [0.56, 0],
  [-0.56, 0],
  [0.4, -1],
  [-0.4, 1],
  [-0.4, -1],
  [0.4, 1],
];

const keepBonus = 1.6;

/**
 * Chooses which labels to show and where, so that no two touch.
 *
 * Large topics win; a label tries several offsets before it gives up, and one that is shown stays against rivals up
 * to 1.6 times its size, so nothing blinks while zooming. The same input with its own result as `previous` gives
 * that result again.
 *
 * Cost O(n log n + n·p) for p placed labels and obstacles.
 */
export function placeLabels(requests: readonly LabelRequest[], options: PlacementOptions): PlacedLabel[] {
  const { previous = [], limit = 80 } = options;
  const shown = new Map(previous.map((label) => [label.id, label.offset]));
  const placed: PlacedLabel[] = [];
  for (const request of inOrder(requests, shown)) {
    if (placed.length >= limit) break;
    const label = firstFree(request, placed, shown.get(request.id), options);
    if (label) placed.push(label);
  }
  return placed;
}

/** Whether two boxes come nearer than `gap` on both axes. */
export function tooClose(a: Box, b: Box, gap: number): boolean {
  return (
    a.left < b.left + b.width + gap &&
    b.left < a.left + a.width + gap &&
    a.top < b.top + b.height + gap &&
    b.top < a.top + a.height + gap
  );
}

function inOrder(requests: readonly LabelRequest[], shown: ReadonlyMap<number, number>): LabelRequest[] {
  const weight = ({ id, size }: LabelRequest) => (shown.has(id) ? size * keepBonus : size);
  return [...requests].sort((a, b) => a.level - b.level || weight(b) - weight(a) || a.id - b.id);
}

function firstFree(
  request: LabelRequest,
  placed: readonly PlacedLabel[],
  kept: number | undefined,
  size: PlacementOptions,
): PlacedLabel | undefined {
  const { gap = 4, obstacles = [], covers = [] } = size;
  if (request.x < 0 || request.y < 0 || request.x > size.width || request.y > size.height) return undefined;
  if (request.width + 2 * gap > size.width || request.height + 2 * gap > size.height) return undefined;
  const free = (offset: number) => {
    const label = boxAt(request, offset, gap, size);
    const isTaken = placed.some((other) => tooClose(label, other, gap));
    const isBlocked = request.level > 0 && obstacles.some((box) => tooClose(label, box, 0));
    const isHidden = covers.some((box) => tooClose(label, box, gap));
    return isTaken || isBlocked || isHidden ? undefined : label;
  };
  if (kept !== undefined) {
    const label = free(kept);
    if (label) return label;
  }
  for (let offset = 0; offset < (request.places ?? aroundPlace).length; offset++) {
    const label = offset === kept ? undefined : free(offset);
    if (label) return label;
  }
  return undefined;
}

/** A label that would stick out of the picture slides along its edge. */
function boxAt(
  request: LabelRequest,
  offset: number,
  gap: number,
  size: { width: number; height: number },
): PlacedLabel {
  const { id, width, height } = request;
  const [right, down] = shiftOf(request, offset, gap);
  const left = request.x - width / 2 + right;
  const top = request.y - height / 2 + down;
  return {
    id,
    left: Math.min(size.width - width - gap, Math.max(gap, left)),
    top: Math.min(size.height - height - gap, Math.max(gap, top)),
    width,
    height,
    offset,
  };
}

function shiftOf(
  { places, width, height }: LabelRequest,
  offset: number,
  gap: number,
): readonly [number, number] {
  if (places) return places[Math.min(offset, places.length - 1)] ?? [0, 0];
  const [right, down] = aroundPlace[offset] ?? [0, 0];
  return [right * (width + gap), down * (height + gap)];
}
