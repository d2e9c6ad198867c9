import { type Answer, type Entered, isShown } from "./answer.ts";
import { BESIDES, type Structure, fieldsOf } from "./form-structure.ts";

/** What a report has besides its answers. */
export interface Besides {
  readonly story: boolean;
  readonly identity: boolean;
  readonly files: boolean;
}

/** What one mechanism wants and a report lacks: elements, each a list of alternatives, any of which would do. */
export interface Lacking {
  readonly mechanism: string;
  readonly elements: readonly (readonly string[])[];
}

/** Per mechanism of a questionnaire what a finished report lacks, also where that is nothing. It tells; it never holds a report back. */
export function lacking(form: Structure, answers: readonly Answer[], besides: Besides): Lacking[] {
  const entered: Entered = new Map(answers.map((each) => [each.id, each.values]));
  const given = new Set(answers.map((each) => each.id.replace(/\.[0-9]+\./, ".")));
  for (const name of BESIDES) if (besides[name as keyof Besides]) given.add(name);
  return [...form.required].map(([mechanism, elements]) => ({
    mechanism,
    elements: elements.filter((element) => !element.some((each) => given.has(each)) && element.some((each) => isAsked(form, entered, each))),
  }));
}

/** Whether a source can give this alternative now: it is no question, or a question that is shown. */
export function isAsked(form: Structure, entered: Entered, alternative: string): boolean {
  const fields = fieldsOf(form);
  const field = fields.find((each) => each.id === alternative.split(".")[0]);
  return field === undefined || isShown(field, fields, entered);
}
