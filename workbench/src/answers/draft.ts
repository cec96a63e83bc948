import type { Answer, AskEvent } from "../answer-contract.ts";

type Without<A, K extends string> = A extends unknown ? Omit<A, K> : never;

/** An answer before it is kept: without what says which question it belongs to. */
export type Draft = Without<Answer, "id" | "question" | "asked" | "after" | "only" | "createdAt">;

/** An answer on its way: what is told meanwhile, and at the end the whole. */
export type Answering<D extends Draft = Draft> = AsyncGenerator<AskEvent, D>;
