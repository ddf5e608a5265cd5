// Compiles an expression that repeats what repeats.
export default {
  fetch() {
    const source = "((((a{1,100}){1,100}){1,100}){1,100}){1,100}";
    return new Response(String(new RegExp(source).test("a".repeat(1_000))));
  },
};
