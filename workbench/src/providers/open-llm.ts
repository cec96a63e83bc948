import { ToposcopeError } from "../errors.ts";
import type { Llm } from "./llm.ts";

/** Language models as they are set up; none are. */
export function openLlm(): Llm {
  const refuse = async () => {
    throw new ToposcopeError("NO_LANGUAGE_MODEL", "no language model is set up");
  };
  return {
    modelFor: async () => undefined,
    text: refuse,
    json: refuse,
    stream: () => ({ [Symbol.asyncIterator]: () => ({ next: refuse }) }),
    close: async () => {},
  };
}
