// What a vitest run really did, from its JSON report.

/**
 * @typedef {{ passed: number, failed: number }} Count
 * @typedef {{
 *   success?: boolean, numPassedTests?: number, numFailedTests?: number,
 *   numPendingTests?: number, numTodoTests?: number,
 *   testResults?: { name?: string, status?: string, message?: string, assertionResults?: { status?: string }[] }[],
 * }} VitestReport
 */

/**
 * Counts a run. Each of these is one failure more, for each would hide what was not tested: a test that was
 * skipped, a file that could not be run, a run without a report or without tests, and a runner that says that it
 * failed though no test did.
 * @param {VitestReport | undefined} report undefined when the runner wrote none
 * @param {number} code the runner's exit code
 * @returns {Count & { notes: string[] }}
 */
export function countTests(report, code) {
  if (report === undefined)
    return { passed: 0, failed: 1, notes: [`the runner wrote no report (exit ${code})`] };
  const passed = report.numPassedTests ?? 0;
  const notRun = (report.numPendingTests ?? 0) + (report.numTodoTests ?? 0);
  const brokenFiles = (report.testResults ?? []).filter(
    ({ status, assertionResults }) =>
      status === "failed" && !assertionResults?.some((test) => test.status === "failed"),
  );
  let failed = (report.numFailedTests ?? 0) + notRun + brokenFiles.length;
  const notes = brokenFiles.map(
    ({ name, message }) => `${name ?? "a file"} could not be run: ${firstLine(message)}`,
  );
  if (notRun > 0) notes.push(`${notRun} skipped; a skipped test counts as failed`);
  if (passed + failed === 0) {
    failed = 1;
    notes.push("the runner ran no test");
  } else if (failed === 0 && (code !== 0 || report.success === false)) {
    failed = 1;
    notes.push(`no test failed, but the runner did (exit ${code})`);
  }
  return { passed, failed, notes };
}

/**
 * @param {string | undefined} text
 * @returns {string}
 */
function firstLine(text) {
  return (text ?? "").trim().split("\n")[0] ?? "";
}
