import {
  type Box,
  type Camera,
  type DrawnLabel,
  drawLabels,
  type Frame,
  type Point,
  type ThemeColors,
  toScreen,
  toUnit,
} from "toposcope/drawing";
import type { GraphEdge, GraphNode, PlacedNode } from "./graph-layout.ts";

/** Everything that one picture of the graph shows. */
export interface GraphPicture {
  readonly camera: Camera;
  readonly frame: Frame;
  readonly colors: ThemeColors;
  readonly nodes: ReadonlyMap<number, GraphNode>;
  readonly placed: readonly PlacedNode[];
  readonly edges: readonly GraphEdge[];
  /** The node under the pointer or the keyboard, or the selected one. */
  readonly centre: number | null;
  /** It and the nodes linked to it. */
  readonly near: ReadonlySet<number>;
  readonly selected: number | null;
  readonly labels: readonly DrawnLabel[];
}

const widthSteps = 6;
const thinnest = 0.6;
const thickest = 4.5;
const farOpacity = 0.18;

/** Where a node lies on the screen. */
export function nodePlace({ x, y }: Point, frame: Frame, camera: Camera): Point {
  const { u, v } = toUnit(frame, x, y);
  return toScreen(camera, u, v);
}

/** Pixels of a node's radius: it grows with the zoom, but slower than the distances. */
export function nodeRadius({ radius }: PlacedNode, frame: Frame, camera: Camera): number {
  const perUnit = camera.scale / frame.span;
  return Math.max(3, radius * Math.min(perUnit, Math.sqrt(perUnit) * 1.2));
}

/** The square that fills most of a node: what labels keep off. */
export function nodeBox(node: PlacedNode, frame: Frame, camera: Camera): Box {
  const at = nodePlace(node, frame, camera);
  const half = nodeRadius(node, frame, camera) * 0.8;
  return { left: at.x - half, top: at.y - half, width: 2 * half, height: 2 * half };
}

export function drawGraph(context: CanvasRenderingContext2D, picture: GraphPicture): void {
  const places = new Map(
    picture.placed.map((node) => [node.id, nodePlace(node, picture.frame, picture.camera)]),
  );
  drawEdges(context, picture, places);
  for (const node of picture.placed) drawNode(context, picture, node, places.get(node.id)!);
  context.globalAlpha = 1;
  drawLabels(context, picture.labels, picture.colors);
}

/** Lines of about one width are drawn at once; those of the centre last, in its colour. */
function drawEdges(
  context: CanvasRenderingContext2D,
  { edges, centre, colors, nodes, camera, frame }: GraphPicture,
  places: ReadonlyMap<number, Point>,
): void {
  const lightest = edges.reduce((least, { weight }) => Math.min(least, weight), 1);
  const isOwn = ({ source, target }: GraphEdge) => source === centre || target === centre;
  const share = ({ weight }: GraphEdge) => (weight - lightest) / Math.max(1e-6, 1 - lightest);
  const groups = Map.groupBy(
    edges,
    (edge) => (isOwn(edge) ? widthSteps : 0) + Math.floor(share(edge) * (widthSteps - 1e-6)),
  );
  const crowding = Math.min(1, Math.max(0.3, camera.scale / frame.span));
  for (const [key, group] of [...groups].sort(([a], [b]) => a - b)) {
    const own = key >= widthSteps;
    const step = (key % widthSteps) / (widthSteps - 1);
    context.strokeStyle = own ? (nodes.get(centre!)?.color ?? colors.accent) : colors.none;
    context.globalAlpha = own ? 0.9 : (0.22 + 0.3 * step) * (centre === null ? 1 : 0.35);
    context.lineWidth = (thinnest + (thickest - thinnest) * step) * crowding;
    context.beginPath();
    for (const { source, target } of group) {
      const [from, to] = [places.get(source), places.get(target)];
      if (!from || !to) continue;
      context.moveTo(from.x, from.y);
      context.lineTo(to.x, to.y);
    }
    context.stroke();
  }
  context.globalAlpha = 1;
}

function drawNode(
  context: CanvasRenderingContext2D,
  picture: GraphPicture,
  node: PlacedNode,
  at: Point,
): void {
  const { frame, camera, colors, centre, near, selected } = picture;
  const radius = nodeRadius(node, frame, camera);
  const isNear = centre === null || near.has(node.id);
  context.globalAlpha = 1;
  context.beginPath();
  context.arc(at.x, at.y, radius + 1.5, 0, 2 * Math.PI);
  context.fillStyle = colors.background;
  context.fill();
  context.globalAlpha = isNear ? 1 : farOpacity;
  context.beginPath();
  context.arc(at.x, at.y, radius, 0, 2 * Math.PI);
  context.fillStyle = picture.nodes.get(node.id)?.color ?? colors.none;
  context.fill();
  if (node.id !== selected && node.id !== centre) return;
  context.beginPath();
  context.arc(at.x, at.y, radius + 3.5, 0, 2 * Math.PI);
  context.lineWidth = 2;
  context.strokeStyle = colors.label;
  context.stroke();
}
