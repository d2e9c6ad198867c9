// A reporter for node's test runner: what failed, and one line at the end.
export default async function* failures(source) {
  let [passed, failed] = [0, 0];
  for await (const { type, data } of source) {
    if (type === "test:pass" && data.details?.type !== "suite") passed++;
    if (type === "test:fail") {
      failed++;
      const error = data.details?.error;
      yield `FAILED ${data.name}\n${error?.cause?.stack ?? error?.stack ?? error}\n\n`;
    }
    if (type === "test:stderr") yield data.message;
  }
  yield `The page's tests: ${passed} passed, ${failed} failed.\n`;
}
