import { create } from "zustand";
import { ApiError } from "./api.ts";

/** Work that can begin once the project's other run is out of the way. */
export interface Start {
  readonly project: string;
  /** What would begin, in a sentence that goes on with when. */
  readonly what: string;
  /** @param queue whether to stand in line where something else is under way */
  begin(options: { readonly queue: boolean }): Promise<unknown>;
}

/** The start that was refused, until the user says what is to become of it. */
export const useRefused = create<{ readonly refused: Start | null }>(() => ({ refused: null }));

export const askAbout = (refused: Start | null) => useRefused.setState({ refused });

export const isRefusal = (error: unknown) => error instanceof ApiError && error.code === "RUN_ALREADY_ACTIVE";

/** Begins something; where another run is under way, asks whether to stand in line or to end that one. */
export async function beginOrAsk(start: Start): Promise<void> {
  try {
    await start.begin({ queue: false });
  } catch (error) {
    if (!isRefusal(error)) throw error;
    askAbout(start);
  }
}
