import { type Ref, useEffect, useImperativeHandle, useMemo, useRef } from "react";
import { GraphCore, type GraphEvents, type GraphSettings } from "./graph-core.ts";
import { linksByNode } from "./graph-links.ts";

/** What a page may ask of the graph. */
export interface GraphHandle {
  fit(): void;
  zoomBy(factor: number): void;
  focus(): void;
}

export interface GraphViewProps extends GraphSettings, GraphEvents {
  readonly ref?: Ref<GraphHandle>;
}

const filling = { position: "relative", width: "100%", height: "100%" } as const;
const hidden = {
  position: "absolute",
  width: 1,
  height: 1,
  overflow: "hidden",
  clipPath: "inset(50%)",
  whiteSpace: "nowrap",
} as const;

/** The topics and how alike they are, as a graph and, for screen readers, as a table; fills its parent. */
export function GraphView({ ref, ...props }: GraphViewProps) {
  const host = useRef<HTMLDivElement>(null);
  const core = useRef<GraphCore>(null);
  const latest = useRef(props);
  latest.current = props;

  useEffect(() => {
    const graph = new GraphCore(host.current!, {
      onHover: (id) => latest.current.onHover?.(id),
      onSelect: (id) => latest.current.onSelect?.(id),
    });
    core.current = graph;
    return () => {
      core.current = null;
      graph.destroy();
    };
  }, []);

  useEffect(() => core.current?.update(props));

  useImperativeHandle(
    ref,
    () => ({
      fit: () => core.current?.fit(),
      zoomBy: (factor) => core.current?.zoomBy(factor),
      focus: () => core.current?.focus(),
    }),
    [],
  );

  return (
    <div style={filling}>
      <div ref={host} style={filling} />
      <div style={hidden}>
        <LinkTable {...props} />
      </div>
    </div>
  );
}

function LinkTable({ label, nodes, edges, threshold = 0 }: GraphSettings) {
  const rows = useMemo(() => linksByNode(nodes, edges, threshold), [nodes, edges, threshold]);
  return (
    <table>
      <caption>{label}</caption>
      <thead>
        <tr>
          <th scope="col">Topic</th>
          <th scope="col">Passages</th>
          <th scope="col">Similar topics</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ node, links }) => (
          <tr key={node.id}>
            <th scope="row">{node.name}</th>
            <td>{node.size}</td>
            <td>{links.map(({ name, weight }) => `${name} (${weight.toFixed(2)})`).join(", ") || "none"}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
