package dev.workerlet.servlet.cdi;

import dev.workerlet.runtime.Workerlet;
import dev.workerlet.runtime.message.Body;
import dev.workerlet.runtime.message.FetchRequest;
import dev.workerlet.runtime.message.FetchResponse;
import dev.workerlet.runtime.message.HeaderList;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Inject;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;

/** An application's bean that calls workers and hears of them. */
@ApplicationScoped
public class Clerk {
    static final LinkedBlockingQueue<Object> EVENTS = new LinkedBlockingQueue<>();

    @Inject
    WorkerDispatcher dispatcher;

    @Inject
    Workerlet runtime;

    CompletionStage<FetchResponse> ask(String worker) {
        return dispatcher.fetch(worker, new FetchRequest("GET", "https://bean/", new HeaderList(), Body.NONE));
    }

    String runtimeText() {
        return runtime.toString();
    }

    void hear(@ObservesAsync WorkerLoaded event) {
        EVENTS.add(event);
    }

    void hear(@ObservesAsync WorkerEvicted event) {
        EVENTS.add(event);
    }

    void hear(@ObservesAsync WorkerTerminated event) {
        EVENTS.add(event);
    }

    void hear(@ObservesAsync WorkerRefused event) {
        EVENTS.add(event);
    }

    void hear(@ObservesAsync WorkerLimitNear event) {
        EVENTS.add(event);
    }
}
