import { create } from "zustand";
import type { MapHandle } from "./views/map/MapView.tsx";

export type Dialog = "import" | "settings" | "keys" | "rename" | "delete" | "create" | "project-settings";

/** What is asked for about an edit of the topics before it is done, and the answer as far as it is given. */
export type EditQuestion =
  | { readonly kind: "rename"; readonly topic: number; readonly typed?: string }
  | { readonly kind: "split"; readonly topic: number; readonly typed?: number }
  | { readonly kind: "merge"; readonly topic: number; readonly typed?: number }
  | { readonly kind: "reduce"; readonly typed?: number };
export type Drawer = "topics" | "details";

/** What lies inside the lasso. */
export interface Selection {
  /** The analysis whose map it was drawn on. */
  readonly run: number;
  /** Rows of that map. */
  readonly rows: Uint32Array;
}

/** A document that is about to be deleted. */
export interface DocumentToDelete {
  readonly id: number;
  readonly title: string;
}

/** What the page shows just now and no link holds. */
interface ViewState {
  readonly dialog: Dialog | null;
  /** What is written into that dialog; null while nothing is. */
  readonly typed: string | null;
  /** On narrow screens the side panels are drawers, one open at a time. */
  readonly drawer: Drawer | null;
  /** The edit of the topics that is being asked about. */
  readonly question: EditQuestion | null;
  /** The document of which is asked whether it is to go. */
  readonly toDelete: DocumentToDelete | null;
  /** What the slider of outliers says while it moves, in percent. */
  readonly firmness: number | null;
  /** Whether the slider of outliers is on the map. */
  readonly outliers: boolean;
  /** Topics that the next edit is about. */
  readonly marked: ReadonlySet<number>;
  /** The topic under the pointer, in the list or on the map. */
  readonly hoveredTopic: number | null;
  readonly selection: Selection | null;
  /** Which of the search's hits the user stepped to. */
  readonly activeHit: number | null;
  /** The map that is on screen. */
  readonly map: MapHandle | null;
  /** The server asks for a token that the page does not have. */
  readonly locked: boolean;
}

export const useView = create<ViewState>(() => ({
  dialog: null,
  typed: null,
  drawer: null,
  question: null,
  toDelete: null,
  firmness: null,
  outliers: false,
  marked: new Set(),
  hoveredTopic: null,
  selection: null,
  activeHit: null,
  map: null,
  locked: false,
}));

export const openDialog = (dialog: Dialog) => useView.setState({ dialog, typed: null });
export const closeDialog = () => useView.setState({ dialog: null, typed: null });
export const type = (typed: string) => useView.setState({ typed });
export const openDrawer = (drawer: Drawer | null) => useView.setState({ drawer });
export const askToDelete = (toDelete: DocumentToDelete | null) => useView.setState({ toDelete });
export const ask = (question: EditQuestion | null) => useView.setState({ question });

export const markTopics = (topics: readonly number[], wanted: boolean) =>
  useView.setState(({ marked }) => {
    const others = [...marked].filter((topic) => !topics.includes(topic));
    return { marked: new Set(wanted ? [...others, ...topics] : others) };
  });
export const clearMarks = () => useView.setState({ marked: new Set() });

export const slideFirmness = (firmness: number | null) =>
  useView.setState(firmness === null ? { firmness } : { firmness, outliers: true });
export const showOutliers = (outliers: boolean) => useView.setState({ outliers });

export const hoverTopic = (hoveredTopic: number | null) => useView.setState({ hoveredTopic });
export const select = (selection: Selection | null) => useView.setState({ selection });
/** Lets go of what was selected on a map that goes away. */
export const deselect = (run: number) =>
  useView.setState(({ selection }) => (selection?.run === run ? { selection: null } : {}));
export const stepTo = (activeHit: number | null) => useView.setState({ activeHit });
export const showMap = (map: MapHandle | null) => useView.setState({ map });
export const lock = (locked: boolean) => useView.setState({ locked });
