import { z } from "zod";
import { projectName } from "./contract.ts";

/** Who may call a route: anyone who reaches the server, or only the owner (loopback without a token, else its bearer). */
export type Access = "anyone" | "owner";

/** A route as the contract states it; the server, its description and its clients are made from it. */
export interface RouteDefinition {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  readonly path: string;
  readonly access: Access;
  readonly summary: string;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  readonly reply: z.ZodType | "events" | "binary" | "text";
  readonly status?: number;
  /** Takes multipart/form-data in place of JSON. */
  readonly upload?: boolean;
  /** Largest body; 1 where absent. */
  readonly bodyMegabytes?: number;
}

/** A definition with its own type kept. */
export const route = <const R extends RouteDefinition>(definition: R) => definition;

/** The project that a path names. */
export const projectParam = z.object({ project: projectName });

/** Which of its analyses a project is read as, by run id; the one that is shown where none is named. */
export const asOf = z.object({ run: z.coerce.number().int().positive().optional() });

/** A yes or no, as a query spells it. */
export const flag = z.preprocess(
  (value) => (value === "true" ? true : value === "false" ? false : value),
  z.boolean(),
);
