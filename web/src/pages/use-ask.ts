import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import type { Answer } from "toposcope/answer-contract";
import { askQuestion, explain } from "../api.ts";
import { questionQuery, questionsQuery } from "../queries.ts";
import type { Only } from "../search-asked.ts";
import { move } from "../url.ts";
import type { Asking } from "../views/AskAnswer.tsx";

/** Asks questions of a project and shows each answer as it comes. */
export function useAsk(project: string) {
  const [asking, setAsking] = useState<Asking | null>(null);
  const client = useQueryClient();
  const underWay = useRef<AbortController | null>(null);
  useEffect(() => () => underWay.current?.abort(), []);
  const stop = useCallback(() => {
    underWay.current?.abort();
    setAsking(null);
  }, []);
  const ask = useCallback(
    async (question: string, { after, only }: { after: number | undefined; only: Only }) => {
      underWay.current?.abort();
      const closer = new AbortController();
      underWay.current = closer;
      setAsking({ question, parts: [], failure: null });
      const onAnswer = (answer: Answer) => {
        client.setQueryData(questionQuery(project, answer.id).queryKey, answer);
        void client.invalidateQueries(questionsQuery(project));
        move({ question: answer.id });
        setAsking(null);
      };
      const fail = (failure: NonNullable<Asking["failure"]>) =>
        setAsking((now) => now && { ...now, failure });
      try {
        const events = askQuestion(project, { question, after, only }, { signal: closer.signal });
        for await (const event of events) {
          if (event.type === "done") return onAnswer(event.answer);
          if (event.type === "failed") return fail({ message: event.detail, hint: event.hint });
          setAsking((now) => now && { ...now, parts: [...now.parts, event] });
        }
        fail({ message: "The answer broke off.", hint: "Ask again; the server's log says more." });
      } catch (error) {
        if (!closer.signal.aborted) fail(explain(error));
      }
    },
    [project, client],
  );
  return { asking, ask, stop };
}
