import type { SimilarDocuments as Similar } from "toposcope/recommend-contract";
import { formatScore } from "../format.ts";
import classes from "./Recommendations.module.css";
import { TopicDot } from "./TopicDot.tsx";

export interface SimilarDocumentsProps {
  readonly documents: Similar["documents"];
  readonly colorOf: (topic: number | null) => string | null;
  readonly onPassage: (passage: { readonly document: number; readonly chunk: number }) => void;
}

/** Documents like the one that is open, each with the two passages that are most alike. */
export function SimilarDocuments({ documents, colorOf, onPassage }: SimilarDocumentsProps) {
  if (documents.length === 0) return null;
  return (
    <section className={classes.recommendations} aria-labelledby="similar-documents">
      <h3 id="similar-documents">Similar documents</h3>
      <ul>
        {documents.map(({ document, title, topic, similarity, passages }) => (
          <li key={document}>
            <button
              type="button"
              className={classes.document}
              onClick={() => onPassage({ document, chunk: passages.other.chunk })}
            >
              <TopicDot color={colorOf(topic)} />
              <span className={classes.title} dir="auto">
                {title}
              </span>
              <span className={classes.score} title="Similarity of the two documents, 1 is equal">
                {formatScore(similarity)}
              </span>
            </button>
            <details className={classes.why}>
              <summary>Passages most alike</summary>
              <p>
                <strong>Here</strong> <span dir="auto">{passages.own.text}</span>
              </p>
              <p>
                <strong>There</strong> <span dir="auto">{passages.other.text}</span>
              </p>
            </details>
          </li>
        ))}
      </ul>
    </section>
  );
}
