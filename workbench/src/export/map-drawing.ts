import type { DecodedMap } from "./decode-map.ts";

export interface MapDrawing extends DecodedMap {
  readonly topics: readonly { readonly id: number; readonly name: string; readonly size: number }[];
  readonly theme: "light" | "dark";
  readonly width: number;
  readonly height: number;
}
export function drawSvg(_: MapDrawing): string {
  return "";
}
export async function drawPng(_: MapDrawing, __: number): Promise<Uint8Array> {
  return new Uint8Array();
}
