/** How the providers' protocols put an answer: as a whole, as frames of a stream, as an error. */
export interface Protocol {
  /** A whole answer's body. */
  whole(answer: SpokenAnswer): unknown;
  /** A stream's frames: some that open it, one for each piece of the text, some that close it. */
  frames(answer: SpokenAnswer): { opening: string[]; pieces: string[]; closing: string[] };
  error(status: number, code: string, message: string): unknown;
}

export interface SpokenAnswer {
  readonly model: string;
  readonly text: string;
  readonly finish: "stop" | "length" | "content-filter";
  readonly inputTokens: number;
  /** Of the input, what is to count as read from the provider's cache, and as put into it. */
  readonly cached: { readonly read: number; readonly written: number };
  readonly outputTokens: number;
  /** Whether tokens are to come in a frame of their own, as OpenAI's are where they are asked for. */
  readonly usageApart: boolean;
  /** The tool whose call the answer is to be, as Anthropic's models without schemas are made to answer. */
  readonly tool: string | undefined;
}

/** A text's words with the spaces behind them, or larger pieces where there would be too many. */
export function piecesOf(text: string): string[] {
  const isLong = text.length > 100_000;
  return text.match(isLong ? /[\s\S]{1,50000}/gu : /\s*\S+\s*/gu) ?? [];
}

const data = (value: unknown) => `data: ${JSON.stringify(value)}\n\n`;
const event = (value: { readonly type: string; readonly [field: string]: unknown }) =>
  `event: ${value.type}\n${data(value)}`;

const finishes = {
  chat: { stop: "stop", length: "length", "content-filter": "content_filter" },
  anthropic: { stop: "end_turn", length: "max_tokens", "content-filter": "refusal" },
  google: { stop: "STOP", length: "MAX_TOKENS", "content-filter": "SAFETY" },
} as const;

const chat: Protocol = {
  whole: (answer) => ({
    id: "chat-1",
    object: "chat.completion",
    created: 1_700_000_000,
    model: answer.model,
    choices: [
      {
        index: 0,
        message: { role: "assistant", content: answer.text },
        finish_reason: finishes.chat[answer.finish],
      },
    ],
    usage: chatUsage(answer),
  }),
  frames(answer) {
    const head = {
      id: "chat-1",
      object: "chat.completion.chunk",
      created: 1_700_000_000,
      model: answer.model,
    };
    const chunk = (delta: object, finish_reason: string | null = null, rest: object = {}) =>
      data({ ...head, choices: [{ index: 0, delta, finish_reason }], ...rest });
    const usage = { usage: chatUsage(answer) };
    return {
      opening: [chunk({ role: "assistant", content: "" })],
      pieces: piecesOf(answer.text).map((content) => chunk({ content })),
      closing: [
        chunk({}, finishes.chat[answer.finish], answer.usageApart ? {} : usage),
        ...(answer.usageApart ? [data({ ...head, choices: [], ...usage })] : []),
        "data: [DONE]\n\n",
      ],
    };
  },
  error: (_status, code, message) => ({ error: { message, type: code, param: null, code } }),
};

function chatUsage({ inputTokens, outputTokens, cached }: SpokenAnswer) {
  return {
    prompt_tokens: inputTokens,
    prompt_tokens_details: { cached_tokens: cached.read },
    completion_tokens: outputTokens,
    total_tokens: inputTokens + outputTokens,
  };
}

const responses: Protocol = {
  whole: (answer) => ({
    id: "resp_1",
    object: "response",
    created_at: 1_700_000_000,
    model: answer.model,
    output: [responsesMessage(answer.text)],
    ...responsesEnd(answer),
  }),
  frames(answer) {
    const response = { id: "resp_1", created_at: 1_700_000_000, model: answer.model };
    const message = responsesMessage(answer.text);
    return {
      opening: [
        event({ type: "response.created", response }),
        event({ type: "response.output_item.added", output_index: 0, item: { ...message, content: [] } }),
      ],
      pieces: piecesOf(answer.text).map((delta) =>
        event({
          type: "response.output_text.delta",
          item_id: "msg_1",
          output_index: 0,
          content_index: 0,
          delta,
        }),
      ),
      closing: [
        event({ type: "response.output_item.done", output_index: 0, item: message }),
        event({
          type: answer.finish === "stop" ? "response.completed" : "response.incomplete",
          response: { ...response, ...responsesEnd(answer) },
        }),
      ],
    };
  },
  error: chat.error,
};

function responsesMessage(text: string) {
  return {
    type: "message",
    id: "msg_1",
    role: "assistant",
    status: "completed",
    content: [{ type: "output_text", text, annotations: [] }],
  };
}

function responsesEnd({ finish, inputTokens, outputTokens, cached }: SpokenAnswer) {
  const reason = finish === "length" ? "max_output_tokens" : "content_filter";
  return {
    incomplete_details: finish === "stop" ? null : { reason },
    usage: {
      input_tokens: inputTokens,
      input_tokens_details: { cached_tokens: cached.read },
      output_tokens: outputTokens,
      total_tokens: inputTokens + outputTokens,
    },
  };
}

const anthropic: Protocol = {
  whole: (answer) => ({
    type: "message",
    id: "msg_1",
    role: "assistant",
    model: answer.model,
    content: [{ type: "text", text: answer.text }],
    stop_reason: finishes.anthropic[answer.finish],
    stop_sequence: null,
    usage: anthropicUsage(answer, answer.outputTokens),
  }),
  frames: (answer) => ({
    opening: [
      event({
        type: "message_start",
        message: {
          type: "message",
          id: "msg_1",
          role: "assistant",
          model: answer.model,
          content: [],
          stop_reason: null,
          stop_sequence: null,
          usage: anthropicUsage(answer, 1),
        },
      }),
      event({ type: "content_block_start", index: 0, content_block: anthropicBlock(answer.tool) }),
      event({ type: "ping" }),
    ],
    pieces: piecesOf(answer.text).map((text) =>
      event({
        type: "content_block_delta",
        index: 0,
        delta: answer.tool ? { type: "input_json_delta", partial_json: text } : { type: "text_delta", text },
      }),
    ),
    closing: [
      event({ type: "content_block_stop", index: 0 }),
      event({
        type: "message_delta",
        delta: {
          stop_reason: answer.tool ? "tool_use" : finishes.anthropic[answer.finish],
          stop_sequence: null,
        },
        usage: { output_tokens: answer.outputTokens },
      }),
      event({ type: "message_stop" }),
    ],
  }),
  error: (_status, code, message) => ({ type: "error", error: { type: code, message } }),
};

/** Anthropic counts what its cache had, and what went into it, apart from the rest of the input. */
function anthropicUsage({ inputTokens, cached }: SpokenAnswer, outputTokens: number) {
  return {
    input_tokens: inputTokens - cached.read - cached.written,
    cache_read_input_tokens: cached.read,
    cache_creation_input_tokens: cached.written,
    output_tokens: outputTokens,
  };
}

function anthropicBlock(tool: string | undefined) {
  return tool ? { type: "tool_use", id: "tool_1", name: tool, input: {} } : { type: "text", text: "" };
}

const google: Protocol = {
  whole: (answer) => googlePart(answer, answer.text, true),
  frames: (answer) => ({
    opening: [],
    pieces: piecesOf(answer.text).map((text) => data(googlePart(answer, text, false))),
    closing: [data(googlePart(answer, "", true))],
  }),
  error: (status, code, message) => ({ error: { code: status, message, status: code.toUpperCase() } }),
};

function googlePart(answer: SpokenAnswer, text: string, isLast: boolean) {
  return {
    candidates: [
      {
        content: { role: "model", parts: [{ text }] },
        index: 0,
        ...(isLast ? { finishReason: finishes.google[answer.finish] } : {}),
      },
    ],
    modelVersion: answer.model,
    usageMetadata: {
      promptTokenCount: answer.inputTokens,
      cachedContentTokenCount: answer.cached.read,
      candidatesTokenCount: answer.outputTokens,
      totalTokenCount: answer.inputTokens + answer.outputTokens,
    },
  };
}

export const protocols = { chat, responses, anthropic, google } as const;
export type ProtocolName = keyof typeof protocols;
