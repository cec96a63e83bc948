import { expect, test } from "vitest";
import { classifyRefusal, type FailureClass, withoutKey, wordsOf } from "../../src/providers/failure.ts";

const openai = (message: string, code = "") => JSON.stringify({ error: { message, type: code, code } });

test.each<[number, string, FailureClass, boolean]>([
  [429, openai("Rate limit reached for requests", "rate_limit_exceeded"), "retry", false],
  [429, openai("You exceeded your current quota, check your plan", "insufficient_quota"), "switch", true],
  [402, openai("Insufficient credits"), "switch", true],
  [401, openai("Incorrect API key provided", "invalid_api_key"), "switch", true],
  [403, "Forbidden", "switch", true],
  [404, openai("The model `x` does not exist", "model_not_found"), "switch", true],
  [400, openai("This model's maximum context length is 8192 tokens"), "split", false],
  [
    400,
    JSON.stringify({ type: "error", error: { message: "prompt is too long: 210000 tokens" } }),
    "split",
    false,
  ],
  [413, "", "split", false],
  [400, JSON.stringify({ error: { message: "Your credit balance is too low" } }), "switch", true],
  [
    400,
    JSON.stringify({ error: { code: 400, message: "API key not valid. Please pass a valid API key." } }),
    "switch",
    true,
  ],
  [400, openai("blocked by Azure's content management policy", "content_filter"), "reject", true],
  [422, openai("Invalid value"), "reject", true],
  [408, "", "retry", false],
  [409, "", "retry", false],
  [500, openai("The server had an error"), "switch", false],
  [503, "<html>Service Unavailable</html>", "switch", false],
  [
    529,
    JSON.stringify({ type: "error", error: { type: "overloaded_error", message: "Overloaded" } }),
    "switch",
    false,
  ],
  [418, "", "unknown", false],
  [307, "", "unknown", false],
])("%i %s is to %s, lasting: %s", (status, body, failureClass, isLasting) => {
  expect(classifyRefusal({ status, body })).toMatchObject({ class: failureClass, isLasting });
});

test("a schema that is not taken is told from other faults of a request", () => {
  const about = (message: string) => classifyRefusal({ status: 400, body: openai(message) }).isAboutFormat;
  expect(about("Invalid parameter: 'response_format' of type 'json_schema' is not supported")).toBe(true);
  expect(about("Invalid schema for response_format 'answer'")).toBe(true);
  expect(about("Invalid value for temperature")).toBe(false);
});

test("words are found in whatever form an error has, and kept short", () => {
  expect(wordsOf('[{"error":{"code":400,"message":"from Google"}}]')).toBe("from Google");
  expect(wordsOf('{"detail":"from a server of its own"}')).toBe("from a server of its own");
  expect(wordsOf('{"error":"from Ollama"}')).toBe("from Ollama");
  expect(wordsOf("<html>\n  a   page</html>")).toBe("<html> a page</html>");
  expect(wordsOf("x".repeat(10_000))).toHaveLength(300);
});

test("a key in somebody else's words is taken out", () => {
  expect(withoutKey("bad key sk-12345, really sk-12345", "sk-12345")).toBe("bad key [key], really [key]");
  expect(withoutKey("nothing", undefined)).toBe("nothing");
});
