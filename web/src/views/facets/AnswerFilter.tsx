import { Button, NativeSelect } from "@mantine/core";
import { X } from "lucide-react";
import type { FacetGroup } from "toposcope/facet-contract";
import { formatCount } from "../../format.ts";
import classes from "./AnswerFilter.module.css";

export interface AnswerFilterProps {
  /** Names of the facets that documents have answered. */
  readonly facets: readonly string[];
  /** The one whose answers are offered; empty for none. */
  readonly facet: string;
  readonly groups: readonly FacetGroup[];
  /** The conditions that hold. */
  readonly where: readonly string[];
  readonly onFacet: (facet: string) => void;
  readonly onWhere: (where: readonly string[]) => void;
}

const mostConditions = 20;

/** Narrows documents to those that answer facets so: first the facet, then the answer. */
export function AnswerFilter(props: AnswerFilterProps) {
  const { facets, facet, groups, where, onFacet, onWhere } = props;
  if (facets.length === 0 && where.length === 0) return null;
  const add = (conditions: readonly string[]) => onWhere([...new Set([...where, ...conditions])]);
  return (
    <fieldset className={classes.filter}>
      <legend className="hidden">Answers to facets</legend>
      {facets.length > 0 && where.length < mostConditions && (
        <NativeSelect
          size="xs"
          className={classes.select}
          aria-label="Facet"
          value={facet}
          onChange={(event) => onFacet(event.currentTarget.value)}
          data={[
            { value: "", label: "Any answers" },
            ...facets.map((name) => ({ value: name, label: name })),
          ]}
        />
      )}
      {facet !== "" && (
        <NativeSelect
          size="xs"
          className={classes.select}
          aria-label={`Answer to ${facet}`}
          value=""
          onChange={({ currentTarget: { value } }) =>
            add(value === "none" ? [`${facet}=`] : (groups[Number(value)]?.where ?? []))
          }
          data={[
            { value: "", label: "Choose an answer" },
            ...groups.map(({ label, documents }, at) => ({
              value: String(at),
              label: `${label} (${formatCount(documents)})`,
            })),
            { value: "none", label: "No answer" },
          ]}
        />
      )}
      {where.map((condition) => (
        <Button
          key={condition}
          size="compact-xs"
          variant="light"
          className={classes.condition ?? ""}
          rightSection={<X size={12} />}
          onClick={() => onWhere(where.filter((other) => other !== condition))}
        >
          <span dir="auto">{conditionText(condition)}</span>
          <span className="hidden">: take this filter away</span>
        </Button>
      ))}
    </fieldset>
  );
}

/** `urgency=` says that there is no answer. */
const conditionText = (condition: string) =>
  condition.endsWith("!=")
    ? `${condition.slice(0, -2)}: answered`
    : condition.endsWith("=")
      ? `${condition.slice(0, -1)}: no answer`
      : condition;
