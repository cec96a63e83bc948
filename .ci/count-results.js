import { readFileSync } from "node:fs";

const [failedSteps, ...files] = process.argv.slice(2);
let passed = 0;
let failed = Number(failedSteps);

function report(name, messages) {
  failed++;
  console.log(
    `✗ ${name}\n${messages.map((message) => `    ${message.split("\n").slice(0, 8).join("\n    ")}`).join("\n")}`,
  );
}

for (const file of files) {
  const { numPassedTests, testResults } = JSON.parse(readFileSync(file, "utf8"));
  passed += numPassedTests;
  for (const { name, status, message, assertionResults } of testResults) {
    for (const test of assertionResults) {
      if (test.status === "failed") report(`${name} › ${test.fullName}`, test.failureMessages);
    }
    if (status === "failed" && !assertionResults.some((test) => test.status === "failed")) {
      report(name, [message]);
    }
  }
}
if (files.length < 2) report("a suite left no results", files);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
