// Everything but the first screens: fetched behind them, always, by everybody, as one part with its texts.
export { default as TEXTS } from "texts:later";
export { enterView } from "./enter-view.ts";
export { offered, readForms } from "./form.ts";
export { peopleView } from "./people-view.ts";
export { findReports, readRecord } from "./record.ts";
