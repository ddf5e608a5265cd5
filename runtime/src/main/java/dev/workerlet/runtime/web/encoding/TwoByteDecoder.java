package dev.workerlet.runtime.web.encoding;

/** What the decoders of encodings with one or two bytes a code point have in common: below 0x80 all are ASCII. */
abstract class TwoByteDecoder implements LegacyDecoder {
    @Override
    public final void decode(DecoderRun run) {
        while (run.hasNext()) {
            run.copyAscii();
            if (!run.hasNext()) {
                return;
            }
            int lead = run.peek(0);
            if (!isLead(lead)) {
                run.take(1, single(lead));
            } else if (run.available() < 2) {
                run.incomplete();
                return;
            } else {
                decodePair(run, lead, run.peek(1));
            }
        }
    }

    private void decodePair(DecoderRun run, int lead, int trail) {
        int codePoint = pair(run, lead, trail);
        // An ASCII byte that does not belong here is read again.
        run.take(codePoint == Index.NONE && trail < 0x80 ? 1 : 2, codePoint);
    }

    /** Whether a byte from 0x80 on is the first of two. */
    boolean isLead(int value) {
        return value >= 0x81 && value <= 0xfe;
    }

    /** The code point of a byte from 0x80 on that is not, or {@link Index#NONE}. */
    int single(int value) {
        return Index.NONE;
    }

    /** The code point of two bytes, or {@link Index#NONE}. What precedes it is written to the run. */
    abstract int pair(DecoderRun run, int lead, int trail);
}
