import type { Overview } from "toposcope/topic-contract";
import { formatLanguage, formatPlural, formatShare } from "../format.ts";
import classes from "./Insights.module.css";

export interface InsightsProps {
  readonly overview: Overview;
  readonly onDocument: (document: number) => void;
}

const mostLanguages = 5;

/** What is seen early: languages, duplicates, and documents that are least like the topics. */
export function Insights({ overview, onDocument }: InsightsProps) {
  const { documents, languages, duplicates, odd } = overview;
  const copies = duplicates.exact + duplicates.near;
  return (
    <div className={classes.insights}>
      {languages.length > 1 && (
        <section aria-labelledby="insight-languages">
          <h3 id="insight-languages">Languages</h3>
          <ul className={classes.languages}>
            {languages.slice(0, mostLanguages).map(({ language, documents: count }) => (
              <li key={language}>
                {language === null ? "Not told" : formatLanguage(language)}{" "}
                <span className="muted">{formatShare(count / Math.max(1, documents))}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {copies > 0 && (
        <section aria-labelledby="insight-duplicates">
          <h3 id="insight-duplicates">Duplicates</h3>
          <p>
            {formatPlural(duplicates.exact, "document is", "documents are")} the same as another,{" "}
            {formatPlural(duplicates.near, "document", "documents")} nearly.
          </p>
          <ul>
            {duplicates.groups.map(({ document, title, copies: count }) => (
              <li key={document}>
                <DocumentLink title={title} onOpen={() => onDocument(document)} />{" "}
                <span className="muted">{formatPlural(count, "copy", "copies")}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {odd.length > 0 && (
        <section aria-labelledby="insight-odd">
          <h3 id="insight-odd">Odd ones out</h3>
          <ul>
            {odd.map(({ document, title, topicName }) => (
              <li key={document}>
                <DocumentLink title={title} onOpen={() => onDocument(document)} />{" "}
                <span className="muted" dir="auto">
                  nearest to {topicName}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

const DocumentLink = ({ title, onOpen }: { title: string; onOpen: () => void }) => (
  <button type="button" className={classes.link} onClick={onOpen}>
    <span dir="auto">{title}</span>
  </button>
);
