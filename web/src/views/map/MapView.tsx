import { type Ref, useEffect, useImperativeHandle, useRef } from "react";
import { MapCore } from "./map-core.ts";
import type { ImageOptions } from "./map-export.ts";
import type { MapEvents, MapSettings } from "./map-settings.ts";

/** What a page may ask of the map. */
export interface MapHandle {
  fit(): void;
  zoomBy(factor: number): void;
  flyToTopic(index: number): void;
  clearLasso(): void;
  focus(): void;
  exportPng(options: ImageOptions): Promise<Blob>;
  exportSvg(options: ImageOptions): Promise<Blob>;
}

export interface MapViewProps extends MapSettings, MapEvents {
  readonly ref?: Ref<MapHandle>;
}

const filling = { width: "100%", height: "100%" };

/** The map of every chunk; fills its parent. */
export function MapView({ ref, ...props }: MapViewProps) {
  const host = useRef<HTMLDivElement>(null);
  const core = useRef<MapCore>(null);
  const latest = useRef(props);
  latest.current = props;

  useEffect(() => {
    const map = new MapCore(host.current!, {
      onHover: (index, at) => latest.current.onHover?.(index, at),
      onHoverTopic: (topic) => latest.current.onHoverTopic?.(topic),
      onSelect: (index) => latest.current.onSelect?.(index),
      onSelectTopic: (topic) => latest.current.onSelectTopic?.(topic),
      onLasso: (selection) => latest.current.onLasso?.(selection),
      onViewChange: (view) => latest.current.onViewChange?.(view),
    });
    core.current = map;
    return () => {
      core.current = null;
      map.destroy();
    };
  }, []);

  useEffect(() => core.current?.update(props));

  useImperativeHandle(ref, () => handleOf(() => core.current!), []);

  return <div ref={host} style={filling} />;
}

function handleOf(map: () => MapCore): MapHandle {
  return {
    fit: () => map().fit(),
    zoomBy: (factor) => map().zoomBy(factor),
    flyToTopic: (index) => map().flyToTopic(index),
    clearLasso: () => map().clearLasso(),
    focus: () => map().focus(),
    exportPng: (options) => map().exportPng(options),
    exportSvg: (options) => map().exportSvg(options),
  };
}
