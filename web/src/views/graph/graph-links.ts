import type { GraphEdge, GraphNode } from "./graph-layout.ts";

export interface NodeLinks {
  readonly node: GraphNode;
  /** The most alike first. */
  readonly links: readonly { readonly name: string; readonly weight: number }[];
}

/** Each topic with those it is linked to, largest topics first. */
export function linksByNode(
  nodes: readonly GraphNode[],
  edges: readonly GraphEdge[],
  threshold: number,
): NodeLinks[] {
  const byId = new Map(
    nodes.map((node) => [node.id, { node, links: [] as { name: string; weight: number }[] }]),
  );
  for (const { source, target, weight } of edges) {
    const [one, other] = [byId.get(source), byId.get(target)];
    if (!one || !other || weight < threshold) continue;
    one.links.push({ name: other.node.name, weight });
    other.links.push({ name: one.node.name, weight });
  }
  for (const { links } of byId.values()) links.sort((a, b) => b.weight - a.weight);
  return [...byId.values()].sort((a, b) => b.node.size - a.node.size || a.node.id - b.node.id);
}
