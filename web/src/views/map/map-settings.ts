import type { MapData, MapTopic, Point, Theme, View } from "toposcope/drawing";

/** What the map shows; the page passes it anew whenever something changed. */
export interface MapSettings {
  readonly data: MapData;
  readonly topics: readonly MapTopic[];
  readonly theme: Theme;
  /** The map's name for screen readers. */
  readonly label: string;
  /** A point marked from outside, such as the row under the mouse in a list. */
  readonly hovered?: number | null;
  /** The point whose passage is open. */
  readonly selected?: number | null;
  readonly selectedTopic?: number | null;
  readonly hoveredTopic?: number | null;
  /** A byte a point, not zero for those that match a search. */
  readonly lit?: Uint8Array | null;
  /** Where to look; absent: at everything. */
  readonly view?: View | null;
  /** A plain drag draws a lasso. */
  readonly lassoMode?: boolean;
  readonly showContours?: boolean;
}

interface LassoSelection {
  /** Ascending. */
  readonly indices: Uint32Array;
  /** How many of them each topic has, the most first. */
  readonly counts: readonly { readonly topic: number; readonly count: number }[];
}

export interface MapEvents {
  onHover?(index: number | null, at: Point | null): void;
  onHoverTopic?(topic: number | null): void;
  onSelect?(index: number | null): void;
  onSelectTopic?(topic: number | null): void;
  /** Null when the lasso is taken off. */
  onLasso?(selection: LassoSelection | null): void;
  /** When the map has come to rest at a new place. */
  onViewChange?(view: View): void;
}
