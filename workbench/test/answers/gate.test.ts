import fc from "fast-check";
import { expect, test } from "vitest";
import { carriedOver } from "../../src/answers/follow-up.ts";
import { calibrateGate, type Evidence, passesGate } from "../../src/answers/gate.ts";

const share = fc.double({ min: 0, max: 1, noNaN: true });
const evidence: fc.Arbitrary<Evidence> = fc.record({
  cosine: share,
  coverage: share,
  sentenceCosine: share,
  sentenceCoverage: share,
});

test("more evidence never closes the gate", () => {
  fc.assert(
    fc.property(fc.array(evidence, { minLength: 20 }), evidence, evidence, (unanswered, one, more) => {
      const gate = calibrateGate(unanswered);
      const raised = Object.fromEntries(
        Object.entries(one).map(([kind, value]) => [kind, Math.max(value, more[kind as keyof Evidence])]),
      ) as unknown as Evidence;
      if (passesGate(one, gate)) expect(passesGate(raised, gate)).toBe(true);
    }),
  );
});

test("what is as usual for unanswered questions does not pass, what stands out does", () => {
  const unanswered = Array.from({ length: 50 }, (_, i) => ({
    cosine: 0.2 + 0.003 * i,
    coverage: 0.2 + 0.006 * i,
    sentenceCosine: 0.25 + 0.004 * i,
    sentenceCoverage: 0.15 + 0.006 * i,
  }));
  const gate = calibrateGate(unanswered);
  expect(unanswered.filter((one) => passesGate(one, gate)).length).toBeLessThanOrEqual(2);
  expect(passesGate({ cosine: 0.6, coverage: 0.9, sentenceCosine: 0.7, sentenceCoverage: 0.8 }, gate)).toBe(
    true,
  );
});

test("a gate stands where it stood when a tenth of the questions are answered after all", () => {
  const plain = Array.from({ length: 100 }, (_, i) => ({
    cosine: 0.2 + 0.0015 * ((i * 37) % 100),
    coverage: 0.2 + 0.003 * ((i * 53) % 100),
    sentenceCosine: 0.25 + 0.002 * ((i * 71) % 100),
    sentenceCoverage: 0.15 + 0.003 * ((i * 91) % 100),
  }));
  const answered = { cosine: 0.7, coverage: 1, sentenceCosine: 0.8, sentenceCoverage: 1 };
  const gate = calibrateGate([...plain.slice(0, 90), ...Array.from({ length: 10 }, () => answered)]);
  expect(passesGate(answered, gate)).toBe(true);
  expect(plain.filter((one) => passesGate(one, gate)).length).toBeLessThan(5);
});

test("questions that share no word with the corpus do not widen what counts as usual", () => {
  const touched = Array.from({ length: 25 }, (_, i) => ({
    cosine: 0.38 + 0.002 * ((i * 7) % 25),
    coverage: 0.25 + 0.01 * ((i * 11) % 25),
    sentenceCosine: 0.4 + 0.004 * ((i * 13) % 25),
    sentenceCoverage: 0.2 + 0.01 * ((i * 17) % 25),
  }));
  const untouched = Array.from({ length: 15 }, () => ({
    cosine: 0.33,
    coverage: 0,
    sentenceCosine: 0,
    sentenceCoverage: 0,
  }));
  expect(calibrateGate([...touched, ...untouched])).toEqual(calibrateGate(touched));
});

test.each([
  ["When did it end?", "Who proclaimed the oil embargo?", "When did it end? (proclaimed oil embargo)"],
  ["And in Denmark?", "What did the oil embargo change?", "And in Denmark? (oil embargo change)"],
  [
    "Which countries banned driving on Sundays?",
    "Who proclaimed the oil embargo?",
    "Which countries banned driving on Sundays?",
  ],
  [
    "Und wann wurde er gebaut?",
    "Wem gehört der Leuchtturm auf dem Felsen?",
    "Und wann wurde er gebaut? (gehört Leuchtturm Felsen)",
  ],
  [
    "Et quand a-t-il été construit ?",
    "Qui a construit le phare de Cordouan ?",
    "Et quand a-t-il été construit ? (phare Cordouan)",
  ],
  [
    "¿Y cuándo se construyó?",
    "¿Quién construyó el faro de Hércules?",
    "¿Y cuándo se construyó? (faro Hércules)",
  ],
  [
    "Welche Länder verboten das Fahren an Sonntagen im Herbst?",
    "Wer verhängte das Ölembargo?",
    "Welche Länder verboten das Fahren an Sonntagen im Herbst?",
  ],
])("%s after %s", (question, before, understood) => {
  expect(carriedOver(question, before)).toBe(understood);
});
