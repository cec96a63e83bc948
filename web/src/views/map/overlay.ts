import {
  type Camera,
  type HeightLine,
  type Point,
  type Size,
  smoothRing,
  type ThemeColors,
} from "toposcope/drawing";

/** The part of a height line that depends on the data only, ready to be stroked at any zoom. */
export type LandPath = Path2D;

export function landPaths(lines: readonly HeightLine[]): LandPath[] {
  return lines.map(({ rings }) => {
    const path = new Path2D();
    for (const ring of rings) {
      const curve = smoothRing(ring);
      path.moveTo(curve.start.x, curve.start.y);
      for (const { bend, end } of curve.arcs) path.quadraticCurveTo(bend.x, bend.y, end.x, end.y);
      path.closePath();
    }
    return path;
  });
}

/** Fits a canvas to its place on the screen and clears it; drawing goes on in CSS pixels. */
export function clearedContext(
  canvas: HTMLCanvasElement,
  size: Size,
  pixelRatio: number,
): CanvasRenderingContext2D {
  const width = Math.max(1, Math.round(size.width * pixelRatio));
  const height = Math.max(1, Math.round(size.height * pixelRatio));
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  const context = canvas.getContext("2d", { willReadFrequently: true })!;
  context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
  context.clearRect(0, 0, size.width, size.height);
  return context;
}

/** Hills of density like those of a topographic map: each height a little darker, edged by a fine line. */
export function drawLand(
  context: CanvasRenderingContext2D,
  paths: readonly LandPath[],
  camera: Camera,
  colors: ThemeColors,
): void {
  const matrix = new DOMMatrix([camera.scale, 0, 0, -camera.scale, camera.left, camera.bottom]);
  context.lineWidth = 1;
  context.fillStyle = colors.land;
  context.strokeStyle = colors.contour;
  for (const path of paths) {
    const placed = new Path2D();
    placed.addPath(path, matrix);
    context.fill(placed);
    context.stroke(placed);
  }
}

export function drawLasso(
  context: CanvasRenderingContext2D,
  outline: readonly Point[],
  colors: ThemeColors,
  closed: boolean,
): void {
  if (outline.length < 2) return;
  context.beginPath();
  context.moveTo(outline[0]!.x, outline[0]!.y);
  for (const corner of outline.slice(1)) context.lineTo(corner.x, corner.y);
  if (closed) context.closePath();
  context.globalAlpha = 0.08;
  context.fillStyle = colors.accent;
  context.fill();
  context.globalAlpha = 1;
  context.setLineDash([6, 4]);
  context.lineWidth = 1.5;
  context.strokeStyle = colors.accent;
  context.stroke();
  context.setLineDash([]);
}

/** A ring around one point: dark and light, so that it shows on any ground. */
export function drawRing(
  context: CanvasRenderingContext2D,
  at: Point,
  radius: number,
  color: string,
  colors: ThemeColors,
): void {
  context.beginPath();
  context.arc(at.x, at.y, radius, 0, 2 * Math.PI);
  context.fillStyle = color;
  context.fill();
  context.lineWidth = 4;
  context.strokeStyle = colors.background;
  context.stroke();
  context.lineWidth = 2;
  context.strokeStyle = colors.label;
  context.stroke();
}
