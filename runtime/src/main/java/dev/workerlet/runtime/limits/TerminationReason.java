package dev.workerlet.runtime.limits;

/**
 * Why the host ended an event, as the client is told in the header {@code x-termination-reason}.
 */
public enum TerminationReason {
    /** The event's own turns used more CPU time than its budget. */
    CPU_TIME_LIMIT("CpuTimeLimit", 429, "Worker exceeded CPU time limit"),
    /** No response head came within the wall-clock limit. */
    WALL_CLOCK_TIMEOUT("WallClockTimeout", 504, "Worker exceeded wall-clock time limit"),
    /** The isolate reached its heap or buffer limit. */
    MEMORY_LIMIT("MemoryLimit", 429, "Worker exceeded memory limit"),
    /** The script threw, or ended without an answer. */
    EXCEPTION("Exception", 500, "Worker threw an exception"),
    /** The script could not be found, compiled, linked or evaluated. */
    INITIALIZATION_ERROR("InitializationError", 500, "Worker failed to start"),
    /** The host ended the event: shutdown, undeploy, or a context that failed under another request. */
    ABORTED("Aborted", 503, "Worker was stopped"),
    /** A queue is full, or a place was not free in time. */
    OVERLOADED("Overloaded", 503, "Server is overloaded, please try again later");

    private final String headerValue;
    private final int httpStatus;
    private final String publicMessage;

    TerminationReason(String headerValue, int httpStatus, String publicMessage) {
        this.headerValue = headerValue;
        this.httpStatus = httpStatus;
        this.publicMessage = publicMessage;
    }

    /** The value of the header {@code x-termination-reason}. */
    public String headerValue() {
        return headerValue;
    }

    /** The status a client gets when no response head was sent before. */
    public int httpStatus() {
        return httpStatus;
    }

    /** The line a client may see: it names the limit, nothing of the script. */
    public String publicMessage() {
        return publicMessage;
    }
}
