import { readFileSync } from "node:fs";
import { LANGUAGES, WORD_FILES, wordListOf } from "../../main/web/words.ts";

/** All ten, from the files that Java reads too. */
export const LISTS = LANGUAGES.map((language) => wordListOf(language, readFileSync(`src/main/resources/org/tresllaves/words/${WORD_FILES[language]}`, "utf8")));
