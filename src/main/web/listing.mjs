// A reporter for whoever counts: a line for each test, its outcome, its name and why it failed, the last two percent-encoded.
export default async function* listing(source) {
  for await (const { type, data } of source) {
    const error = data.details?.error;
    if (type === "test:pass" && data.details?.type !== "suite") yield `passed ${encodeURIComponent(data.name)} \n`;
    if (type === "test:fail") yield `failed ${encodeURIComponent(data.name)} ${encodeURIComponent(error?.cause?.stack ?? error?.stack ?? error)}\n`;
  }
}
