import assert from "node:assert/strict";
import { test } from "node:test";
import { compose } from "../../main/web/compose.ts";
import { OpenDraft } from "../../main/web/draft.ts";
import { checkManifest } from "../../main/web/manifest.ts";
import { Texts } from "../../main/web/texts.ts";

const TEXTS = new Texts("es", { keys: ["files.name", "files.name.clean"], languages: { es: ["archivo", "limpio"] } });
const file = (name: string): File => new File(["x"], name);
const seen = { type: "image/png", image: true, found: [], unread: false };

test("free text and identity lose what a report cannot carry, as answers do", () => {
  const draft = new OpenDraft();
  draft.story = "\f Lo vi.\u000b\r\nDos\u0085 líneas\ud83d \u0001";
  draft.identity = "Luz\ud83d\f";
  const composed = compose(draft, TEXTS);
  assert.deepEqual([composed.text, composed.identity], ["Lo vi.\nDos líneas\ufffd", "Luz\ufffd"]);
  checkManifest({ ...composed, rs: new Uint8Array(32), files: [] });
  draft.story = "\u0001\f";
  assert.equal(draft.told, false);
});

test("every change of a draft is seen, and none is seen where there is none", () => {
  const draft = new OpenDraft();
  draft.files.push({ file: file("a.png"), seen, keep: "original" });
  const changes: (() => void)[] = [
    () => { draft.story = "a"; }, () => { draft.identity = "a"; }, () => draft.consent.add("share"), () => draft.excluded.add(2), () => { draft.namesHidden = true; },
    () => draft.answers.set("when", ["2026"]), () => { draft.earlier = new Uint8Array(16); }, () => { draft.files[0]!.keep = "both"; },
    () => { draft.files[0]!.clean = new Blob(["y"]); }, () => draft.files.push({ file: file("a.png"), seen, keep: "original" }), () => draft.files.shift(),
  ];
  for (const change of changes) {
    const before = draft.state;
    assert.deepEqual(draft.state.map((value, i) => value === before[i]), before.map(() => true));
    change();
    assert.ok(draft.state.length !== before.length || draft.state.some((value, i) => value !== before[i]), String(change));
  }
});

test("a clean copy that is not made yet is missed, and both copies of a file count as two", () => {
  const draft = new OpenDraft();
  draft.files.push({ file: file("a.png"), seen, keep: "original" }, { file: file("b.png"), seen, keep: "both" });
  assert.equal(draft.count, 3);
  assert.equal(draft.uncopied?.file.name, "b.png");
  draft.files[1]!.clean = new Blob(["y"]);
  assert.equal(draft.uncopied, undefined);
  assert.deepEqual(compose(draft, TEXTS).files.map(({ name }) => name), ["a.png", "b.png", "b-limpio"]);
});
