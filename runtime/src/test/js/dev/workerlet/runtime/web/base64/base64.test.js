import { test, assertEquals, assertThrows } from "/harness.js";

test("btoa", () => {
  assertEquals([btoa(""), btoa("a"), btoa("ab"), btoa("abc"), btoa("\xff\x00")], ["", "YQ==", "YWI=", "YWJj", "/wA="]);
  assertThrows(() => btoa("€"), "InvalidCharacterError");
  assertThrows(() => btoa(), TypeError);
  assertEquals(btoa(undefined), btoa("undefined"));
});

test("atob is forgiving", () => {
  assertEquals([atob(""), atob("YQ"), atob("YQ=="), atob(" Y\tQ\n=\f=\r"), atob("YR==")], ["", "a", "a", "a", "a"]);
  assertEquals(atob("/+8="), "\xff\xef");
  assertEquals(atob(null), "\x9e\xe9e");
});

test("atob refuses what is malformed", () => {
  for (const text of ["a", "abcde", "ab=", "a===", "=", "ab-_", "ab\u00a0c", "YQ==YQ=="]) {
    assertThrows(() => atob(text), "InvalidCharacterError");
  }
});

test("long strings there and back", () => {
  let text = "";
  for (let i = 0; i < 5000; i++) {
    text += String.fromCharCode((i * 7) & 0xff);
  }
  assertEquals(atob(btoa(text)), text);
});
