package dev.workerlet.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerlet.runtime.support.Workers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What needs ICU data. */
class LocaleTest {
    private static Workers workers;

    @BeforeAll
    static void start() {
        workers = Workers.start();
    }

    @AfterAll
    static void stop() {
        workers.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "new Intl.DateTimeFormat('de', { dateStyle: 'long', timeZone: 'UTC' }).format(0) | 1. Januar 1970",
                "new Intl.NumberFormat('de-CH').format(1234567.5) | 1’234’567.5",
                "['z', 'ä', 'a'].sort(new Intl.Collator('sv').compare).join('') | azä",
                "[...new Intl.Segmenter('th', { granularity: 'word' }).segment('สวัสดีชาวโลก')].length | 3",
                "[...new Intl.Segmenter('ja', { granularity: 'word' }).segment('吾輩は猫である')].length > 3 | true",
                "'\uFB01x²'.normalize('NFKC') | fix2",
                "/^\\p{L}+$/u.test('Grüße') | true",
                "'i'.toLocaleUpperCase('tr') | İ",
                "Temporal.PlainDate.from('2024-02-29').add({ years: 1 }).toString() | 2025-02-28",
                "Temporal.Instant.from('2024-07-01T00:00Z').toZonedDateTimeISO('Europe/Berlin').hour | 2",
                "new Intl.DisplayNames('fr', { type: 'region' }).of('DE') | Allemagne",
                "new Intl.ListFormat('en').format(['a', 'b', 'c']) | a, b, and c",
                "new Intl.PluralRules('ar').select(3) | few",
                "new Intl.RelativeTimeFormat('es').format(-1, 'day') | hace 1 día",
                "new Intl.DurationFormat('en').format({ hours: 1, minutes: 2 }) | 1 hr, 2 min",
            })
    void icu_data_serves(String expression, String expected) {
        assertThat(workers.fetch("export default { fetch: () => new Response(String(" + expression + ")) };")
                        .text())
                .isEqualTo(expected);
    }
}
