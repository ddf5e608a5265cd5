export default {
  fetch() {
    return Response.json({
      date: new Intl.DateTimeFormat("pt-BR", { dateStyle: "long", timeZone: "UTC" }).format(new Date(0)),
      number: new Intl.NumberFormat("de", { style: "currency", currency: "EUR" }).format(1234567.8),
      plural: new Intl.PluralRules("cy").select(3),
      words: [...new Intl.Segmenter("ja", { granularity: "word" }).segment("今日は晴れ")].length,
      letters: /^\p{L}+$/u.test("Ærøskøbing"),
      nfkc: "ﬁ①".normalize("NFKC"),
      temporal: Temporal.PlainDate.from("2024-02-28").add({ days: 2 }).toString(),
      zone: Temporal.Instant.from("2026-07-01T00:00Z").toZonedDateTimeISO("Asia/Kathmandu").toString(),
    });
  },
};
