import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { call } from "./api.ts";
import { type Analysis, queryClient, topicKey } from "./queries.ts";

/** Whom the page reads for: nobody else but its user is known to it. */
export const pageReader = "me";
const mostRecommended = 5;

/** Changes with what is read, not with the project. */
export const forYouQuery = (project: string, run: number | null) =>
  queryOptions({
    queryKey: ["project", project, "for-you", run],
    queryFn: ({ signal }) =>
      call("recommend", { project, query: { reader: pageReader, limit: mostRecommended } }, { signal }),
    placeholderData: keepPreviousData,
  });

export const refreshForYou = (project: string) =>
  queryClient.invalidateQueries({ queryKey: ["project", project, "for-you"] });

export const similarDocumentsQuery = (project: string, run: number | null, document: number) =>
  queryOptions({
    queryKey: ["project", project, "similar", run, document],
    queryFn: ({ signal }) =>
      call("similarDocuments", { project, document, query: { limit: mostRecommended } }, { signal }),
    staleTime: 60_000,
  });

const mostRelated = 8;

export const relatedTopicsQuery = ({ project, run }: Analysis, topic: number) =>
  queryOptions({
    queryKey: [...topicKey({ project, run }, topic), "related"],
    queryFn: ({ signal }) =>
      call("relatedTopics", { project, topic, query: { run, limit: mostRelated } }, { signal }),
    staleTime: 60_000,
  });
