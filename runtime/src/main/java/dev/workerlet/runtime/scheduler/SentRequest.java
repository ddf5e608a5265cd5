package dev.workerlet.runtime.scheduler;

/** What hears how a request to the network fares: it may have come back to this runtime. Called on the loop's thread. */
public interface SentRequest {
    /** Hears nothing. */
    SentRequest NONE = new SentRequest() {
        @Override
        public void answered() {
            // Nobody wants to know.
        }

        @Override
        public void abandoned() {
            // Nobody wants to know.
        }
    };

    /** There is an answer, or none will come. */
    void answered();

    /** Nobody waits for the answer any more. */
    void abandoned();
}
