import { expect, test } from "vitest";
import { matterOf } from "../../src/answers/matter.ts";
import { templateQuestions } from "../../src/insights/template-questions.ts";

test.each([
  ["What do the texts say about the Navy?", "the Navy?"],
  ["what did these documents  tell us about late fees", "late fees"],
  ["What was said about the Panama Canal?", "the Panama Canal?"],
  ["Tell me more about tariffs.", "tariffs."],
  ["Was sagen die Texte über „Zölle“?", "„Zölle“?"],
  ["Que disent les documents d’Alger ?", "Alger ?"],
  ["¿Qué dicen los textos sobre «tarifas»?", "«tarifas»?"],
])("%s asks about %s", (question, matter) => {
  expect(matterOf(question)).toBe(matter);
});

test.each([
  "What does the text of the treaty say about fishing?",
  "Which documents did the secretary sign?",
  "What do the texts say about?",
  "What is said about ?",
  "",
])("nothing is taken off “%s”", (question) => {
  expect(matterOf(question)).toBe(question);
});

test.each(["en", "de", "fr", "es", "it", "pt", "nl"])(
  "of the questions that themes raise in %s, what they ask about is left",
  (language) => {
    const [about = ""] = templateQuestions(["Panama"], language);
    expect(matterOf(about)).toMatch(/^\P{L}*Panama\P{L}*$/u);
  },
);
