import type { Box, Size } from "toposcope/drawing";

/** The elements of a canvas view: stacked canvases, a description and a live region for screen readers. */
export interface Stage {
  readonly root: HTMLElement;
  readonly status: HTMLElement;
  readonly size: Size;
  readonly pixelRatio: number;
  /** Puts a canvas on top of those that are there, or in the place of another. */
  addCanvas(canvas: HTMLCanvasElement, replaced?: HTMLCanvasElement): void;
  announce(text: string): void;
  /** Where elements of the page lie over the canvases: those marked `data-covers-view` within `data-view-area`. */
  covers(): Box[];
  remove(): void;
}

let stages = 0;

/** Builds the elements inside `host` and calls back when their size changes. */
export function createStage(
  host: HTMLElement,
  description: string,
  roleName: string,
  onResize: () => void,
): Stage {
  const root = host.ownerDocument.createElement("div");
  const id = `canvas-view-${++stages}`;
  root.tabIndex = 0;
  root.setAttribute("role", "application");
  root.setAttribute("aria-roledescription", roleName);
  root.setAttribute("aria-describedby", id);
  Object.assign(root.style, {
    position: "relative",
    width: "100%",
    height: "100%",
    overflow: "hidden",
    touchAction: "none",
    userSelect: "none",
    outlineOffset: "-2px",
  });
  const text = hiddenElement(root, "p");
  text.id = id;
  text.textContent = description;
  const status = hiddenElement(root, "div");
  status.setAttribute("role", "status");
  status.setAttribute("aria-live", "polite");
  host.append(root);
  const stage = new CanvasStage(root, status);
  const observer = new ResizeObserver(() => {
    stage.measure();
    onResize();
  });
  observer.observe(root);
  stage.onRemove = () => observer.disconnect();
  return stage;
}

class CanvasStage implements Stage {
  readonly root: HTMLElement;
  readonly status: HTMLElement;
  size: Size = { width: 1, height: 1 };
  pixelRatio = 1;
  onRemove: () => void = () => {};

  constructor(root: HTMLElement, status: HTMLElement) {
    this.root = root;
    this.status = status;
    this.measure();
  }

  measure(): void {
    this.size = { width: Math.max(1, this.root.clientWidth), height: Math.max(1, this.root.clientHeight) };
    this.pixelRatio = Math.min(2, globalThis.devicePixelRatio || 1);
  }

  addCanvas(canvas: HTMLCanvasElement, replaced?: HTMLCanvasElement): void {
    canvas.setAttribute("aria-hidden", "true");
    Object.assign(canvas.style, {
      position: "absolute",
      inset: "0",
      width: "100%",
      height: "100%",
      pointerEvents: "none",
    });
    if (replaced) replaced.replaceWith(canvas);
    else this.root.append(canvas);
  }

  announce(text: string): void {
    if (this.status.textContent !== text) this.status.textContent = text;
  }

  covers(): Box[] {
    const area = this.root.closest("[data-view-area]");
    const { left, top } = this.root.getBoundingClientRect();
    return [...(area?.querySelectorAll("[data-covers-view]") ?? [])].map((element) => {
      const box = element.getBoundingClientRect();
      return { left: box.left - left, top: box.top - top, width: box.width, height: box.height };
    });
  }

  remove(): void {
    this.onRemove();
    this.root.remove();
  }
}

function hiddenElement(parent: HTMLElement, tag: string): HTMLElement {
  const element = parent.ownerDocument.createElement(tag);
  Object.assign(element.style, {
    position: "absolute",
    width: "1px",
    height: "1px",
    overflow: "hidden",
    clipPath: "inset(50%)",
    whiteSpace: "nowrap",
    margin: "0",
  });
  parent.append(element);
  return element;
}
