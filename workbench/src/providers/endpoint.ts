import { hash } from "node:crypto";
import { type BulkheadPolicy, bulkhead } from "cockatiel";
import type { Agent } from "undici";
import { EndpointHealth } from "./endpoint-health.ts";
import { type LanguageModel, languageModel } from "./language-model.ts";
import type { Candidate } from "./provider-account.ts";
import type { Rung } from "./turn.ts";

/** A model at a provider as this process knows it. */
export interface Endpoint {
  readonly health: EndpointHealth;
  /** Lets in so many calls at once as the provider allows; the others wait. */
  readonly gate: BulkheadPolicy;
  /** How it can be asked for JSON, as far as is known. */
  rung: Rung;
  isProbing: boolean;
  model(): Promise<LanguageModel>;
}

const mostCallsAtOnce = 64;

/** The endpoints of this process; one whose address or key has changed is another one. */
export class Endpoints {
  readonly #agent: Agent;
  readonly #endpoints = new Map<string, Endpoint>();
  /** One a provider, whatever its models. */
  readonly #gates = new Map<string, BulkheadPolicy>();

  constructor(agent: Agent) {
    this.#agent = agent;
  }

  of(candidate: Candidate): Endpoint {
    const { account, model } = candidate;
    const place = [account.name, account.kind, account.baseUrl ?? "", account.key ?? ""];
    const id = hash("sha256", JSON.stringify([...place, model]));
    const known = this.#endpoints.get(id);
    if (known) return known;
    let opened: Promise<LanguageModel> | undefined;
    const endpoint: Endpoint = {
      health: new EndpointHealth(),
      gate: this.#gate(account.name, account.concurrency ?? mostCallsAtOnce),
      rung: "schema",
      isProbing: false,
      model: () => {
        opened ??= languageModel(candidate, this.#agent);
        return opened;
      },
    };
    this.#endpoints.set(id, endpoint);
    return endpoint;
  }

  #gate(name: string, callsAtOnce: number): BulkheadPolicy {
    const id = `${name}/${callsAtOnce}`;
    const gate = this.#gates.get(id) ?? bulkhead(callsAtOnce, Number.POSITIVE_INFINITY);
    this.#gates.set(id, gate);
    return gate;
  }
}
