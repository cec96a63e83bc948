import { useMemo } from "react";
import type { Layer } from "toposcope/contract";
import type { MapColumns } from "toposcope/drawing";
import { strengthByte, strengthHistogram, strengthShares } from "../member-strengths.ts";
import { slideFirmness } from "../store.ts";
import { OutlierPanel } from "../views/OutlierPanel.tsx";
import { setFirmness, useFirmness } from "./use-firmness.ts";

const strengthSteps = 40;

interface OutliersProps {
  readonly columns: MapColumns;
  readonly layer: Layer | undefined;
  readonly onClose: () => void;
}

/** The slider of outliers, with what it leaves out of the layer on screen. */
export default function Outliers({ columns, layer, onClose }: OutliersProps) {
  const firmness = useFirmness();
  const number = layer?.layer ?? 0;
  const histogram = useMemo(() => strengthHistogram(columns, number, strengthSteps), [columns, number]);
  const shares = useMemo(
    () => strengthShares(columns, number, strengthByte(firmness)),
    [columns, number, firmness],
  );
  return (
    <OutlierPanel
      least={firmness}
      shares={shares}
      layer={layer}
      histogram={histogram}
      onSlide={slideFirmness}
      onLeast={setFirmness}
      onClose={onClose}
    />
  );
}
