package dev.workerlet.benchmarks.peers;

/**
 * What became of a process under one attack.
 *
 * @param peer the runtime
 * @param attack the script
 * @param end how it ended
 * @param answer what the attacker's client got
 * @param worstMillis the neighbour's longest time while the attack ran; one that was not answered counts as the time waited
 */
record Finding(String peer, String attack, End end, String answer, long worstMillis) {
    /** How it can end, from well to ill. */
    enum End {
        /** The process lives, and the neighbour was answered within a second all the time. */
        HOLDS("survived", true),
        /** The process lives and answers the neighbour again, which had to wait. */
        WAITED("survived, neighbour waited", true),
        /** The process lives, and the neighbour's answers are wrong. */
        WRONG("neighbour answered wrongly", false),
        /** The process lives, and does not answer any more. */
        STUCK("stuck", false),
        /** It took more memory than it may here, and was ended. */
        MEMORY("memory without bound", false),
        /** It ended by itself. */
        DEAD("process died", false),
        /** It did not begin to serve, and said so. */
        REFUSED("refused to start", false);

        private final String text;
        private final boolean survived;

        End(String text, boolean survived) {
            this.text = text;
            this.survived = survived;
        }

        String text() {
            return text;
        }

        boolean survived() {
            return survived;
        }
    }

    /** The attack's class. */
    String group() {
        return attack.substring(0, attack.indexOf('-'));
    }

    /** Whether it says something of an attack: one who refuses to start was not attacked. */
    boolean counts() {
        return end != End.REFUSED;
    }
}
