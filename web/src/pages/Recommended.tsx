import { useMutation, useQuery } from "@tanstack/react-query";
import { openDocument } from "../actions.ts";
import { call, explain } from "../api.ts";
import { notify } from "../notify.ts";
import { forYouQuery, pageReader, refreshForYou } from "../recommend-queries.ts";
import { ForYou } from "../views/ForYou.tsx";
import type { Analysis } from "./use-analysis.ts";
import { useSetting } from "./use-settings.ts";

interface RecommendedProps {
  readonly project: string;
  readonly analysis: Analysis;
}

/** What may interest whoever looks at the page. */
export default function Recommended({ project, analysis }: RecommendedProps) {
  const { data } = useQuery(forYouQuery(project, analysis.run));
  const remembers = useSetting<boolean>("readingHistory", true);
  const { mutate: forget } = useMutation({
    mutationFn: () => call("forgetReadings", { project, query: { reader: pageReader } }),
    onSuccess: () => {
      void refreshForYou(project);
      notify({ kind: "done", message: "What you read here is forgotten." });
    },
    onError: (error) => notify({ kind: "failed", ...explain(error) }),
  });
  if (data === undefined) return null;
  return (
    <ForYou
      found={data}
      remembers={remembers}
      colorOf={analysis.colorOf}
      onDocument={openDocument}
      onForget={forget}
    />
  );
}
