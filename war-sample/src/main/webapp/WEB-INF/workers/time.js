// Dates, numbers and lists in the reader's language: ?zone=Asia/Tokyo&lang=ja
const DEFAULT_ZONE = "Europe/Berlin";
const DEFAULT_LANGUAGE = "en";

function describe(zone, language) {
  const now = Temporal.Now.zonedDateTimeISO(zone);
  const noon = Temporal.ZonedDateTime.from({ timeZone: zone, year: 2026, month: 7, day: 1, hour: 12 });
  const longDate = new Intl.DateTimeFormat(language, { dateStyle: "full", timeStyle: "short", timeZone: zone });
  return {
    zone,
    language,
    now: now.toString(),
    noonOnFirstOfJuly: longDate.format(noon.epochMilliseconds),
    daysToNewYear: now.toPlainDate().until({ year: now.year + 1, month: 1, day: 1 }).days,
    price: new Intl.NumberFormat(language, { style: "currency", currency: "EUR" }).format(1234.5),
    list: new Intl.ListFormat(language).format(["V8", "Jetty", "Tomcat"]),
    sorted: ["zebra", "Äpfel", "apple", "ångström"].sort(new Intl.Collator(language).compare),
  };
}

export default {
  async fetch(request) {
    const { searchParams } = new URL(request.url);
    try {
      return Response.json(
        describe(searchParams.get("zone") ?? DEFAULT_ZONE, searchParams.get("lang") ?? DEFAULT_LANGUAGE),
      );
    } catch (error) {
      if (error instanceof RangeError) {
        return Response.json({ error: error.message }, { status: 400 });
      }
      throw error;
    }
  },
};
