import { test, assert, assertEquals, assertThrows } from "/harness.js";

test("strings", () => {
  const form = new FormData();
  form.append("a", 1);
  form.append("b", "2");
  form.append("a", "3");
  assertEquals([form.get("a"), form.getAll("a"), form.get("x"), form.has("b")], ["1", ["1", "3"], null, true]);
  form.set("a", "4");
  assertEquals([...form], [["a", "4"], ["b", "2"]]);
  form.delete("a");
  assertEquals([...form.keys()], ["b"]);
});

test("blobs become files", () => {
  const form = new FormData();
  const file = new File(["x"], "f.txt", { type: "a/b", lastModified: 5 });
  form.append("blob", new Blob(["x"], { type: "c/d" }));
  form.append("named", new Blob(["x"]), "n.txt");
  form.append("file", file);
  form.append("renamed", file, "g.txt");
  assertEquals([form.get("blob").name, form.get("blob").type, form.get("named").name], ["blob", "c/d", "n.txt"]);
  assert(form.get("file") === file);
  assertEquals([form.get("renamed").name, form.get("renamed").lastModified], ["g.txt", 5]);
});

test("arguments", () => {
  const form = new FormData();
  assertThrows(() => form.append("a", "b", "c"), TypeError);
  assertThrows(() => form.append("a"), TypeError);
  assertThrows(() => new FormData({}), TypeError);
  assertEquals([FormData.length, FormData.prototype.append.length], [0, 2]);
});
