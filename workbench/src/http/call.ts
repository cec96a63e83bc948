import type { z } from "zod";
import type { Context } from "../context.ts";
import type { Provisional } from "../contract.ts";
import type { Missing } from "../jobs/health.actions.ts";
import type { RouteName, routes } from "../routes.ts";
import type { ItemSource } from "./events.ts";
import type { LiveSettings } from "./live-settings.ts";
import type { ServerMetrics } from "./metrics.ts";
import type { Upload } from "./uploads.ts";

type RouteOf<R extends RouteName> = (typeof routes)[R];
type Parsed<R extends RouteName, K extends "params" | "query" | "body"> =
  RouteOf<R> extends Record<K, infer S extends z.ZodType> ? z.output<S> : undefined;

/** A validated request, with all that a handler may use. */
export interface Call<R extends RouteName> {
  readonly context: Context;
  readonly params: Parsed<R, "params">;
  readonly query: Parsed<R, "query">;
  readonly body: Parsed<R, "body">;
  /** `Last-Event-ID`: what an event stream's reader has already. */
  readonly lastId: string | undefined;
  /** Of a route that takes one. */
  readonly upload: Upload | undefined;
  readonly services: ServerServices;
}

/** What belongs to the server and to no stage. */
export interface ServerServices {
  isReady(): boolean;
  /** What the server lacks right now. */
  missing(): Missing | undefined;
  readonly openApi: Readonly<Record<string, unknown>>;
  readonly metrics: ServerMetrics;
  readonly settings: LiveSettings;
}

export interface BinaryReply {
  /** A function is called only where the caller does not have this version already. */
  readonly content: Uint8Array | AsyncIterable<Uint8Array> | (() => Promise<Uint8Array>);
  /** Equal versions of a path have equal contents. */
  readonly version?: string;
  readonly contentType: string;
  /** Given where the reply is to be saved, not shown. */
  readonly fileName?: string;
  readonly provisional?: Provisional;
}

interface RawReplies {
  /** Undefined where there is nothing more to come for the reader. */
  readonly events: ItemSource | undefined;
  readonly binary: BinaryReply;
  readonly text: { readonly text: string; readonly contentType: string };
}

type ReplyOf<R extends RouteName> = RouteOf<R>["reply"] extends keyof RawReplies
  ? RawReplies[RouteOf<R>["reply"]]
  : RouteOf<R>["reply"] extends z.ZodType
    ? z.input<RouteOf<R>["reply"]>
    : never;

export type Handlers = { readonly [R in RouteName]: (call: Call<R>) => Promise<ReplyOf<R>> };
