// What is not needed for the first screen: fetched behind it, always.
export { cleanCopy } from "./clean.ts";
export { inspect } from "./metadata.ts";
export { findReports, readRecord } from "./record.ts";
