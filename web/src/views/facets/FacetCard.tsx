import { Badge, Button } from "@mantine/core";
import { MessageCircleQuestionMark, Palette, Pencil, Sigma, Trash2 } from "lucide-react";
import type { ReactNode } from "react";
import type { Facet, FacetDetail } from "toposcope/facet-contract";
import { formatCount, formatPlural } from "../../format.ts";
import records from "../Records.module.css";
import classes from "./Facets.module.css";

export interface FacetCardProps {
  readonly facet: Facet;
  readonly open: boolean;
  /** Its answers in groups, once they are there. */
  readonly detail: FacetDetail | undefined;
  /** The table that it is crossed in. */
  readonly cross: ReactNode;
  readonly canColor: boolean;
  readonly onOpen: (open: boolean) => void;
  readonly onFilter: (where: readonly string[]) => void;
  readonly onColor: () => void;
  readonly onChange: () => void;
  readonly onRemove: () => void;
}

const typeWords: Readonly<Record<Facet["type"], string>> = {
  text: "text",
  category: "category",
  number: "number",
  list: "list",
  "yes-no": "yes or no",
  date: "date",
};
const computedWords = {
  words: "Counted: words of the text",
  language: "Computed: the language of the text",
  date: "Taken from the document's date",
  sentiment: "Counted: words of feeling, in English texts",
  column: "Taken from the column",
} as const;
const howWords = {
  model: "by a language model",
  extraction: "taken from the texts",
  computed: "computed",
} as const;

/** What a facet asks, or where it comes from. */
export const questionText = ({ question, computed, column }: Facet): string =>
  question ?? (computed === undefined ? "" : [computedWords[computed], column].filter(Boolean).join(" "));

/** One facet: what it asks and what the documents answer. */
export function FacetCard(props: FacetCardProps) {
  const { facet, open, detail, onOpen } = props;
  const { name, type, answered, empty, open: left, computed } = facet;
  return (
    <details
      className={records.record}
      open={open}
      onToggle={(event) => {
        if (event.currentTarget.open !== open) onOpen(event.currentTarget.open);
      }}
    >
      <summary>
        <span className={records.kind} aria-hidden="true">
          {computed === undefined ? <MessageCircleQuestionMark size={16} /> : <Sigma size={16} />}
        </span>
        <h2 className={records.title} dir="auto">
          {name}
          <Badge size="sm" variant="light" tt="none">
            {typeWords[type]}
          </Badge>
        </h2>
        <span className={records.facts}>
          {[
            `${formatCount(answered)} answered`,
            empty > 0 ? `${formatCount(empty)} without answer` : null,
            left > 0 ? `${formatCount(left)} not asked` : null,
          ]
            .filter((fact) => fact !== null)
            .join(" · ")}
        </span>
      </summary>
      {open && (
        <div className={records.content}>
          <p className={classes.about} dir="auto">
            {[
              questionText(facet),
              facet.role === undefined ? "" : `Asked of ${facet.role} only.`,
              howText(facet),
            ]
              .filter((part) => part !== "")
              .join(" ")}
          </p>
          {detail !== undefined && answered > 0 && <Answers detail={detail} onFilter={props.onFilter} />}
          <Actions {...props} />
          {answered > 0 && props.cross}
        </div>
      )}
    </details>
  );
}

function howText({ how }: Facet): string {
  const ways = Object.entries(how).map(
    ([way, count]) => `${formatPlural(count, "answer")} ${howWords[way as keyof typeof howWords]}`,
  );
  return ways.length === 0 ? "" : `${ways.join(", ")}.`;
}

function Actions({ facet, canColor, onColor, onChange, onRemove }: FacetCardProps) {
  const of = <span className="hidden"> {facet.name}</span>;
  return (
    <div className={classes.actions}>
      {canColor && facet.answered > 0 && (
        <Button size="xs" leftSection={<Palette size={14} />} onClick={onColor}>
          Colour the map by it
          {of}
        </Button>
      )}
      <Button size="xs" variant="default" leftSection={<Pencil size={14} />} onClick={onChange}>
        Change
        {of}
      </Button>
      <Button size="xs" variant="default" leftSection={<Trash2 size={14} />} onClick={onRemove}>
        Delete
        {of}
      </Button>
    </div>
  );
}

function Answers({ detail, onFilter }: { detail: FacetDetail; onFilter: FacetCardProps["onFilter"] }) {
  const most = Math.max(1, ...detail.groups.map(({ documents }) => documents));
  return (
    <div>
      <ul className={classes.bars} aria-label={`Answers to ${detail.name}`}>
        {detail.groups.map(({ label, documents, where }) => (
          <li key={label}>
            <button
              type="button"
              className={classes.bar}
              title="Show these documents"
              onClick={() => onFilter(where)}
            >
              <span dir="auto">{label}</span>
              <span aria-hidden="true">
                <span className={classes.length} style={{ width: `${(100 * documents) / most}%` }} />
              </span>
              <span className={classes.number}>
                {formatCount(documents)}
                <span className="hidden"> documents</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
      {detail.others > 0 && (
        <p className={classes.about}>And {formatPlural(detail.others, "other answer")}.</p>
      )}
      {detail.numbers !== null && (
        <p className={classes.about}>
          From {detail.numbers.least} to {detail.numbers.most}, mean{" "}
          {Number(detail.numbers.mean.toPrecision(4))}, median {detail.numbers.median}.
        </p>
      )}
    </div>
  );
}
