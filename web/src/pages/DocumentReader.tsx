import { useQuery } from "@tanstack/react-query";
import { closeLast, openDocument, openPassage, openTopic } from "../actions.ts";
import { documentFacetsQuery } from "../facet-queries.ts";
import { documentQuery } from "../queries.ts";
import { stateOf } from "../query-state.ts";
import { similarDocumentsQuery } from "../recommend-queries.ts";
import { askToDelete, useView } from "../store.ts";
import { move, usePlace } from "../url.ts";
import { DocumentAnswers } from "../views/facets/DocumentAnswers.tsx";
import { Reader } from "../views/Reader.tsx";
import { SimilarDocuments } from "../views/SimilarDocuments.tsx";
import type { Analysis } from "./use-analysis.ts";
import { useReading } from "./use-reading.ts";
import { useSetAside } from "./use-set-aside.ts";

interface DocumentReaderProps {
  readonly project: string;
  readonly analysis: Analysis;
  readonly document: number;
}

/** The document that is open, at its passage. */
export default function DocumentReader({ project, analysis, document }: DocumentReaderProps) {
  const { chunk, mark, query, topic } = usePlace();
  const selection = useView((view) => view.selection);
  const state = stateOf(useQuery(documentQuery(project, analysis.run, document)));
  const { data: similar } = useQuery(similarDocumentsQuery(project, analysis.run, document));
  const { data: answers } = useQuery(documentFacetsQuery(project, document));
  const setAside = useSetAside(project);
  useReading(project, document);
  const shared = {
    focusKey: `document ${document}`,
    back: query !== undefined || topic !== undefined || selection !== null,
    onClose: closeLast,
  };
  if (state.status !== "ready") return <Reader {...state} {...shared} />;
  return (
    <Reader
      status="ready"
      {...shared}
      document={state.data}
      chunk={chunk}
      mark={mark}
      colorOf={analysis.colorOf}
      onChunk={(next) => move({ chunk: next, mark: undefined }, { replace: true })}
      onTopic={(id) => openTopic(analysis.topicOf(id), analysis.layer)}
      onDocument={openDocument}
      onDelete={() => askToDelete(state.data)}
      onSetAside={(aside) => setAside(document, aside)}
      answers={
        answers && (
          <DocumentAnswers
            answers={answers}
            text={state.data.text}
            onShow={(evidence) => move({ mark: evidence }, { replace: true })}
          />
        )
      }
      after={
        similar && (
          <SimilarDocuments
            documents={similar.documents}
            colorOf={analysis.colorOf}
            onPassage={openPassage}
          />
        )
      }
    />
  );
}
