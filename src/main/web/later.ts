// What is not needed for the first screen: fetched behind it, always.
export { inspect } from "./metadata.ts";
export { findReports, readRecord } from "./record.ts";
