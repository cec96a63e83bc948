import { CloseButton, NativeSelect } from "@mantine/core";
import { formatCount } from "../../format.ts";
import classes from "./MapLegend.module.css";

export interface MapLegendProps {
  /** Names of the facets that can colour the map. */
  readonly facets: readonly string[];
  readonly facet: string;
  readonly groups: readonly { readonly label: string; readonly documents: number; readonly color: string }[];
  readonly onFacet: (facet: string) => void;
  readonly onClose: () => void;
}

/** Which colour of the map stands for which answer. */
export default function MapLegend({ facets, facet, groups, onFacet, onClose }: MapLegendProps) {
  return (
    <section className={classes.legend} aria-label={`Colours of ${facet}`} data-covers-view>
      <div className={classes.head}>
        <NativeSelect
          size="xs"
          aria-label="Facet that colours the map"
          value={facet}
          onChange={({ currentTarget: { value } }) => onFacet(value)}
          data={[...new Set([facet, ...facets])]}
        />
        <CloseButton size="sm" aria-label="Colour by topic again" onClick={onClose} />
      </div>
      <ul className={classes.list}>
        {groups.map(({ label, documents, color }) => (
          <li key={label}>
            <span className={classes.dot} style={{ background: color }} aria-hidden="true" />
            <span dir="auto">{label}</span>
            <span className={classes.count}>{formatCount(documents)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
