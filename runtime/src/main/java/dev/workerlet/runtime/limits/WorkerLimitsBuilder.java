package dev.workerlet.runtime.limits;

import java.time.Duration;

/** Makes limits out of others, with some values changed; the values are those of {@link WorkerLimits}. Not thread-safe. */
public final class WorkerLimitsBuilder {
    private Duration cpuTime;
    private Duration startCpuTime;
    private Duration wallClock;
    private long heapBytes;
    private long externalBytes;
    private long requestBodyBytes;
    private long responseBodyBytes;
    private int maxConcurrentPerIsolate;
    private int timersPerRequest;
    private int fetchesPerRequest;
    private int concurrentFetches;
    private long fetchBodyBytes;
    private long logChars;
    private StreamLimits stream;
    private OutboundPolicy outbound;
    private SocketLimits socket;
    private ScriptLimits script;
    private int softPercent;

    WorkerLimitsBuilder(WorkerLimits base) {
        this.cpuTime = base.cpuTime();
        this.startCpuTime = base.startCpuTime();
        this.wallClock = base.wallClock();
        this.heapBytes = base.heapBytes();
        this.externalBytes = base.externalBytes();
        this.requestBodyBytes = base.requestBodyBytes();
        this.responseBodyBytes = base.responseBodyBytes();
        this.maxConcurrentPerIsolate = base.maxConcurrentPerIsolate();
        this.timersPerRequest = base.timersPerRequest();
        this.fetchesPerRequest = base.fetchesPerRequest();
        this.concurrentFetches = base.concurrentFetches();
        this.fetchBodyBytes = base.fetchBodyBytes();
        this.logChars = base.logChars();
        this.stream = base.stream();
        this.outbound = base.outbound();
        this.socket = base.socket();
        this.script = base.script();
        this.softPercent = base.softPercent();
    }

    public WorkerLimitsBuilder cpuTime(Duration value) {
        this.cpuTime = value;
        return this;
    }

    public WorkerLimitsBuilder startCpuTime(Duration value) {
        this.startCpuTime = value;
        return this;
    }

    public WorkerLimitsBuilder wallClock(Duration value) {
        this.wallClock = value;
        return this;
    }

    public WorkerLimitsBuilder heapBytes(long value) {
        this.heapBytes = value;
        return this;
    }

    public WorkerLimitsBuilder externalBytes(long value) {
        this.externalBytes = value;
        return this;
    }

    public WorkerLimitsBuilder requestBodyBytes(long value) {
        this.requestBodyBytes = value;
        return this;
    }

    public WorkerLimitsBuilder responseBodyBytes(long value) {
        this.responseBodyBytes = value;
        return this;
    }

    public WorkerLimitsBuilder maxConcurrentPerIsolate(int value) {
        this.maxConcurrentPerIsolate = value;
        return this;
    }

    public WorkerLimitsBuilder timersPerRequest(int value) {
        this.timersPerRequest = value;
        return this;
    }

    public WorkerLimitsBuilder fetchesPerRequest(int value) {
        this.fetchesPerRequest = value;
        return this;
    }

    public WorkerLimitsBuilder concurrentFetches(int value) {
        this.concurrentFetches = value;
        return this;
    }

    public WorkerLimitsBuilder fetchBodyBytes(long value) {
        this.fetchBodyBytes = value;
        return this;
    }

    public WorkerLimitsBuilder logChars(long value) {
        this.logChars = value;
        return this;
    }

    public WorkerLimitsBuilder stream(StreamLimits value) {
        this.stream = value;
        return this;
    }

    public WorkerLimitsBuilder outbound(OutboundPolicy value) {
        this.outbound = value;
        return this;
    }

    public WorkerLimitsBuilder socket(SocketLimits value) {
        this.socket = value;
        return this;
    }

    public WorkerLimitsBuilder script(ScriptLimits value) {
        this.script = value;
        return this;
    }

    public WorkerLimitsBuilder softPercent(int value) {
        this.softPercent = value;
        return this;
    }

    /**
     * The limits.
     *
     * @throws IllegalArgumentException when a value is out of its range
     */
    public WorkerLimits build() {
        return new WorkerLimits(
                cpuTime,
                startCpuTime,
                wallClock,
                heapBytes,
                externalBytes,
                requestBodyBytes,
                responseBodyBytes,
                maxConcurrentPerIsolate,
                timersPerRequest,
                fetchesPerRequest,
                concurrentFetches,
                fetchBodyBytes,
                logChars,
                stream,
                outbound,
                socket,
                script,
                softPercent);
    }
}
