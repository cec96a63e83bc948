import { create } from "zustand";
import type { MapHandle } from "./views/map/MapView.tsx";

export type Dialog = "import" | "settings" | "keys" | "rename" | "delete" | "create";
export type Drawer = "topics" | "details";

/** What lies inside the lasso. */
export interface Selection {
  /** The analysis whose map it was drawn on. */
  readonly run: number;
  /** Rows of that map. */
  readonly rows: Uint32Array;
}

/** What the page shows just now and no link holds. */
interface ViewState {
  readonly dialog: Dialog | null;
  /** On narrow screens the side panels are drawers, one open at a time. */
  readonly drawer: Drawer | null;
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
  drawer: null,
  hoveredTopic: null,
  selection: null,
  activeHit: null,
  map: null,
  locked: false,
}));

export const openDialog = (dialog: Dialog) => useView.setState({ dialog });
export const closeDialog = () => useView.setState({ dialog: null });
export const openDrawer = (drawer: Drawer | null) => useView.setState({ drawer });
export const hoverTopic = (hoveredTopic: number | null) => useView.setState({ hoveredTopic });
export const select = (selection: Selection | null) => useView.setState({ selection });
/** Lets go of what was selected on a map that goes away. */
export const deselect = (run: number) =>
  useView.setState(({ selection }) => (selection?.run === run ? { selection: null } : {}));
export const stepTo = (activeHit: number | null) => useView.setState({ activeHit });
export const showMap = (map: MapHandle | null) => useView.setState({ map });
export const lock = (locked: boolean) => useView.setState({ locked });
