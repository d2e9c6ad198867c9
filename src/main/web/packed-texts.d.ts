// What build.mjs makes of all texts.<language>.json: those that the first screens may show, and the others.
declare module "texts:first" {
  const packed: import("./texts.ts").Packed;
  export default packed;
}
declare module "texts:later" {
  const packed: import("./texts.ts").Packed;
  export default packed;
}
